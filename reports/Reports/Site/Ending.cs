using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Reports.Site;

/// <summary>What C had seen when runtimes stopped.</summary>
internal sealed record WitnessRecording(string Text, ImmutableArray<string> Runtimes);

/// <summary>Runtimes on which a program ended in one and the same way: early, or with something printed.</summary>
/// <param name="Recordings">They may differ where the ending is the same: a crash leaves garbage behind.</param>
internal sealed record Ending(
    CaseResult Result,
    ImmutableArray<string> Runtimes,
    ImmutableArray<WitnessRecording> Recordings
)
{
    public static ImmutableArray<Ending> Of(SiteIndex index, Program program) =>
        [
            .. index
                .Runtimes.Select(runtime =>
                    (Name: runtime.Runtime, Result: index.Result(runtime.Runtime, program.Name))
                )
                .Where(entry =>
                    entry.Result is { Outcome: not Outcome.Completed } or { Output.Length: > 0 }
                )
                .Select(entry => (entry.Name, Result: entry.Result!))
                .GroupBy(entry =>
                    (
                        Words.Of(entry.Result.Outcome, entry.Result.Detail),
                        entry.Result.Detail.Step,
                        entry.Result.Detail.Message,
                        entry.Result.Detail.Confirmed,
                        entry.Result.Output
                    )
                )
                .Select(group => new Ending(
                    group.First().Result,
                    [.. group.Select(entry => entry.Name)],
                    [
                        .. group
                            .Where(entry => !string.IsNullOrEmpty(entry.Result.Detail.Witness))
                            .GroupBy(entry => entry.Result.Detail.Witness!, StringComparer.Ordinal)
                            .Select(same => new WitnessRecording(
                                same.Key,
                                [.. same.Select(entry => entry.Name)]
                            )),
                    ]
                )),
        ];

    /// <summary>The line of the case that was being run, as its author wrote it; null where it is not known.</summary>
    public string? Statement(Case one, Program program)
    {
        var step = StepTree
            .All(program.Steps)
            .FirstOrDefault(step => step.Number == Result.Detail.Step);
        var lines = one.Text.Split('\n');
        var at = (step?.Line ?? 0) - one.Line;
        return step is { Line: > 0 } && at >= 0 && at < lines.Length ? lines[at].Trim() : null;
    }
}
