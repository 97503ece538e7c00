using System.Diagnostics;
using System.Globalization;
using Touchstone.Ctypes;
using Touchstone.Reference;

namespace Touchstone.RunnerBenchmarks;

/// <summary>What a case costs on the reference, from its declarations to its last observation.</summary>
internal static class ReferenceCost
{
    private const int Rounds = 30;

    public static void Measure(string root)
    {
        using var engine = new ReferenceEngine(
            new ReferenceOptions(CtypesProfile.Parse("3.11"), Clone.Fixtures(root))
        );
        var programs = Clone.SharedPrograms(root);
        var costs = programs.Select(program =>
        {
            // The best of several: the first runs compile what the next ones use.
            return Enumerable
                .Range(0, Rounds)
                .Min(round =>
                {
                    var clock = Stopwatch.StartNew();
                    _ = engine.Run(program);
                    return clock.Elapsed;
                });
        });
        var sorted = costs.Order().ToList();
        Clone.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a case on the reference, median of {sorted.Count}"
            ),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted[sorted.Count / 2].TotalMilliseconds:0.000} ms"
            ),
            "0.1 ms"
        );
    }
}
