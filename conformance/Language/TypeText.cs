using System.Diagnostics;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Writes types, fields and functions as a case declares them; parsing gives the same records.</summary>
public static class TypeText
{
    public static string Write(TypeDefinition definition) =>
        definition switch
        {
            AggregateDefinition aggregate => Aggregate(aggregate),
            FunctionTypeDefinition function =>
                $"fn({Joined(function.Parameters)}) -> {ExpressionText.Write(function.Result)}",
            SubclassDefinition subclass => $"sub {subclass.Base}",
            AliasDefinition alias => ExpressionText.Write(alias.Type),
            _ => throw new UnreachableException($"no text for {definition.GetType().Name}"),
        };

    public static string Write(FunctionDeclaration function)
    {
        if (function.Prototype is not { } prototype)
            return $"{function.Symbol}(...)";
        var symbol = function.Symbol == function.Name ? "" : function.Symbol + ": ";
        var more = prototype.IsVariadic ? ", ..." : "";
        var errno = prototype.UsesErrno ? " errno" : "";
        return $"{symbol}{ExpressionText.Write(prototype.Result)}({Joined(prototype.Parameters)}{more}){errno}";
    }

    private static string Joined(IEnumerable<TypeExpression> types) =>
        string.Join(", ", types.Select(ExpressionText.Write));

    private static string Aggregate(AggregateDefinition aggregate)
    {
        IEnumerable<string> words =
        [
            aggregate.IsUnion ? "union" : "struct",
            .. aggregate.ByteOrder == ByteOrder.Native
                ? Array.Empty<string>()
                : [aggregate.ByteOrder == ByteOrder.Big ? "big" : "little"],
            .. Attribute("pack", aggregate.Pack?.ToString()),
            .. Attribute("align", aggregate.Align?.ToString()),
            .. Attribute("layout", aggregate.LayoutRule),
            .. Attribute("extends", aggregate.Extends),
            .. aggregate.Anonymous.SelectMany(field => Attribute("anonymous", field)),
            aggregate.Fields.IsEmpty
                ? "{ }"
                : $"{{ {string.Join("; ", aggregate.Fields.Select(Field))} }}",
        ];
        return string.Join(' ', words);
    }

    private static string[] Attribute(string name, string? value) =>
        value is null ? [] : [$"{name}({value})"];

    private static string Field(FieldDefinition field) =>
        $"{ExpressionText.Write(field.Type)} {field.Name}"
        + (field.Bits is { } bits ? $":{bits}" : "");
}
