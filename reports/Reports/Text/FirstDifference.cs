namespace Touchstone.Reports.Text;

/// <summary>Two texts up to where they part, and what follows there in each.</summary>
/// <param name="At">The index of the first character that differs; the common length where one begins the other.</param>
/// <param name="Length">How much of the second text to mark: 0 where it ends.</param>
internal sealed record FirstDifference(int At, int Length)
{
    /// <summary>Null where the texts are equal.</summary>
    public static FirstDifference? Between(string expected, string actual)
    {
        if (expected == actual)
        {
            return null;
        }
        var at = expected.AsSpan().CommonPrefixLength(actual);
        var tail = 0;
        while (
            tail < Math.Min(expected.Length, actual.Length) - at
            && expected[^(tail + 1)] == actual[^(tail + 1)]
        )
        {
            tail++;
        }
        return new FirstDifference(at, actual.Length - tail - at);
    }
}
