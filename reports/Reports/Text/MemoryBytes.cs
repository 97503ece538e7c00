using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Touchstone.Reports.Text;

/// <param name="Hex">Two digits.</param>
/// <param name="IsPadding">Every bit of it is padding, whose value C leaves open.</param>
internal sealed record MemoryByte(string Hex, bool IsPadding, bool Differs);

/// <summary>An object's memory, byte by byte, held against another answer.</summary>
internal static class MemoryBytes
{
    public const int PerRow = 16;

    public static ImmutableArray<MemoryByte> Of(JsonObject body, JsonObject? against)
    {
        var (bytes, mask) = (Pairs(body["hex"]), Pairs(body["mask"]));
        var others = against is null ? bytes : Pairs(against["hex"]);
        var otherMask = against is null ? mask : Pairs(against["mask"]);
        return
        [
            .. bytes.Select(
                (hex, at) =>
                {
                    var bits = at < mask.Count ? Number(mask[at]) : 0xff;
                    return new MemoryByte(
                        hex,
                        bits == 0,
                        at >= others.Count
                            || ((Number(hex) ^ Number(others[at])) & bits) != 0
                            // What is data for one and padding for the other differs, whatever it holds.
                            || mask.ElementAtOrDefault(at) != otherMask.ElementAtOrDefault(at)
                    );
                }
            ),
        ];
    }

    /// <summary>In words: the offset of the first byte that differs, and both bytes. Null where none does.</summary>
    public static string? FirstDifference(JsonObject body, JsonObject against)
    {
        var (bytes, others) = (Of(body, against), Of(against, body));
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at].Differs)
            {
                return at < others.Length
                    ? $"first difference at byte {at}: {Said(bytes[at])}, not {Said(others[at])}"
                    : $"{bytes.Length} bytes, not {others.Length}";
            }
        }
        return bytes.Length < others.Length ? $"{bytes.Length} bytes, not {others.Length}" : null;
    }

    private static string Said(MemoryByte one) => one.IsPadding ? "padding" : one.Hex;

    private static List<string> Pairs(JsonNode? hex) =>
        [.. AnswerText.String(hex).Chunk(2).Select(pair => new string(pair))];

    private static int Number(string hex) =>
        int.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            ? value
            : -1;
}
