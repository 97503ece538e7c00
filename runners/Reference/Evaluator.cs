using System.Collections.Immutable;
using System.Diagnostics;
using Touchstone.Ctypes;
using Touchstone.Model;

namespace Touchstone.Reference;

/// <summary>Evaluates expressions and stores into places, one operation of ctypes' public surface for each node.</summary>
internal sealed class Evaluator(
    Semantics semantics,
    Declarations declarations,
    Operations operations
)
{
    public Value Evaluate(Expression expression, Scope scope) =>
        expression switch
        {
            IntegerLiteral literal => literal.Value,
            FloatLiteral literal => literal.Value,
            BytesLiteral literal => semantics.Session.Bytes(literal.Value.AsSpan()),
            TextLiteral literal => literal.Value,
            BooleanLiteral literal => literal.Value,
            NoneLiteral => Value.None,
            NameExpression name => Named(name, scope),
            MemberExpression member => semantics.GetAttribute(
                Evaluate(member.Target, scope),
                member.Member
            ),
            IndexExpression index => semantics.GetItem(
                Evaluate(index.Target, scope),
                Evaluate(index.Index, scope)
            ),
            SliceExpression slice => semantics.GetItem(
                Evaluate(slice.Target, scope),
                Slice(slice, scope)
            ),
            CallExpression call => Call(call, scope),
            TupleExpression tuple => new PyTuple([.. EvaluateAll(tuple.Items, scope)]),
            ListExpression list => new PyList(EvaluateAll(list.Items, scope)),
            IdentityExpression identity => Evaluate(identity.Left, scope)
                .Is(Evaluate(identity.Right, scope)),
            _ => throw new UnreachableException($"no rule for {expression.GetType().Name}"),
        };

    public Value[] EvaluateAll(ImmutableArray<Expression> expressions, Scope scope)
    {
        var values = new Value[expressions.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Evaluate(expressions[i], scope);
        return values;
    }

    public void Store(Expression place, Value value, Scope scope)
    {
        switch (place)
        {
            case NameExpression name:
                scope[name.Name] = value;
                break;
            case MemberExpression member:
                semantics.SetAttribute(Evaluate(member.Target, scope), member.Member, value);
                break;
            case IndexExpression index:
                semantics.SetItem(
                    Evaluate(index.Target, scope),
                    Evaluate(index.Index, scope),
                    value
                );
                break;
            case SliceExpression slice:
                semantics.SetItem(Evaluate(slice.Target, scope), Slice(slice, scope), value);
                break;
            default:
                throw new UnreachableException($"{place.GetType().Name} is no place");
        }
    }

    public void Delete(Expression place, Scope scope)
    {
        var session = semantics.Session;
        switch (place)
        {
            case MemberExpression member:
                session.DeleteAttribute(Evaluate(member.Target, scope), member.Member);
                break;
            case IndexExpression index:
                session.DeleteItem(Evaluate(index.Target, scope), Evaluate(index.Index, scope));
                break;
            case SliceExpression slice:
                session.DeleteItem(Evaluate(slice.Target, scope), Slice(slice, scope));
                break;
            default:
                throw new UnreachableException($"{place.GetType().Name} cannot be deleted");
        }
    }

    private Value Named(NameExpression name, Scope scope) =>
        name.Refers switch
        {
            NameKind.Variable => scope[name.Name],
            NameKind.Type => Value.Of(declarations.Type(name.Name)),
            NameKind.Function => declarations.Function(name.Name),
            _ => throw new UnreachableException($"the operation {name.Name} is no value"),
        };

    private Value Call(CallExpression call, Scope scope)
    {
        if (call.Callee is NameExpression { Refers: NameKind.Operation } operation)
            return operations.Apply(operation.Name, EvaluateAll(call.Arguments, scope));
        if (
            call.Callee is MemberExpression { Target: var target, Member: var method }
            && Operations.IsTypeMethod(method)
            && Evaluate(target, scope) is { Kind: ValueKind.Type } type
        )
            return operations.ApplyToType(type, method, EvaluateAll(call.Arguments, scope));
        return semantics.Call(Evaluate(call.Callee, scope), EvaluateAll(call.Arguments, scope));
    }

    private PySlice Slice(SliceExpression slice, Scope scope)
    {
        Value Part(Expression? part) => part is null ? Value.None : Evaluate(part, scope);
        return new PySlice(Part(slice.Start), Part(slice.Stop), Part(slice.Stride));
    }
}
