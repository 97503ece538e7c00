using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Touchstone.Reports.Text;

namespace Touchstone.Reports.Site;

/// <summary>A handle's window into a region: which bytes of it the handle covers.</summary>
internal sealed record AliasWindow(string Label, int Offset, int Size);

/// <param name="Size">In bytes, as far as the windows reach.</param>
internal sealed record AliasRegion(string Name, int Size, ImmutableArray<AliasWindow> Windows);

/// <summary>An alias observation, ready to be drawn: its matrix, and which handle covers which bytes of which region.</summary>
/// <param name="Typed">The same for one write of a whole value by the handle's own setter; empty where it shows nothing else.</param>
internal sealed partial record AliasPicture(
    ImmutableArray<string> Labels,
    ImmutableArray<ImmutableArray<string>> Cells,
    ImmutableArray<ImmutableArray<string>> Typed,
    ImmutableArray<AliasRegion> Regions,
    ImmutableArray<string> WithoutMemory,
    ImmutableArray<string> SameObjects,
    ImmutableArray<string> Complaints
)
{
    public static AliasPicture Of(JsonObject body)
    {
        var cells = Matrix(body["matrix"]);
        ImmutableArray<string> named = [.. Items(body["of"]).Select(AnswerText.String)];
        ImmutableArray<string> labels =
        [
            .. cells.Select((_, at) => at < named.Length ? named[at] : $"handle {at + 1}"),
        ];
        var windows = Items(body["regions"])
            .Select(
                (region, at) =>
                    (
                        Label: at < labels.Length ? labels[at] : "",
                        Match: Region().Match(AnswerText.String(region))
                    )
            )
            .ToList();
        return new AliasPicture(
            labels,
            cells,
            Matrix(body["typed"]),
            [
                .. windows
                    .Where(window => window.Match.Success)
                    .GroupBy(window => window.Match.Groups["name"].Value, StringComparer.Ordinal)
                    .Select(group => Drawn(group.Key, group)),
            ],
            [.. windows.Where(window => !window.Match.Success).Select(window => window.Label)],
            [.. Identities(body, labels)],
            [
                .. Said(body, "unstable", "does not read back what was written through it"),
                .. Said(body, "address-disagrees", "claim to overlap otherwise than writing shows"),
            ]
        );
    }

    private static ImmutableArray<ImmutableArray<string>> Matrix(JsonNode? rows) =>
        [.. Items(rows).Select(row => Items(row).Select(AnswerText.String).ToImmutableArray())];

    private static AliasRegion Drawn(string name, IEnumerable<(string Label, Match Match)> windows)
    {
        ImmutableArray<AliasWindow> drawn =
        [
            .. windows.Select(window => new AliasWindow(
                window.Label,
                Number(window.Match.Groups["offset"]),
                Number(window.Match.Groups["size"])
            )),
        ];
        return new AliasRegion(name, drawn.Max(window => window.Offset + window.Size), drawn);
    }

    private static IEnumerable<string> Identities(JsonObject body, ImmutableArray<string> labels) =>
        Items(body["identity"])
            .Select((first, at) => (First: Number(AnswerText.String(first)), At: at))
            .Where(pair =>
                pair.First != pair.At && pair.First < labels.Length && pair.At < labels.Length
            )
            .Select(pair =>
                $"{pair.At + 1} is {pair.First + 1}: {labels[pair.At]} and {labels[pair.First]} are one object"
            );

    private static IEnumerable<string> Said(JsonObject body, string property, string says) =>
        Items(body[property])
            .Select(item =>
                $"{(item is JsonArray pair ? string.Join(" and ", pair.Select(AnswerText.String)) : AnswerText.String(item))} {says}"
            );

    private static IEnumerable<JsonNode?> Items(JsonNode? node) => node as JsonArray ?? [];

    private static int Number(Group group) => group.Success ? Number(group.Value) : 0;

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    [GeneratedRegex(
        @"^(?<name>R\d{1,4})(\+(?<offset>\d{1,9}))?(:(?<size>\d{1,9}))?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Region();
}
