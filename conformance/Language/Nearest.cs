namespace Touchstone.Language;

/// <summary>Finds the word that an author probably meant.</summary>
internal static class Nearest
{
    /// <summary>The text to put behind a message: <c>; did you mean `observe`?</c>, or nothing where no word is near.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var best = known
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(pair =>
                pair.distance <= Math.Max(1, Math.Max(word.Length, pair.candidate.Length) / 3)
            )
            // Any letter is near any other: between such words there is nothing to guess.
            .Where(pair => pair.distance < Math.Min(word.Length, pair.candidate.Length))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is null ? "" : $"; did you mean `{best.candidate}`?";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other, whatever their case.</summary>
    internal static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        for (var j = 1; j <= to.Length; j++)
        {
            var cost = Same(from[i - 1], to[j - 1]) ? 0 : 1;
            rows[i, j] = Math.Min(
                Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1),
                rows[i - 1, j - 1] + cost
            );
            if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
        }

        return rows[from.Length, to.Length];
    }

    private static bool Same(char left, char right) =>
        char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
