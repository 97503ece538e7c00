using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>
/// Takes a field out of an aggregate, and its value out of every construction of it: those are positional, so what is left
/// would otherwise slide into other fields. Steps that name the field go with it.
/// </summary>
internal sealed class FieldRemoval
{
    private readonly Program _program;
    private readonly string _type;
    private readonly int _index;

    private FieldRemoval(Program program, string type, int index)
    {
        _program = program;
        _type = type;
        _index = index;
    }

    public static Program Remove(Program program, int typeIndex, int fieldIndex)
    {
        var declaration = program.Types[typeIndex];
        var definition = (AggregateDefinition)declaration.Definition;
        var removed = definition.Fields[fieldIndex].Name;
        var removal = new FieldRemoval(program, declaration.Name, fieldIndex);
        var fewer = definition with
        {
            Fields = definition.Fields.RemoveAt(fieldIndex),
            Anonymous = definition.Anonymous.Remove(removed),
        };
        var steps = program.Steps.Where(step => !Mentions(step, removed));
        return ExpressionRewriter.Rewrite(
            program with
            {
                Types = program.Types.SetItem(typeIndex, declaration with { Definition = fewer }),
                Steps = [.. steps],
            },
            removal.Construction
        );
    }

    private Expression Construction(Expression expression) =>
        expression
            is CallExpression { Callee: NameExpression { Refers: NameKind.Type } callee } call
            ? call with
            {
                Arguments = Values(callee.Name, call.Arguments),
            }
            : expression;

    /// <summary>The values of an aggregate of the program as it was, without those of the field, at any depth.</summary>
    private ImmutableArray<Expression> Values(string type, ImmutableArray<Expression> values)
    {
        var fields = Fields(type).ToList();
        return
        [
            .. values
                .Select((value, i) => (Value: value, Field: i < fields.Count ? fields[i] : default))
                .Where(pair => pair.Field != (_type, _index))
                .Select(pair =>
                    pair.Field.Owner is null ? pair.Value : Value(TypeOf(pair.Field), pair.Value)
                ),
        ];
    }

    private Expression Value(TypeExpression type, Expression value) =>
        (type, value) switch
        {
            (NamedType named, TupleExpression tuple) => new TupleExpression(
                Values(named.Name, tuple.Items)
            ),
            (ArrayType array, TupleExpression tuple) => new TupleExpression([
                .. tuple.Items.Select(item => Value(array.Element, item)),
            ]),
            _ => value,
        };

    private AggregateDefinition? Definition(string type) =>
        _program.Types.FirstOrDefault(t => t.Name == type)?.Definition as AggregateDefinition;

    private IEnumerable<(string Owner, int Index)> Fields(string type) =>
        Definition(type) is not { } definition
            ? []
            : (definition.Extends is { } parent ? Fields(parent) : []).Concat(
                definition.Fields.Select((_, i) => (type, i))
            );

    private TypeExpression TypeOf((string Owner, int Index) field) =>
        Definition(field.Owner)!.Fields[field.Index].Type;

    private static bool Mentions(Step step, string field)
    {
        var places = step switch
        {
            AssignStep assign => assign.Places,
            ObserveStep observe => [observe.Expression],
            BytesStep bytes => [bytes.Expression],
            _ => ImmutableArray<Expression>.Empty,
        };
        return places
            .SelectMany(ExpressionTree.All)
            .OfType<MemberExpression>()
            .Any(member => member.Member == field);
    }
}
