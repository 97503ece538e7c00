using Touchstone.Model;

namespace Touchstone.Reports.Site;

/// <summary>How many of a runtime's programs came out how. The parts add up to <paramref name="Programs"/>.</summary>
/// <param name="Same">With those where both differ from C, and those that a rule made the same.</param>
/// <param name="Failed">Crashed, timed out, or were stopped for their memory.</param>
/// <param name="Unsupported">With those that lacked a precondition.</param>
/// <param name="Unjudged">Answered, with nothing to compare with.</param>
/// <param name="NotRun">Lost: asked, and not answered.</param>
/// <param name="NotAsExpected">Verdicts and problems that turn the gate red; no part of the sum.</param>
internal sealed record RuntimeCounts(
    int Programs,
    int Same,
    int OracleWrong,
    int Differing,
    int Failed,
    int Unsupported,
    int Unjudged,
    int NotRun,
    int NotAsExpected
)
{
    public static RuntimeCounts Of(RuntimeVerdicts runtime)
    {
        var cell = Cell.Of([.. runtime.Verdicts]);
        var wrong = runtime.Verdicts.Count(verdict =>
            verdict
                is {
                    Agreement: Agreement.OracleWrong,
                    Outcome: Outcome.Completed or Outcome.Raised
                }
        );
        return new RuntimeCounts(
            cell.Programs,
            cell.Same - wrong,
            wrong,
            cell.Differing,
            cell.Failed,
            cell.Unsupported,
            cell.Unjudged,
            cell.Unanswered,
            runtime.Verdicts.Count(verdict => verdict.Gate.IsRed()) + runtime.Problems.Length
        );
    }
}
