using System.Globalization;
using System.Text;

namespace Touchstone.Reports.Text;

/// <summary>
/// Text from outside, made safe to look at: what is invisible or rearranges its surroundings is written out, so that a
/// reader sees what was really there. Encoding it for HTML, XML or Markdown comes after this.
/// </summary>
internal static class Visible
{
    public static string Text(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }
        var visible = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (
                char.IsHighSurrogate(text[i])
                && i + 1 < text.Length
                && char.IsLowSurrogate(text[i + 1])
            )
            {
                visible.Append(text[i]).Append(text[++i]);
            }
            else
            {
                Append(visible, text[i]);
            }
        }
        return visible.ToString();
    }

    /// <summary>The first <paramref name="limit"/> characters, and how many were left out.</summary>
    public static string Text(string text, int limit) =>
        text.Length <= limit
            ? Text(text)
            : $"{Text(text[..limit])}… ({text.Length - limit} more characters)";

    private static void Append(StringBuilder visible, char character)
    {
        const char FirstControlPicture = '\u2400';
        switch (CharUnicodeInfo.GetUnicodeCategory(character))
        {
            case UnicodeCategory.Control when character is '\n' or '\t':
                visible.Append(character);
                break;
            case UnicodeCategory.Control when character < ' ':
                visible.Append((char)(FirstControlPicture + character));
                break;
            case UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.PrivateUse:
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                break;
            default:
                visible.Append(character);
                break;
        }
    }
}
