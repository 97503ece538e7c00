using System.Globalization;
using System.Text;

namespace Touchstone.Ctypes;

/// <summary>Python's <c>repr</c> of what needs quoting.</summary>
internal static class PyRepresentation
{
    public static string Of(Value value) =>
        value.Kind == ValueKind.Text ? $"'{value}'" : value.ToString();

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
