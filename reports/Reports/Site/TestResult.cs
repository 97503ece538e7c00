using System.Collections.Immutable;
using Touchstone.Model;
using Touchstone.Reports.Text;

namespace Touchstone.Reports.Site;

internal enum TestStatus
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>A verdict as test reports know it: only the gate fails a test.</summary>
/// <param name="Message">One line: the gate's word and the verdict's.</param>
/// <param name="Detail">The symptom and the reason, where there are any.</param>
internal sealed record TestResult(
    string Name,
    TestStatus Status,
    string Message,
    string Detail,
    double Microseconds
)
{
    /// <summary>Every program of the runtime, and after them the problems of its expectations.</summary>
    public static ImmutableArray<TestResult> Of(SiteIndex index, RuntimeVerdicts runtime) =>
        [
            .. runtime.Verdicts.Select(verdict =>
                Of(verdict, index.Result(runtime.Runtime, verdict.Program))
            ),
            .. runtime.Problems.Select(problem => new TestResult(
                $"expectation {Visible.Text(problem.Subject)}",
                TestStatus.Failed,
                Words.Of(problem.State),
                Visible.Text(problem.Text),
                0
            )),
        ];

    private static TestResult Of(CaseVerdict verdict, CaseResult? result)
    {
        var ending = result is null
            ? Words.Of(verdict.Outcome)
            : Words.Of(result.Outcome, result.Detail);
        return new TestResult(
            Visible.Text(verdict.Program),
            StatusOf(verdict),
            Visible.Text($"{Words.Of(verdict.Gate)}: {Words.Of(verdict.Agreement)}, {ending}"),
            Visible.Text(
                string.Join(
                    '\n',
                    new[] { verdict.Symptom, verdict.Expectation }.Where(text =>
                        !string.IsNullOrEmpty(text)
                    )
                )
            ),
            result?.Microseconds ?? 0
        );
    }

    private static TestStatus StatusOf(CaseVerdict verdict) =>
        verdict.Gate.IsRed() ? TestStatus.Failed
        : verdict.Agreement == Agreement.Incomparable
        || verdict.Outcome is Outcome.Unsupported or Outcome.PreconditionUnmet or Outcome.NotRun
        || (verdict.Gate == GateState.NotGated && verdict.Symptom.Length > 0)
            ? TestStatus.Skipped
        : TestStatus.Passed;
}
