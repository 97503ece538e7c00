using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>
/// Makes a program smaller for as long as it shows the same symptom. A smaller program with another symptom is another
/// finding, and is not followed.
/// </summary>
public static class Shrinker
{
    /// <summary>Candidates judged together: one compilation and one worker serve them all.</summary>
    private const int Batch = 48;

    /// <param name="symptoms">
    /// The symptom of each program, in their order; empty for a program that shows none. Its answer must not depend on
    /// what else is asked.
    /// </param>
    /// <param name="rounds">At most so many questions are asked.</param>
    /// <returns>The smallest program found; the given one where nothing smaller has its symptom.</returns>
    public static async Task<Program> ShrinkAsync(
        Program program,
        string symptom,
        Func<IReadOnlyList<Program>, Task<IReadOnlyList<string>>> symptoms,
        int rounds = 15
    )
    {
        var smallest = program;
        for (var from = 0; rounds > 0; rounds--)
        {
            var candidates = Reductions.Of(smallest).Skip(from).Take(Batch).ToList();
            if (candidates.Count == 0)
            {
                break;
            }
            var seen = await symptoms(candidates);
            var kept = candidates.Zip(seen).FirstOrDefault(pair => pair.Second == symptom).First;
            // After a success the cheapest reductions come first again; after none, the next ones are tried.
            (smallest, from) = kept is null ? (smallest, from + Batch) : (kept, 0);
        }
        return smallest;
    }
}
