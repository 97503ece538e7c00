using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>What a run's verdicts mean for whoever waits for its exit code.</summary>
public static class Gate
{
    public const int AsExpected = 0;
    public const int NotAsExpected = 1;
    public const int HarnessFailed = 3;
    public const int Incomplete = 4;

    /// <summary>
    /// A harness that failed comes first, for then nothing can be relied on; then what is certainly not as expected;
    /// then what is not known, because the run is incomplete.
    /// </summary>
    /// <param name="isComplete">Whether every run behind the verdicts was complete.</param>
    public static int ExitCode(IReadOnlyCollection<RuntimeVerdicts> runtimes, bool isComplete)
    {
        var gated = runtimes.Where(runtime => runtime.IsGated).ToList();
        var verdicts = gated.SelectMany(runtime => runtime.Verdicts).ToList();
        return verdicts.Exists(verdict => verdict.Outcome == Outcome.HarnessError) ? HarnessFailed
            : gated.Exists(runtime => !runtime.Problems.IsEmpty)
            || verdicts.Exists(verdict =>
                verdict.Gate.IsRed() && (isComplete || verdict.Gate != GateState.LostCase)
            )
                ? NotAsExpected
            : isComplete ? AsExpected
            : Incomplete;
    }
}
