namespace Touchstone.Harness;

/// <summary>
/// Python's JSON writes half a surrogate pair as it is, and .NET's refuses to read it as text. It may stand in an
/// exception's message; a whole answer is not to be lost for that.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>Replaces each escaped surrogate without its other half by U+FFFD, in place, in a line of JSON.</summary>
    public static void Replace(Span<byte> json)
    {
        for (var at = 0; at < json.Length - 1; )
        {
            if (json[at] != '\\')
            {
                at++;
            }
            else if (json[at + 1] != 'u')
            {
                at += 2; // an escaped backslash hides nothing
            }
            else if (IsHigh(json[at..]) && IsLow(json[Math.Min(at + EscapeLength, json.Length)..]))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                if (IsHigh(json[at..]) || IsLow(json[at..]))
                {
                    "fffd"u8.CopyTo(json[(at + 2)..]);
                }
                at += EscapeLength;
            }
        }
    }

    private static bool IsHigh(ReadOnlySpan<byte> json) =>
        HasSurrogateLead(json) && (json[3] | 0x20) is ('8' or '9' or 'a' or 'b');

    private static bool IsLow(ReadOnlySpan<byte> json) =>
        HasSurrogateLead(json) && (json[3] | 0x20) is >= 'c' and <= 'f';

    /// <summary>Whether it begins with <c>\uD</c>, which may also be a Hangul syllable.</summary>
    private static bool HasSurrogateLead(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json[0] == '\\' && json[1] == 'u' && (json[2] | 0x20) == 'd';
}
