using System.Globalization;
using System.Text;

namespace Touchstone.Ctypes;

/// <summary>Python's <c>repr</c> of what needs quoting.</summary>
internal static class PyRepresentation
{
    public static string Of(Value value) =>
        value.Kind switch
        {
            ValueKind.Text => OfText(value.As<PyText>()),
            ValueKind.Real => OfReal(value.AsReal()),
            ValueKind.Complex => OfComplex(value.AsComplex()),
            ValueKind.Tuple when value.As<PyTuple>().Items is [var single] => $"({Of(single)},)",
            ValueKind.Tuple => $"({string.Join(", ", value.As<PyTuple>().Items.Select(Of))})",
            ValueKind.List => $"[{string.Join(", ", value.As<PyList>().Items.Select(Of))}]",
            _ => value.ToString(),
        };

    /// <summary>The shortest digits that read back as the same number, with an exponent from 1e16 up and below 1e-4.</summary>
    public static string OfReal(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var magnitude = Math.Abs(value);
        if (magnitude != 0 && (magnitude >= 1e16 || magnitude < 1e-4))
        {
            var text = value.ToString("E16", CultureInfo.InvariantCulture);
            var shortest = value.ToString("R", CultureInfo.InvariantCulture);
            var exponent = int.Parse(text[(text.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
            var digits = new string([.. Mantissa(shortest).Where(char.IsAsciiDigit)]).Trim('0');
            var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
            var sign = double.IsNegative(value) ? "-" : "";
            var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{power}";
        }
        var plain = value.ToString("R", CultureInfo.InvariantCulture);
        if (plain.Contains('E'))
            plain = value.ToString("F20", CultureInfo.InvariantCulture).TrimEnd('0');
        return plain.Contains('.') ? plain : plain + ".0";
    }

    private static string Mantissa(string number) =>
        number.IndexOf('E') is >= 0 and var end ? number[..end] : number;

    private static string OfComplex(System.Numerics.Complex value)
    {
        var imaginary = Part(value.Imaginary);
        if (value.Real == 0 && !double.IsNegative(value.Real))
            return $"{imaginary}j";
        var sign = imaginary.StartsWith('-') ? "" : "+";
        return $"({Part(value.Real)}{sign}{imaginary}j)";
    }

    private static string Part(double value)
    {
        var text = OfReal(value);
        return text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
    }

    private static string OfText(PyText value)
    {
        var points = value.CodePoints;
        var quote = points.Contains('\'') && !points.Contains('"') ? '"' : '\'';
        var text = new StringBuilder().Append(quote);
        foreach (var point in points)
        {
            if (point == quote || point == '\\')
                text.Append('\\').Append((char)point);
            else if (point is '\t' or '\n' or '\r')
                text.Append(
                    point switch
                    {
                        '\t' => "\\t",
                        '\n' => "\\n",
                        _ => "\\r",
                    }
                );
            else if (IsPrintable(point))
                text.Append(char.ConvertFromUtf32(point));
            else if (point < 0x100)
                text.Append(CultureInfo.InvariantCulture, $"\\x{point:x2}");
            else if (point < 0x10000)
                text.Append(CultureInfo.InvariantCulture, $"\\u{point:x4}");
            else
                text.Append(CultureInfo.InvariantCulture, $"\\U{point:x8}");
        }
        return text.Append(quote).ToString();
    }

    private static bool IsPrintable(int point)
    {
        if (point is >= ' ' and < 0x7F)
            return true;
        if (point is >= 0xD800 and <= 0xDFFF)
            return false;
        return CharUnicodeInfo.GetUnicodeCategory(point)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
            );
    }

    public static string OfBytes(ReadOnlySpan<byte> content)
    {
        var quote = content.Contains((byte)'\'') && !content.Contains((byte)'"') ? '"' : '\'';
        var text = new StringBuilder("b").Append(quote);
        foreach (var b in content)
        {
            var c = (char)b;
            text.Append(
                c switch
                {
                    '\t' => "\\t",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\\' => "\\\\",
                    _ when c == quote => $"\\{c}",
                    < ' ' or > '~' => string.Create(CultureInfo.InvariantCulture, $"\\x{b:x2}"),
                    _ => c.ToString(),
                }
            );
        }
        return text.Append(quote).ToString();
    }
}
