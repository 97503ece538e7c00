using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Cli;

/// <summary>A run in numbers, with all that makes its gate red: what <c>--json</c> prints and the table shows.</summary>
internal sealed record RunSummary(
    int ExitCode,
    bool Complete,
    ImmutableArray<RuntimeSummary> Runtimes,
    ImmutableArray<RunProblem> Problems
)
{
    public static RunSummary Of(RunReport report) =>
        new(
            report.ExitCode,
            report.IsComplete,
            [.. report.Verdicts.Select(RuntimeSummary.Of)],
            [
                .. report.Failures.Select(failure => new RunProblem(
                    failure.Runtime,
                    failure.Reason
                )),
                .. report
                    .Runs.Where(run => !run.Complete)
                    .Select(run => new RunProblem(run.Runtime.Name, run.Problem ?? "incomplete")),
                .. report.Runs.SelectMany(HarnessErrors),
            ]
        );

    /// <summary>Programs about which nothing is known because a worker or the compiler failed; C's among them.</summary>
    private static IEnumerable<RunProblem> HarnessErrors(RunResults run) =>
        run
            .Results.Where(result => result.Outcome is Outcome.HarnessError)
            .Select(result => new RunProblem(
                run.Runtime.Name,
                $"{result.Program}: {result.Detail.Message}"
            ));
}

/// <summary>Why a runtime's answers are missing.</summary>
internal sealed record RunProblem(string Runtime, string Reason);

/// <param name="Agreements">How many programs got each verdict; verdicts that none got are left out.</param>
/// <param name="Red">The programs that are not as expected.</param>
/// <param name="Problems">What is wrong with the expectations themselves.</param>
internal sealed record RuntimeSummary(
    string Name,
    string? Oracle,
    bool IsGated,
    ImmutableSortedDictionary<Agreement, int> Agreements,
    ImmutableArray<RedProgram> Red,
    ImmutableArray<GateProblem> Problems
)
{
    public bool IsRed => !Red.IsEmpty || !Problems.IsEmpty;

    public static RuntimeSummary Of(RuntimeVerdicts verdicts) =>
        new(
            verdicts.Runtime,
            verdicts.Oracle,
            verdicts.IsGated,
            verdicts
                .Verdicts.GroupBy(verdict => verdict.Agreement)
                .ToImmutableSortedDictionary(same => same.Key, same => same.Count()),
            [
                .. verdicts
                    .Verdicts.Where(verdict => verdicts.IsGated && verdict.Gate.IsRed())
                    .Select(verdict => new RedProgram(
                        verdict.Program,
                        verdict.Gate,
                        verdict.Agreement,
                        verdict.Outcome,
                        verdict.Symptom
                    )),
            ],
            verdicts.Problems
        );
}

internal sealed record RedProgram(
    string Program,
    GateState Gate,
    Agreement Agreement,
    Outcome Outcome,
    string Symptom
);
