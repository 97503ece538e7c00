using System.Collections.Immutable;
using System.Diagnostics;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Writes a program's types and functions, each after what it needs.</summary>
internal sealed class PythonDeclarations(PythonWriter writer, ImmutableArray<TypeDeclaration> types)
{
    private readonly HashSet<string> _named = [];
    private readonly HashSet<string> _complete = [];
    private readonly HashSet<string> _begun = [];

    /// <summary>All types of the program; their names are told to the observer in the order of the case.</summary>
    public void Types()
    {
        foreach (var type in types)
            Complete(type.Name);
        if (types.Length > 0)
            Register(types);
    }

    /// <summary>A type that a step declares.</summary>
    public void Type(TypeDeclaration declaration)
    {
        Define(declaration);
        Register([declaration]);
    }

    public void Function(FunctionDeclaration function)
    {
        var options = function.Prototype is { UsesErrno: true } ? ", use_errno=True" : "";
        writer.Line($"{function.Name} = _h.function(\"{function.Symbol}\"{options})");
        if (function.Prototype is not { } prototype)
            return;
        writer.Line($"{function.Name}.restype = {PythonExpressions.Write(prototype.Result)}");
        writer.Line($"{function.Name}.argtypes = [{Joined(prototype.Parameters)}]");
    }

    private static string Joined(IEnumerable<TypeExpression> types) =>
        string.Join(", ", types.Select(PythonExpressions.Write));

    private void Register(ImmutableArray<TypeDeclaration> declared) =>
        writer.Line(
            $"_h.types([{string.Join(", ", declared.Select(type => $"(\"{type.Name}\", {type.Name})"))}])"
        );

    /// <summary>Writes a declared type with all that it contains by value.</summary>
    private void Complete(string name)
    {
        if (
            types.FirstOrDefault(type => type.Name == name) is not { } declaration
            || !_begun.Add(name)
        )
            return;
        switch (declaration.Definition)
        {
            case AggregateDefinition aggregate:
                if (aggregate.Extends is { } parent)
                    Complete(parent);
                foreach (var field in aggregate.Fields)
                    Need(field.Type);
                break;
            case AliasDefinition alias:
                Need(alias.Type);
                break;
            case FunctionTypeDefinition function:
                foreach (var type in function.Parameters.Add(function.Result))
                    Need(type);
                break;
        }

        if (_complete.Add(name))
            Define(declaration);
    }

    /// <summary>What stands behind a pointer only has to have a name; ctypes completes it later.</summary>
    private void Need(TypeExpression type)
    {
        switch (type)
        {
            case NamedType named:
                Complete(named.Name);
                break;
            case ArrayType array:
                Need(array.Element);
                break;
            case PointerType pointer:
                NeedName(pointer.Target);
                break;
        }
    }

    private void NeedName(TypeExpression target)
    {
        if (
            target is NamedType named
            && types.FirstOrDefault(type => type.Name == named.Name) is { } declaration
        )
        {
            if (declaration.Definition is not AggregateDefinition aggregate)
                Complete(named.Name);
            else if (!_complete.Contains(named.Name) && _named.Add(named.Name))
                Class(declaration.Name, aggregate, fields: null);
        }
        else if (target is not NamedType)
        {
            Need(target);
        }
    }

    private void Define(TypeDeclaration declaration)
    {
        var name = declaration.Name;
        switch (declaration.Definition)
        {
            case AggregateDefinition aggregate when _named.Add(name):
                Class(name, aggregate, Fields(aggregate));
                break;
            case AggregateDefinition aggregate:
                writer.Line($"{name}.{Fields(aggregate)}");
                break;
            case FunctionTypeDefinition function:
                writer.Line(
                    $"{name} = _c.CFUNCTYPE({Joined(function.Parameters.Insert(0, function.Result))})"
                );
                break;
            case SubclassDefinition subclass:
                writer.Block(
                    $"class {name}({PythonExpressions.TypeName(subclass.Base)}):",
                    () => { }
                );
                break;
            case AliasDefinition alias:
                writer.Line($"{name} = {Unparenthesised(PythonExpressions.Write(alias.Type))}");
                break;
            default:
                throw new UnreachableException(
                    $"no Python for {declaration.Definition.GetType().Name}"
                );
        }
    }

    private static string Unparenthesised(string text) =>
        text.StartsWith('(') && text.EndsWith(')') ? text[1..^1] : text;

    /// <param name="fields">Null where a pointer to the class stands among its own fields: they follow in a line of their own.</param>
    private void Class(string name, AggregateDefinition aggregate, string? fields)
    {
        var kind = aggregate.IsUnion ? "Union" : "Structure";
        var order = aggregate.ByteOrder switch
        {
            ByteOrder.Big => "BigEndian",
            ByteOrder.Little => "LittleEndian",
            _ => "",
        };
        writer.Block(
            $"class {name}({aggregate.Extends ?? $"_c.{order}{kind}"}):",
            () =>
            {
                if (aggregate.Pack is { } pack)
                    writer.Line($"_pack_ = {pack}");
                if (aggregate.Align is { } align)
                    writer.Line($"_align_ = {align}");
                if (aggregate.LayoutRule is { } rule)
                    writer.Line($"_layout_ = \"{rule}\"");
                if (aggregate.Anonymous.Length > 0)
                    writer.Line(
                        $"_anonymous_ = [{string.Join(", ", aggregate.Anonymous.Select(field => $"\"{field}\""))}]"
                    );
                if (fields is not null)
                    writer.Line(fields);
            }
        );
    }

    private static string Fields(AggregateDefinition aggregate) =>
        $"_fields_ = [{string.Join(", ", aggregate.Fields.Select(Field))}]";

    private static string Field(FieldDefinition field)
    {
        var bits = field.Bits is { } width ? $", {width}" : "";
        return $"(\"{field.Name}\", {Unparenthesised(PythonExpressions.Write(field.Type))}{bits})";
    }
}
