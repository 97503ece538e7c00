using System.Text.RegularExpressions;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>Makes a failing shape small: takes members and attributes away as long as it still fails.</summary>
internal static partial class ShapeShrinker
{
    /// <param name="fails">Asks the oracle anew. A shape that the oracle refuses is not taken.</param>
    public static string Shrink(string text, Func<string, bool> fails)
    {
        while (Smaller(text).FirstOrDefault(candidate => Fails(candidate, fails)) is { } smaller)
        {
            text = smaller;
        }
        return text;
    }

    private static bool Fails(string text, Func<string, bool> fails)
    {
        try
        {
            return fails(text);
        }
        catch (Exception refused)
            when (refused is Xunit.Sdk.XunitException or CTypeException or FormatException)
        {
            return false;
        }
    }

    // Largest parts first: an inner aggregate, then a member, an attribute, a dimension.
    private static IEnumerable<string> Smaller(string text) =>
        from part in (Regex[])[Aggregate(), Member(), Attribute(), Dimension()]
        from match in part.Matches(text)
        where match.Index > 0
        select text.Remove(match.Index, match.Length);

    [GeneratedRegex(@"(struct|union)[^{}]*\{[^{}]*\}[^;{}]*;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Aggregate();

    [GeneratedRegex(@"[^;{}]+;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Member();

    [GeneratedRegex(@"\w+\(\d+\)|packed", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\[\d+\]|\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dimension();
}
