using System.Collections.Immutable;
using System.Globalization;
using Touchstone.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Judging;

/// <summary>Reads expectation files. Every fault names line and column; all faults are reported at once.</summary>
internal sealed class ExpectationReader
{
    /// <summary>Wide enough for a case's variants; a wider selector must say how wide.</summary>
    private const int DefaultMaxMatch = 20;

    private static readonly string[] FileKeys = ["runtimes", "expect"];
    private static readonly string[] EntryKeys =
    [
        "program",
        "runtime",
        "versions",
        "verdict",
        "symptom",
        "reason",
        "link",
        "date",
        "max_match",
    ];
    private static readonly ImmutableArray<(string Name, Agreement Agreement)> Verdicts =
    [
        .. Enum.GetValues<Agreement>().Select(agreement => (Words.Of(agreement), agreement)),
    ];

    private readonly List<string> _faults = [];
    private readonly ImmutableArray<Glob>.Builder _families = ImmutableArray.CreateBuilder<Glob>();
    private readonly ImmutableArray<Expectation>.Builder _entries =
        ImmutableArray.CreateBuilder<Expectation>();
    private string _file = "";

    /// <exception cref="ExpectationFormatException">At least one file is malformed.</exception>
    public static Expectations Read(IEnumerable<(string Name, string Text)> files)
    {
        var reader = new ExpectationReader();
        foreach (var (name, text) in files)
        {
            reader._file = name;
            reader.ReadFile(text);
        }
        return reader._faults.Count > 0
            ? throw new ExpectationFormatException(reader._faults)
            : new Expectations(reader._families.ToImmutable(), reader._entries.ToImmutable());
    }

    private void ReadFile(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            Fault(error.Start, error.InnerException?.Message ?? error.Message);
            return;
        }
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            Fault(Mark.Empty, "expected one map with `runtimes` and `expect`");
            return;
        }
        CheckKeys(root, FileKeys);
        var family = Text(root, "runtimes", isRequired: true) is { } pattern
            ? new Glob(pattern)
            : null;
        if (family is not null)
        {
            _families.Add(family);
        }
        var entries = Child(root, "expect");
        if (entries is YamlSequenceNode list)
        {
            foreach (var entry in list)
            {
                ReadEntry(entry, family ?? new Glob("**"));
            }
        }
        else if (entries is not (null or YamlScalarNode { Value: "" or null }))
        {
            Fault(entries.Start, "`expect` must be a list");
        }
    }

    private void ReadEntry(YamlNode node, Glob family)
    {
        if (node is not YamlMappingNode entry)
        {
            Fault(node.Start, "an expectation is a map");
            return;
        }
        var before = _faults.Count;
        CheckKeys(entry, EntryKeys);
        var program = Text(entry, "program", isRequired: true);
        var reason = Text(entry, "reason", isRequired: true);
        var verdicts = Texts(entry, "verdict").Select(ReadVerdict).ToImmutableArray();
        var symptoms = Texts(entry, "symptom").Select(symptom => symptom.Text).ToImmutableArray();
        var date = ReadDate(entry);
        var maxMatch = ReadMaxMatch(entry);
        var versions = ReadVersions(entry);
        if (_faults.Count == before)
        {
            _entries.Add(
                new Expectation(
                    new Glob(program!),
                    Text(entry, "runtime", isRequired: false) is { } runtime
                        ? new Glob(runtime)
                        : family,
                    versions,
                    verdicts,
                    symptoms,
                    reason!.Trim(),
                    Text(entry, "link", isRequired: false),
                    date,
                    maxMatch,
                    $"{_file}:{entry.Start.Line}"
                )
            );
        }
    }

    private Agreement ReadVerdict((Mark Place, string Text) verdict)
    {
        foreach (var (name, agreement) in Verdicts)
        {
            if (name == verdict.Text)
            {
                return agreement;
            }
        }
        Fault(
            verdict.Place,
            $"unknown verdict `{verdict.Text}`; the verdicts are: {string.Join(" · ", Verdicts.Select(v => v.Name))}"
        );
        return default;
    }

    private DateOnly ReadDate(YamlMappingNode entry)
    {
        if (
            Text(entry, "date", isRequired: true) is { } text
            && !DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
        )
        {
            Fault(Child(entry, "date")!.Start, $"`{text}` is no date; write it as 2026-11-22");
            return default;
        }
        return Text(entry, "date", isRequired: false) is { } date
            ? DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : default;
    }

    private int ReadMaxMatch(YamlMappingNode entry)
    {
        if (Text(entry, "max_match", isRequired: false) is not { } text)
        {
            return DefaultMaxMatch;
        }
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0
        )
        {
            return count;
        }
        Fault(
            Child(entry, "max_match")!.Start,
            $"`max_match` must be a number from 1, not `{text}`"
        );
        return 0;
    }

    private VersionRange ReadVersions(YamlMappingNode entry)
    {
        if (Text(entry, "versions", isRequired: false) is not { } text)
        {
            return VersionRange.Any;
        }
        if (VersionRange.TryParse(text, out var range))
        {
            return range;
        }
        Fault(
            Child(entry, "versions")!.Start,
            $"`{text}` is no range of versions; write it as \">=3.8 <3.14\""
        );
        return VersionRange.Any;
    }

    private void CheckKeys(YamlMappingNode map, string[] known)
    {
        foreach (var key in map.Children.Keys)
        {
            if (
                key is not YamlScalarNode { Value: { } name }
                || !known.Contains(name, StringComparer.Ordinal)
            )
            {
                Fault(key.Start, $"unknown key `{key}`; the keys are: {string.Join(", ", known)}");
            }
        }
    }

    private string? Text(YamlMappingNode map, string key, bool isRequired)
    {
        var node = Child(map, key);
        if (
            node is YamlScalarNode { Value: { Length: > 0 } text }
            && !string.IsNullOrWhiteSpace(text)
        )
        {
            return text;
        }
        if (node is not null)
        {
            Fault(node.Start, $"`{key}` must be a text that is not empty");
        }
        else if (isRequired)
        {
            Fault(map.Start, $"`{key}` is missing");
        }
        return null;
    }

    /// <summary>A text, or a list of them; at least one.</summary>
    private List<(Mark Place, string Text)> Texts(YamlMappingNode map, string key)
    {
        var node = Child(map, key);
        List<(Mark, string)> texts =
        [
            .. ((node as YamlSequenceNode)?.Children ?? (node is null ? [] : [node]))
                .OfType<YamlScalarNode>()
                .Where(scalar => !string.IsNullOrWhiteSpace(scalar.Value))
                .Select(scalar => (scalar.Start, scalar.Value!)),
        ];
        if (texts.Count == 0)
        {
            Fault(
                (node ?? map).Start,
                node is null ? $"`{key}` is missing" : $"`{key}` must be a text or a list of texts"
            );
        }
        return texts;
    }

    private static YamlNode? Child(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private void Fault(Mark place, string text) =>
        _faults.Add($"{_file}:{Math.Max(1, place.Line)}:{Math.Max(1, place.Column)}: {text}");
}
