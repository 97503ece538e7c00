using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Touchstone.Model;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Language;

/// <summary>Turns the YAML map of one case into the programs it stands for.</summary>
internal sealed partial class CaseReader(SourceText source, FeatureVocabulary vocabulary)
{
    private static readonly string[] s_keys =
    [
        "id",
        "title",
        "why",
        "refs",
        "features",
        "since",
        "needs",
        "isolation",
        "variants",
        "types",
        "functions",
        "steps",
        "python",
        "undefined",
        "masked",
    ];

    private static readonly string[] s_required = ["id", "title", "why", "features"];

    /// <summary>The case, or null where its mistakes leave none.</summary>
    public Case? Read(YamlMappingNode map, string text)
    {
        var start = SourceText.PlaceOf(map);
        var fields = Fields(map);
        foreach (var key in s_required.Where(key => !fields.ContainsKey(key)))
            source.Report(start, $"this case has no `{key}`");
        if (!fields.ContainsKey("steps") && !fields.ContainsKey("python"))
            source.Report(
                start,
                "a case has `steps`, or a `python` body where steps cannot say it"
            );

        var id = Id(fields);
        var features = Words(fields.GetValueOrDefault("features"));
        vocabulary.CheckFeatures(source, features);
        var programs = Programs(fields, id);
        if (programs.Length == 0)
            return null;
        if (features.Count > 0)
            vocabulary.CheckDerived(
                source,
                SourceText.PlaceOf(fields["features"]),
                features,
                programs[0]
            );
        return new Case(
            id,
            Text(fields, "title"),
            Text(fields, "why"),
            [.. Words(fields.GetValueOrDefault("refs")).Select(word => word.Text)],
            [.. features.Select(word => word.Text)],
            source.File,
            start.Line,
            text,
            programs
        );
    }

    /// <summary>A program as <see cref="ProgramText"/> writes it: no title, why and features, and one variant that is applied already.</summary>
    public Program? ReadProgram(YamlMappingNode map)
    {
        var fields = Fields(map, "variant");
        foreach (var key in (string[])["title", "why", "features", "refs", "variants"])
            if (fields.TryGetValue(key, out var node))
                source.Report(
                    SourceText.PlaceOf(node),
                    $"`{key}` belongs to a case of the catalogue, not to one program"
                );
        if (!fields.ContainsKey("id"))
            source.Report(SourceText.PlaceOf(map), "this program has no `id`");
        return OneProgram(
            fields,
            Id(fields),
            Variant.OfProgram((fields.GetValueOrDefault("variant") as YamlScalarNode)?.Value ?? "")
        );
    }

    private ImmutableArray<Program> Programs(Dictionary<string, YamlNode> fields, string id)
    {
        var programs = ImmutableArray.CreateBuilder<Program>();
        foreach (
            var variant in Variants.Read(
                source,
                fields.GetValueOrDefault("variants"),
                HasSides(fields)
            )
        )
        {
            var program = OneProgram(fields, id, variant);
            if (program is not null)
                programs.Add(program);
            // The same text gives the same mistakes for every variant.
            else
                break;
        }

        return programs.ToImmutable();
    }

    /// <summary>The program of one variant; null where the text has mistakes, which are reported.</summary>
    private Program? OneProgram(Dictionary<string, YamlNode> fields, string id, Variant variant)
    {
        var mistakes = source.Count;
        var declared = new Declarations(source, variant);
        declared.ReadTypes(Map(fields, "types"), StepTypeNames(fields));
        declared.ReadFunctions(Map(fields, "functions"));
        ImmutableArray<Step> steps = [];
        string? body = null;
        if (fields.GetValueOrDefault("steps") is { } stepsNode)
            steps = Steps(stepsNode, declared, variant);
        if (fields.GetValueOrDefault("python") is YamlScalarNode python)
        {
            body = python.Value?.TrimEnd('\n') + "\n";
            if (steps.Length > 0)
                source.Report(
                    SourceText.PlaceOf(python),
                    "a case has steps or a `python` body, not both"
                );
        }

        var program = new Program(
            id,
            variant.Name,
            "",
            Since(fields),
            [.. Needs(fields)],
            Isolation.Shared,
            declared.Types,
            declared.Functions,
            steps,
            body,
            Undefined(fields, steps, body is not null)
        );
        ResultAfterRaise.Check(source, program);
        if (source.Count > mistakes)
            return null;
        var isolation = Isolations.Derive(program);
        return program with
        {
            Isolation =
                AskedIsolation(fields) is { } asked && asked > isolation ? asked : isolation,
            Revision = Revision.Of(program),
        };
    }

    private Dictionary<string, YamlNode> Fields(YamlMappingNode map, params string[] further)
    {
        var fields = new Dictionary<string, YamlNode>();
        foreach (var (keyNode, value) in map.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (!s_keys.Contains(key) && !further.Contains(key))
                source.Report(
                    SourceText.PlaceOf(keyNode),
                    $"a case has no `{key}`{Nearest.Hint(key, s_keys)}"
                );
            else
                fields[key] = value;
        }

        return fields;
    }

    private string Id(Dictionary<string, YamlNode> fields)
    {
        var id = Text(fields, "id");
        if (fields.TryGetValue("id", out var node) && !CaseIds.IsValid(id))
            source.Report(
                SourceText.PlaceOf(node),
                $"`{id}` is no id: lower-case words with dashes and underscores between slashes"
            );
        return id;
    }

    private ImmutableArray<Step> Steps(YamlNode node, Declarations declared, Variant variant)
    {
        if (node is not YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Literal } scalar)
        {
            source.Report(
                SourceText.PlaceOf(node),
                "steps are one literal block: `steps: |`, a statement a line"
            );
            return [];
        }

        return new StepGrammar(
            new Cursor(new Passage(source, scalar)),
            declared,
            variant
        ).Program();
    }

    /// <summary>Whether a statement <c>on one {</c> begins a line.</summary>
    private static bool HasSides(Dictionary<string, YamlNode> fields) =>
        (fields.GetValueOrDefault("steps") as YamlScalarNode)
            ?.Value?.Split('\n')
            .Any(line => line.TrimStart().StartsWith("on ", StringComparison.Ordinal)) == true;

    /// <summary>The names that a `type` statement anywhere in the steps declares: functions may use them before.</summary>
    private static IEnumerable<string> StepTypeNames(Dictionary<string, YamlNode> fields) =>
        fields.GetValueOrDefault("steps") is YamlScalarNode { Value: { } text }
            ? TypeStatement().Matches(text).Select(match => match.Groups["name"].Value)
            : [];

    [GeneratedRegex(@"\btype\s+(?<name>[A-Za-z]\w*)\s*=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeStatement();

    private string? Since(Dictionary<string, YamlNode> fields)
    {
        if (!fields.TryGetValue("since", out var node))
            return null;
        var text = (node as YamlScalarNode)?.Value ?? "";
        if (!Version.TryParse(text, out var version) || version.Build >= 0)
            source.Report(
                SourceText.PlaceOf(node),
                $"`{text}` is no Python version such as \"3.13\""
            );
        return text;
    }

    private IEnumerable<string> Needs(Dictionary<string, YamlNode> fields)
    {
        var needs = Words(fields.GetValueOrDefault("needs"));
        vocabulary.CheckNeeds(source, needs);
        return needs.Select(word => word.Text);
    }

    private Isolation? AskedIsolation(Dictionary<string, YamlNode> fields)
    {
        if (!fields.TryGetValue("isolation", out var node))
            return null;
        string[] known = ["shared", "fork", "process"];
        var text = (node as YamlScalarNode)?.Value ?? "";
        var index = Array.IndexOf(known, text);
        if (index < 0)
            source.Report(
                SourceText.PlaceOf(node),
                $"`{text}` is no isolation{Nearest.Hint(text, known)}"
            );
        return index < 0 ? null : (Isolation)index;
    }

    /// <summary>Both maps name keys that are never compared: C or ctypes leaves them undefined, or they differ by nature.</summary>
    private ImmutableSortedDictionary<string, string> Undefined(
        Dictionary<string, YamlNode> fields,
        ImmutableArray<Step> steps,
        bool isPython
    )
    {
        var reasons = ImmutableSortedDictionary.CreateBuilder<string, string>(
            StringComparer.Ordinal
        );
        string[] keys = [.. ObservationKeys.Of(steps)];
        foreach (var kind in (string[])["undefined", "masked"])
        {
            foreach (var (keyNode, reasonNode) in Map(fields, kind))
            {
                var key = (keyNode as YamlScalarNode)?.Value ?? "";
                var reason = (reasonNode as YamlScalarNode)?.Value ?? "";
                if (reason.Length == 0)
                    source.Report(SourceText.PlaceOf(reasonNode), $"say why `{key}` is {kind}");
                if (!isPython && steps.Length > 0 && !keys.Contains(key.Split('@')[0]))
                    source.Report(
                        SourceText.PlaceOf(keyNode),
                        $"no step observes `{key}`{Nearest.Hint(key, keys)}"
                    );
                reasons[key] = kind == "masked" ? $"masked: {reason}" : reason;
            }
        }

        return reasons.ToImmutable();
    }

    private string Text(Dictionary<string, YamlNode> fields, string key)
    {
        if (!fields.TryGetValue(key, out var node))
            return "";
        var text = (node as YamlScalarNode)?.Value?.Trim() ?? "";
        if (text.Length == 0)
            source.Report(SourceText.PlaceOf(node), $"`{key}` is empty");
        return text;
    }

    private List<Word> Words(YamlNode? node)
    {
        switch (node)
        {
            case null:
                return [];
            case YamlSequenceNode sequence:
                return
                [
                    .. sequence.Children.Select(child => new Word(
                        (child as YamlScalarNode)?.Value ?? "",
                        SourceText.PlaceOf(child)
                    )),
                ];
            default:
                source.Report(SourceText.PlaceOf(node), "a list is wanted: `[one, two]`");
                return [];
        }
    }

    private IEnumerable<KeyValuePair<YamlNode, YamlNode>> Map(
        Dictionary<string, YamlNode> fields,
        string key
    )
    {
        switch (fields.GetValueOrDefault(key))
        {
            case null:
                return [];
            case YamlMappingNode map:
                return map.Children;
            case var other:
                source.Report(SourceText.PlaceOf(other), $"`{key}` is a map: `NAME: …`");
                return [];
        }
    }
}

/// <summary>A word of a YAML list and where it stands.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Word(string Text, Place Place);
