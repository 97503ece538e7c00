using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Touchstone.Reports.Text;

/// <summary>Writes the tagged values of observations as Python would: <c>P(x=7, y=2)</c>, <c>b'ab\x00'</c>.</summary>
internal static class ValueText
{
    public static string Of(JsonNode? value) =>
        value is JsonObject tagged ? Tagged(tagged) : value?.ToJsonString() ?? "nothing";

    private static string Tagged(JsonObject value)
    {
        var content = value["v"];
        return Text(value["t"]) switch
        {
            "none" => "None",
            "bool" => Text(content) == "true" ? "True" : "False",
            "int" => Text(content),
            "f64" => Float(Text(content)),
            "complex" when content is JsonArray { Count: 2 } parts =>
                $"complex({Float(Text(parts[0]))}, {Float(Text(parts[1]))})",
            "bytes" => Bytes(Text(content)),
            "bytearray" => $"bytearray({Bytes(Text(content))})",
            "memoryview" => $"memoryview({Bytes(Text(content))})",
            "text" => $"'{Text(content).Replace("'", @"\'")}'",
            "list" => $"[{List(content)}]",
            "tuple" when content is JsonArray { Count: 1 } => $"({List(content)},)",
            "tuple" => $"({List(content)})",
            "null" => "NULL",
            "address" => "an address",
            "data" => $"{Text(value["type"])}({Content(content)})",
            "other" => $"<{Text(value["type"])} object>",
            _ => value.ToJsonString(),
        };
    }

    private static string Content(JsonNode? content) =>
        content switch
        {
            JsonArray members => string.Join(
                ", ",
                members.Select(member =>
                    member is JsonArray { Count: 2 } named && named[0] is JsonValue
                        ? $"{Text(named[0])}={Of(named[1])}"
                        : Of(member)
                )
            ),
            _ => Of(content),
        };

    private static string List(JsonNode? items) =>
        items is JsonArray list ? string.Join(", ", list.Select(Of)) : "";

    private static string Float(string bits)
    {
        if (
            !ulong.TryParse(
                bits,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var image
            )
        )
        {
            return bits;
        }
        var number = BitConverter.UInt64BitsToDouble(image);
        // A NaN's payload and sign are part of the answer.
        return double.IsNaN(number) ? $"nan:{bits}"
            : double.IsInfinity(number) ? (number > 0 ? "inf" : "-inf")
            : number == Math.Truncate(number) && Math.Abs(number) < 1e16
                ? number.ToString("0.0", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Bytes(string hex)
    {
        var text = new StringBuilder("b'");
        foreach (var pair in hex.Chunk(2))
        {
            if (
                !byte.TryParse(
                    pair,
                    NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture,
                    out var one
                )
            )
            {
                return hex;
            }
            text.Append(
                one switch
                {
                    (byte)'\'' => @"\'",
                    (byte)'\\' => @"\\",
                    >= 0x20 and < 0x7f => ((char)one).ToString(),
                    _ => string.Create(CultureInfo.InvariantCulture, $"\\x{one:x2}"),
                }
            );
        }
        return text.Append('\'').ToString();
    }

    private static string Text(JsonNode? node) =>
        node switch
        {
            null => "",
            JsonValue value when value.TryGetValue<string>(out var text) => Visible.Text(text),
            _ => node.ToJsonString(),
        };
}
