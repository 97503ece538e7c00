using System.Diagnostics;
using System.Globalization;

namespace Touchstone.Benchmarks;

/// <summary>Measures a loop and prints its figure. Nothing is asserted.</summary>
/// <remarks>
/// Each figure is the best of several loops, so that a busy machine disturbs the ratios little; differences below a sixth mean
/// nothing.
/// </remarks>
internal static class LoopTimer
{
    /// <summary>How often each loop does what it measures.</summary>
    public const int Calls = 10_000;

    private const int Rounds = 400;

    // The runtime compiles a method that is called often anew, in the background: on a busy machine that takes a while.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(400);

    /// <returns>Nanoseconds for each of <see cref="Calls"/> rounds of a loop, in the fastest of the runs.</returns>
    public static double Best(Action loop) => BestOf(Calls, loop);

    /// <param name="count">How often the loop does what it measures.</param>
    /// <returns>Nanoseconds for each time, in the fastest of the runs.</returns>
    public static double BestOf(int count, Action loop)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < s_warmUp; )
        {
            loop();
        }
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            loop();
            var took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
        }
        return best.TotalNanoseconds / count;
    }

    /// <param name="times">What the ratio is to.</param>
    public static void Head(string what, string times) =>
        Console.WriteLine($"\n{what, -44}{"ns", 8}{times, 10}{"target", 10}");

    /// <param name="unit">The time that the ratio is to, in nanoseconds.</param>
    /// <param name="target">The ratio that is aimed at; null for a figure that only stands beside others.</param>
    public static void Show(string what, double nanoseconds, double unit, double? target = null) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what, -44}{nanoseconds, 8:F2}{nanoseconds / unit, 10:F1}{(target is null ? "" : $"<= {target}"), 10}"
            )
        );
}
