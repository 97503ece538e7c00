using System.Collections.Immutable;
using Touchstone.Model;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Language;

/// <summary>The types and functions that a case declares.</summary>
internal sealed class Declarations(SourceText source, Variant variant)
{
    public ImmutableArray<TypeDeclaration> Types { get; private set; } = [];

    public ImmutableArray<FunctionDeclaration> Functions { get; private set; } = [];

    public TypeNames Names { get; private set; } = new([], null);

    public FieldNames Fields { get; } = new();

    public bool IsFunctionType(string name) =>
        Types.FirstOrDefault(type => type.Name == name)?.Definition switch
        {
            FunctionTypeDefinition => true,
            AliasDefinition { Type: NamedType target } => IsFunctionType(target.Name),
            _ => false,
        };

    /// <param name="later">The types that steps declare: functions may name them.</param>
    public void ReadTypes(
        IEnumerable<KeyValuePair<YamlNode, YamlNode>> entries,
        IEnumerable<string> later
    )
    {
        var declared = entries
            .Select(entry => (Name: NameOf(entry.Key), entry.Key, entry.Value))
            .ToArray();
        Names = new TypeNames(declared.Select(entry => entry.Name), variant.Scalar);
        var types = ImmutableArray.CreateBuilder<TypeDeclaration>();
        foreach (var (name, key, value) in declared)
        {
            CheckName(name, key);
            if (
                Parse(value, cursor => new TypeGrammar(cursor, Names).Definition())
                is not { } definition
            )
                continue;
            var declaration = new TypeDeclaration(
                name,
                definition is AggregateDefinition aggregate ? variant.Apply(aggregate) : definition
            );
            types.Add(declaration);
            Fields.Add(declaration);
        }

        Types = types.ToImmutable();
        Names = new TypeNames(declared.Select(entry => entry.Name).Concat(later), variant.Scalar);
        foreach (var type in Types.Where(ContainsItself))
            source.Report(
                PlaceOf(declared, type.Name),
                $"`{type.Name}` contains itself: only a pointer to it may be a field"
            );
    }

    public void ReadFunctions(IEnumerable<KeyValuePair<YamlNode, YamlNode>> entries)
    {
        var functions = ImmutableArray.CreateBuilder<FunctionDeclaration>();
        foreach (var (key, value) in entries)
        {
            var name = NameOf(key);
            CheckName(name, key);
            if (Names.Contains(name))
                source.Report(SourceText.PlaceOf(key), $"`{name}` is a type of this case already");
            if (
                Parse(value, cursor => new TypeGrammar(cursor, Names).Function(name)) is
                { } function
            )
                functions.Add(function with { Symbol = Symbol(function.Symbol) });
        }

        Functions = functions.ToImmutable();
    }

    /// <summary>A word <c>T</c> of a symbol follows the scalar variant, as fixtures are named: <c>echo_T</c>, <c>echo_i32</c>.</summary>
    private string Symbol(string symbol) =>
        string.Join('_', symbol.Split('_').Select(Names.Resolve));

    private static string NameOf(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";

    private static Place PlaceOf(
        IEnumerable<(string Name, YamlNode Key, YamlNode Value)> declared,
        string name
    ) => SourceText.PlaceOf(declared.First(entry => entry.Name == name).Key);

    private T? Parse<T>(YamlNode node, Func<Cursor, T> parse)
        where T : class
    {
        if (node is not YamlScalarNode scalar)
        {
            source.Report(
                SourceText.PlaceOf(node),
                "a declaration is text: quote it, as `\"struct { int x }\"`"
            );
            return null;
        }

        try
        {
            var cursor = new Cursor(new Passage(source, scalar));
            var parsed = parse(cursor);
            cursor.SkipLineBreaks();
            cursor.ExpectEnd();
            return parsed;
        }
        catch (SyntaxProblemException problem)
        {
            problem.ReportTo(source);
            return null;
        }
    }

    private void CheckName(string name, YamlNode key)
    {
        var what = IsName(name) ? Vocabulary.WhyReserved(name) : "no name";
        if (what is not null)
            source.Report(SourceText.PlaceOf(key), $"`{name}` cannot be declared: it is {what}");
    }

    private static bool IsName(string name) =>
        name.Length > 0
        && char.IsAsciiLetter(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private bool ContainsItself(TypeDeclaration declaration)
    {
        var seen = new HashSet<string>();
        return ByValue(declaration.Definition).Any(name => Reaches(name, declaration.Name, seen));
    }

    private bool Reaches(string from, string target, HashSet<string> seen) =>
        from == target
        || seen.Add(from)
            && Types.FirstOrDefault(type => type.Name == from) is { } type
            && ByValue(type.Definition).Any(name => Reaches(name, target, seen));

    private static IEnumerable<string> ByValue(TypeDefinition definition) =>
        definition switch
        {
            AggregateDefinition aggregate => aggregate
                .Fields.Select(field => ByValue(field.Type))
                .OfType<string>()
                .Concat(aggregate.Extends is { } parent ? [parent] : []),
            AliasDefinition alias when ByValue(alias.Type) is { } name => [name],
            _ => [],
        };

    private static string? ByValue(TypeExpression type) =>
        type switch
        {
            NamedType named => named.Name,
            ArrayType array => ByValue(array.Element),
            _ => null,
        };
}
