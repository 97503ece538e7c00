using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Touchstone.Judging;

/// <summary>
/// The fingerprint of one difference: <c>kind key: expected class → actual class</c>. It names classes, not contents,
/// so that it is the same on every machine, for every variant and for every random value that shows the same fault.
/// </summary>
public static class Symptom
{
    private static readonly string[] SizeProperties = ["size", "alignment"];
    private static readonly string[] FieldProperties = ["name", "offset", "size", "bits", "image"];
    private static readonly string[] CallProperties = ["function", "phase", "arguments", "result"];

    /// <param name="expected">Null where the other side has no such observation.</param>
    /// <param name="actual">Null where the runtime did not answer.</param>
    public static string Of(string kind, string key, JsonObject? expected, JsonObject? actual) =>
        $"{kind} {key}: {Change(kind, expected, actual)}";

    private static string Change(string kind, JsonObject? expected, JsonObject? actual) =>
        (expected, actual) switch
        {
            (null, _) => $"nothing → {BodyClass(actual)}",
            (_, null) => $"{BodyClass(expected)} → nothing",
            _ when Body.Kind(expected) == Body.Kind(actual) => kind switch
            {
                "alias" => Aliases(expected, actual),
                "lifetime" => Lives(expected, actual),
                "layout" => Layouts(expected, actual),
                "bytes" => Memory(Body.Text(expected["hex"]), Body.Text(actual["hex"])),
                "witness" or "callback" => Calls(expected, actual),
                "value" => Values(Value(expected), Value(actual)),
                _ => Classes(expected, actual),
            },
            _ => Classes(expected, actual),
        };

    private static string Classes(JsonObject expected, JsonObject actual)
    {
        var (from, to) = (BodyClass(expected), BodyClass(actual));
        // The step is left out: a statement added to the case would change every symptom after it.
        return from == to && Exceptions.FirstClass(expected) is not null
            ? $"{from} → {to} (at another step)"
            : $"{from} → {to}";
    }

    private static string BodyClass(JsonObject? body) =>
        body is null ? "nothing"
        : Exceptions.FirstClass(body) is { } raised ? $"raised {raised}"
        : Body.Kind(body) switch
        {
            "attempt" => ValueClass(body["completed"]) is not ("none" or "nothing") and var value
                ? $"completed {value}"
                : "completed",
            "value" => ValueClass(body["value"]),
            "outcome" => Body.Text(body["outcome"]) ?? "outcome",
            "" => "nothing",
            var kind => kind,
        };

    private static JsonNode? Value(JsonObject body) => body["value"] ?? body["completed"];

    private static string ValueClass(JsonNode? value) =>
        value is not JsonObject tagged ? "nothing"
        : Body.Text(tagged["t"]) is not ("data" or "other") ? Body.Text(tagged["t"]) ?? "nothing"
        : Body.Text(tagged["type"]) ?? "data";

    /// <summary>The first place at which two values differ, and how the two leaves are related.</summary>
    private static string Values(JsonNode? expected, JsonNode? actual)
    {
        var (left, right) = FirstDifference(expected, actual);
        var (from, to) = (ValueClass(left), ValueClass(right));
        var relation = from != to ? "" : Relation(from, Scalar(left), Scalar(right));
        return $"{from} → {to}{relation}";
    }

    private static string? Scalar(JsonNode? value) =>
        value is JsonObject tagged ? Body.Text(tagged["v"]) : null;

    private static (JsonNode?, JsonNode?) FirstDifference(JsonNode? expected, JsonNode? actual)
    {
        if (
            expected is not JsonObject left
            || actual is not JsonObject right
            || ValueClass(left) != ValueClass(right)
        )
        {
            return (expected, actual);
        }
        if (left["v"] is JsonObject && right["v"] is JsonObject)
        {
            return FirstDifference(left["v"], right["v"]);
        }
        if (
            left["v"] is not JsonArray ours
            || right["v"] is not JsonArray theirs
            || ours.Count != theirs.Count
        )
        {
            return (expected, actual);
        }
        var (first, second) = ours.Zip(theirs)
            .FirstOrDefault(pair => !JsonNode.DeepEquals(pair.First, pair.Second));
        // A member of an aggregate is [name, value], an element is a value.
        return (first, second) switch
        {
            (JsonArray { Count: 2 } a, JsonArray { Count: 2 } b) => FirstDifference(a[1], b[1]),
            (JsonObject, JsonObject) => FirstDifference(first, second),
            _ => (expected, actual),
        };
    }

    private static string Relation(string type, string? expected, string? actual) =>
        (type, expected, actual) switch
        {
            ("int", { } from, { } to) => Integers(from, to),
            ("bytes" or "bytearray", { } from, { } to) => $" ({Memory(from, to)})",
            ("text", { } from, { } to) when from.Length != to.Length => " (length)",
            ("f64", { } from, { } to) => Floats(from, to),
            _ => "",
        };

    private static string Integers(string expected, string actual)
    {
        if (
            !BigInteger.TryParse(expected, CultureInfo.InvariantCulture, out var from)
            || !BigInteger.TryParse(actual, CultureInfo.InvariantCulture, out var to)
        )
        {
            return "";
        }
        return to.IsZero ? " (zeroed)"
            : to == -from ? " (negated)"
            : BigInteger.Abs(to - from).IsOne ? " (off by one)"
            : from.Sign != to.Sign && IsOtherSign(from, to) ? " (sign lost or gained)"
            : IsSwapped(from, to) ? " (byte-swapped)"
            : IsTruncated(from, to) ? " (truncated)"
            : "";
    }

    private static readonly int[] Widths = [8, 16, 32, 64];

    private static bool IsOtherSign(BigInteger from, BigInteger to) =>
        Array.Exists(Widths, width => BigInteger.Abs(to - from) == BigInteger.One << width);

    private static bool IsTruncated(BigInteger from, BigInteger to) =>
        Array.Exists(Widths, width => (from & ((BigInteger.One << width) - 1)) == to);

    private static bool IsSwapped(BigInteger from, BigInteger to) =>
        Array.Exists(
            Widths,
            width =>
            {
                var mask = (BigInteger.One << width) - 1;
                var bytes = (from & mask).ToByteArray(isUnsigned: true);
                Array.Resize(ref bytes, width / 8);
                return width > 8
                    && BigInteger.Abs(from) <= mask
                    && BigInteger.Abs(to) <= mask
                    && new BigInteger(bytes, isUnsigned: true, isBigEndian: true) == (to & mask);
            }
        );

    private static string Floats(string expected, string actual) =>
        actual == "0000000000000000" ? " (zeroed)"
        : expected.Length == actual.Length && expected[1..] == actual[1..] ? " (sign)"
        : "";

    private static string Memory(string? expected, string? actual)
    {
        if (expected is null || actual is null)
        {
            return "content";
        }
        return expected.Length != actual.Length
                ? $"length {expected.Length / 2} → {actual.Length / 2}"
            : expected.Length > 2 && actual == Reversed(expected) ? "byte-swapped"
            : !actual.AsSpan().ContainsAnyExcept('0') ? "zeroed"
            : "content";
    }

    private static string Reversed(string hex) =>
        string.Concat(hex.Chunk(2).Reverse().Select(pair => new string(pair)));

    private static string Aliases(JsonObject expected, JsonObject actual)
    {
        var changes = Changes(expected, actual, "matrix", Sharing)
            .Concat(Changes(expected, actual, "typed", cell => $"typed {Sharing(cell)}"))
            .ToSortedSet();
        AddIfDifferent(changes, "identity", expected, actual);
        AddIfDifferent(changes, "unstable", expected, actual);
        AddIfDifferent(changes, "address-disagrees", expected, actual);
        if (changes.Count == 0)
        {
            AddIfDifferent(changes, "regions", expected, actual);
        }
        return string.Join(", ", changes);
    }

    private static void AddIfDifferent(
        SortedSet<string> changes,
        string property,
        JsonObject expected,
        JsonObject actual
    )
    {
        if (!JsonNode.DeepEquals(expected[property], actual[property]))
        {
            changes.Add(property);
        }
    }

    private static IEnumerable<string> Changes(
        JsonObject expected,
        JsonObject actual,
        string property,
        Func<string, string> name
    )
    {
        var (before, after) = (Cells(expected[property]), Cells(actual[property]));
        if (before.Count != after.Count)
        {
            return [$"{property} size"];
        }
        return before
            .Zip(after)
            .Where(pair => pair.First != pair.Second)
            .Select(pair =>
                name(pair.First) == name(pair.Second)
                    ? $"{name(pair.First)} elsewhere"
                    : $"{name(pair.First)} → {name(pair.Second)}"
            );
    }

    private static List<string> Cells(JsonNode? matrix) =>
        [.. Body.Items(matrix).SelectMany(Body.Items).Select(cell => Body.Text(cell) ?? "")];

    private static string Sharing(string cell) =>
        cell switch
        {
            "." => "copy",
            "-" => "no memory",
            "ro" => "read-only",
            "irregular" => "irregular",
            _ when cell.EndsWith("!partial", StringComparison.Ordinal) => "partial share",
            ['=' or '+' or '-', ..] => "share",
            _ => "unknown",
        };

    private static string Lives(JsonObject expected, JsonObject actual)
    {
        var (before, after) = (
            Lifetimes.Subjects(expected).ToList(),
            Lifetimes.Subjects(actual).ToList()
        );
        return before.Count != after.Count
            ? "subjects"
            : string.Join(
                ", ",
                before
                    .Zip(after)
                    .Where(pair => pair.First.State != pair.Second.State)
                    .Select(pair => $"{pair.First.State} → {pair.Second.State}")
                    .ToSortedSet()
            );
    }

    private static string Layouts(JsonObject expected, JsonObject actual)
    {
        var changes = SizeProperties
            .Where(property => !JsonNode.DeepEquals(expected[property], actual[property]))
            .Select(property => $"{property} {Direction(expected[property], actual[property])}")
            .ToSortedSet();
        var (before, after) = (
            Body.Items(expected["fields"]).ToList(),
            Body.Items(actual["fields"]).ToList()
        );
        if (before.Count != after.Count)
        {
            changes.Add("number of fields");
        }
        foreach (var (left, right) in before.Zip(after))
        {
            changes.UnionWith(
                FieldProperties
                    .Where(property =>
                        !JsonNode.DeepEquals(
                            (left as JsonObject)?[property],
                            (right as JsonObject)?[property]
                        )
                    )
                    .Select(property => $"field {property}")
            );
        }
        return changes.Count == 0 ? "form" : string.Join(", ", changes);
    }

    private static string Direction(JsonNode? expected, JsonNode? actual) =>
        expected is JsonValue before
        && actual is JsonValue after
        && before.TryGetValue<long>(out var from)
        && after.TryGetValue<long>(out var to)
            ? to > from
                ? "larger"
                : "smaller"
            : "unknown";

    private static string Calls(JsonObject expected, JsonObject actual)
    {
        var (before, after) = (
            Body.Items(expected["calls"]).ToList(),
            Body.Items(actual["calls"]).ToList()
        );
        if (before.Count != after.Count)
        {
            return after.Count < before.Count ? "fewer calls" : "more calls";
        }
        var changes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (left, right) in before.Zip(after))
        {
            changes.UnionWith(
                CallProperties.Where(property =>
                    !JsonNode.DeepEquals(
                        (left as JsonObject)?[property],
                        (right as JsonObject)?[property]
                    )
                )
            );
        }
        return changes.Count == 0 ? "form" : string.Join(", ", changes);
    }

    private static SortedSet<string> ToSortedSet(this IEnumerable<string> items) =>
        new(items, StringComparer.Ordinal);
}
