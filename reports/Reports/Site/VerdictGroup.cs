using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Reports.Site;

/// <summary>Runtimes of which one program's verdict says the same.</summary>
internal sealed record VerdictGroup(
    CaseVerdict Verdict,
    OutcomeDetail? Detail,
    ImmutableArray<string> Runtimes
)
{
    /// <summary>What is worth a look comes first: the unexpected, then what differs, then the rest.</summary>
    public static ImmutableArray<VerdictGroup> Of(SiteIndex index, Program program) =>
        [
            .. index
                .Runtimes.Select(runtime =>
                    (runtime.Runtime, Verdict: index.Verdict(runtime.Runtime, program.Name))
                )
                .Where(pair => pair.Verdict is not null)
                .Select(pair =>
                    (
                        pair.Runtime,
                        Verdict: pair.Verdict!,
                        Ending: Ending(index, pair.Runtime, program)
                    )
                )
                .GroupBy(entry =>
                    (
                        entry.Verdict.Agreement,
                        entry.Verdict.Gate,
                        entry.Verdict.Symptom,
                        entry.Verdict.Expectation,
                        Words: entry.Ending is null
                            ? ""
                            : Words.Of(entry.Verdict.Outcome, entry.Ending)
                    )
                )
                .Select(group => new VerdictGroup(
                    group.First().Verdict,
                    group.First().Ending,
                    [.. group.Select(entry => entry.Runtime)]
                ))
                .OrderByDescending(group => group.Verdict.Gate.IsRed())
                .ThenByDescending(group => group.Verdict.Symptom.Length > 0)
                .ThenByDescending(group => group.Runtimes.Length),
        ];

    private static OutcomeDetail? Ending(SiteIndex index, string runtime, Program program) =>
        index.Result(runtime, program.Name)?.Detail;
}
