using Touchstone.Model;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Language;

/// <summary>One combination of the variants that a case asks for.</summary>
/// <param name="Name"><c>pack=1,endian=big</c>; empty for the only program of a case without variants.</param>
/// <param name="Pack">For every aggregate; null leaves them as written.</param>
/// <param name="ByteOrder">For every aggregate; null leaves them as written.</param>
/// <param name="Scalar">What the type name <c>T</c> stands for.</param>
/// <param name="One">The engine of a twin program's side <c>one</c>: <c>cpython</c> or <c>reference</c>.</param>
/// <param name="Two">The engine of its side <c>two</c>.</param>
internal sealed record Variant(
    string Name,
    int? Pack,
    ByteOrder? ByteOrder,
    string? Scalar,
    string One = "cpython",
    string Two = "cpython"
)
{
    public static Variant None { get; } = new("", null, null, null);

    /// <summary>What a twin program is asked of when its author says nothing: every pairing of the two engines.</summary>
    public static IReadOnlyList<Variant> Twins { get; } =
    [
        .. from one in Engines
        from two in Engines
        select None with
        {
            Name = $"one={one},two={two}",
            One = one,
            Two = two,
        },
    ];

    public static IReadOnlyList<string> Engines => ["cpython", "reference"];

    /// <summary>The variant of a program that is written out: its aggregates and scalars are what it made of them, its engines are not.</summary>
    public static Variant OfProgram(string name)
    {
        var choices = name.Split(',')
            .Select(choice => choice.Split('='))
            .Where(choice => choice.Length == 2);
        string Engine(string side) =>
            choices.FirstOrDefault(choice => choice[0] == side)?[1] ?? None.One;
        return None with { Name = name, One = Engine("one"), Two = Engine("two") };
    }

    public AggregateDefinition Apply(AggregateDefinition aggregate) =>
        aggregate with
        {
            Pack = Pack ?? aggregate.Pack,
            ByteOrder = ByteOrder ?? aggregate.ByteOrder,
        };
}

/// <summary>Reads <c>variants: {pack: [none, 1], endian: [native, big], scalar: [i32, f64]}</c> and multiplies it out.</summary>
internal static class Variants
{
    private static readonly string[] s_kinds = ["pack", "endian", "scalar", "one", "two"];

    /// <param name="isTwin">Whether the steps have sides.</param>
    public static IReadOnlyList<Variant> Read(SourceText source, YamlNode? node, bool isTwin)
    {
        IReadOnlyList<Variant> variants = [Variant.None];
        if (node is null)
            return isTwin ? Variant.Twins : variants;
        if (node is not YamlMappingNode map)
        {
            source.Report(SourceText.PlaceOf(node), "`variants` is a map: `{pack: [none, 1]}`");
            return variants;
        }

        foreach (var (key, values) in map.Children)
        {
            var kind = (key as YamlScalarNode)?.Value ?? "";
            if (!s_kinds.Contains(kind))
            {
                source.Report(
                    SourceText.PlaceOf(key),
                    $"unknown variant `{kind}`{Nearest.Hint(kind, s_kinds)}"
                );
                continue;
            }

            if (values is not YamlSequenceNode sequence || sequence.Children.Count == 0)
            {
                source.Report(SourceText.PlaceOf(values), $"`{kind}` wants a list of its choices");
                continue;
            }

            variants =
            [
                .. variants.SelectMany(variant =>
                    sequence
                        .Children.Select(choice => Extend(source, variant, kind, choice))
                        .OfType<Variant>()
                ),
            ];
        }

        return variants;
    }

    private static Variant? Extend(SourceText source, Variant variant, string kind, YamlNode choice)
    {
        var text = (choice as YamlScalarNode)?.Value ?? "";
        var name = (variant.Name.Length == 0 ? "" : variant.Name + ",") + $"{kind}={text}";
        Variant? extended = (kind, text) switch
        {
            ("pack", "none") or ("endian", "native") => variant,
            ("pack", _) when int.TryParse(text, out var pack) && pack > 0 => variant with
            {
                Pack = pack,
            },
            ("endian", "big") => variant with { ByteOrder = ByteOrder.Big },
            ("endian", "little") => variant with { ByteOrder = ByteOrder.Little },
            ("one", _) when Variant.Engines.Contains(text) => variant with { One = text },
            ("two", _) when Variant.Engines.Contains(text) => variant with { Two = text },
            ("scalar", _) when Vocabulary.Scalars.Contains(text) && text != "void" => variant with
            {
                Scalar = text,
            },
            _ => null,
        };
        if (extended is null)
        {
            var hint = kind == "scalar" ? Nearest.Hint(text, Vocabulary.Scalars) : "";
            source.Report(SourceText.PlaceOf(choice), $"`{text}` is no choice for `{kind}`{hint}");
        }

        return extended is null ? null : extended with { Name = name };
    }
}
