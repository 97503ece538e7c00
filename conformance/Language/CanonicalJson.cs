using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Touchstone.Language;

/// <summary>JSON in the one form of RFC 8785, so that a hash over it means something.</summary>
public static class CanonicalJson
{
    /// <exception cref="ArgumentException">A number is not finite: RFC 8785 has no form for it.</exception>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                text.Append('{');
                // Section 3.2.3: by UTF-16 code units, which is what ordinal comparison compares.
                var separator = "";
                foreach (
                    var (name, value) in members.OrderBy(
                        member => member.Key,
                        StringComparer.Ordinal
                    )
                )
                {
                    text.Append(separator);
                    AppendString(text, name);
                    text.Append(':');
                    Append(text, value);
                    separator = ",";
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0)
                        text.Append(',');
                    Append(text, items[i]);
                }

                text.Append(']');
                break;
            default:
                AppendValue(text, node.AsValue());
                break;
        }
    }

    private static void AppendValue(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case System.Text.Json.JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            case System.Text.Json.JsonValueKind.Number:
                text.Append(
                    Number(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture))
                );
                break;
            case System.Text.Json.JsonValueKind.True:
                text.Append("true");
                break;
            default:
                text.Append("false");
                break;
        }
    }

    /// <summary>Section 3.2.2.2: the short escapes where there are some, lower-case \u for other controls, all else as it is.</summary>
    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            text.Append(
                character switch
                {
                    '"' => "\\\"",
                    '\\' => @"\\",
                    '\b' => @"\b",
                    '\t' => @"\t",
                    '\n' => @"\n",
                    '\f' => @"\f",
                    '\r' => @"\r",
                    < ' ' => $@"\u{(int)character:x4}",
                    _ => character.ToString(),
                }
            );
        }

        text.Append('"');
    }

    /// <summary>Section 3.2.2.3: ECMAScript's Number::toString, on the shortest digits that round-trip.</summary>
    internal static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"{value} has no form in JSON", nameof(value));
        if (value == 0)
            return "0";
        var (digits, point) = Decimal(Math.Abs(value));
        var sign = value < 0 ? "-" : "";
        var count = digits.Length;
        return sign
            + point switch
            {
                > 21 or <= -6 => Scientific(digits, point - 1),
                _ when point >= count => digits + new string('0', point - count),
                > 0 => $"{digits[..point]}.{digits[point..]}",
                _ => "0." + new string('0', -point) + digits,
            };
    }

    private static string Scientific(string digits, int exponent) =>
        (digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}")
        + $"e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";

    /// <summary>The shortest digits that round-trip, and how many of them stand before the point.</summary>
    private static (string Digits, int Point) Decimal(double value)
    {
        var parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var mantissa = parts[0].Split('.');
        var all = string.Concat(mantissa);
        var digits = all.TrimStart('0');
        var leadingZeros = all.Length - digits.Length;
        return (digits.TrimEnd('0'), mantissa[0].Length - leadingZeros + exponent);
    }
}
