using Touchstone.Model;

namespace Touchstone.Reports.Site;

/// <summary>What a grid's cell says of some programs on one runtime, from the worst to the least.</summary>
public enum CellState
{
    Crash,
    TimedOut,
    Differs,
    Partial,
    Unsupported,
    NotRun,
    Unjudged,
    Same,

    /// <summary>No program asks about it.</summary>
    Empty,
}

/// <summary>Some programs on one runtime, summed up. There is no score in it: counts stay counts.</summary>
/// <param name="IsNews">Whether something in it is not as expected.</param>
public sealed record Cell(
    CellState State,
    int Programs,
    int Same,
    int Differing,
    int Failed,
    int Unsupported,
    int Unanswered,
    int Unjudged,
    bool IsNews
)
{
    public static Cell Of(IReadOnlyCollection<CaseVerdict?> verdicts)
    {
        var (same, differing, failed, timedOut, unsupported, unanswered, unjudged) = (
            0,
            0,
            0,
            0,
            0,
            0,
            0
        );
        var isNews = false;
        foreach (var verdict in verdicts)
        {
            isNews |= verdict is not null && verdict.Gate.IsRed();
            switch (verdict)
            {
                case null or { Outcome: Outcome.NotRun or Outcome.HarnessError }:
                    unanswered++;
                    break;
                case { Outcome: Outcome.TimedOut }:
                    timedOut++;
                    break;
                case { Outcome: Outcome.Crashed or Outcome.OutOfMemory }:
                    failed++;
                    break;
                case { Outcome: Outcome.Unsupported or Outcome.PreconditionUnmet }:
                    unsupported++;
                    break;
                case {
                    Agreement: Agreement.Differs
                        or Agreement.OnlyUnderEmulation
                        or Agreement.OnlyTargetFailed
                }:
                    differing++;
                    break;
                case {
                    Agreement: Agreement.Incomparable
                        or Agreement.OracleUnstable
                        or Agreement.OracleFailed
                }:
                    unjudged++;
                    break;
                default:
                    same++;
                    break;
            }
        }
        var state =
            verdicts.Count == 0 ? CellState.Empty
            : failed > 0 ? CellState.Crash
            : timedOut > 0 ? CellState.TimedOut
            : differing > 0 && same + unsupported + unanswered == 0 ? CellState.Differs
            : differing > 0 ? CellState.Partial
            : unanswered == verdicts.Count ? CellState.NotRun
            : unsupported == verdicts.Count ? CellState.Unsupported
            : unanswered + unsupported > 0 && same > 0 ? CellState.Partial
            : same > 0 ? CellState.Same
            : unjudged > 0 ? CellState.Unjudged
            : CellState.Unsupported;
        return new Cell(
            state,
            verdicts.Count,
            same,
            differing,
            failed + timedOut,
            unsupported,
            unanswered,
            unjudged,
            isNews
        );
    }

    /// <summary>What stands in the cell: a sign and a count, so that colour is never needed to read it.</summary>
    public string Text =>
        State switch
        {
            CellState.Same => $"= {Same}",
            CellState.Partial when Differing > 0 => $"≠ {Differing}/{Programs}",
            CellState.Partial => $"= {Same}/{Programs}",
            CellState.Differs => $"≠ {Differing}",
            CellState.Crash => $"✕ {Failed}/{Programs}",
            CellState.TimedOut => $"∞ {Failed}/{Programs}",
            CellState.Unsupported => "∅",
            CellState.NotRun => "not run",
            CellState.Unjudged => $"? {Unjudged}",
            _ => "",
        };

    /// <summary>The same in words, for a pointer that rests on the cell and for those who listen to the page.</summary>
    public string Words =>
        string.Join(
            ", ",
            new[]
            {
                (Same, "same"),
                (Differing, "differ"),
                (Failed, State == CellState.TimedOut ? "timed out" : "crashed or timed out"),
                (Unsupported, "unsupported"),
                (Unjudged, "with nothing to compare with"),
                (Unanswered, "not run"),
            }
                .Where(part => part.Item1 > 0)
                .Select(part => $"{part.Item1} {part.Item2}")
                .DefaultIfEmpty("no case")
        ) + (IsNews ? "; not as expected" : "");

    /// <summary>The name of its style. Where nothing differs, what could not be asked is no alarm.</summary>
    public string Class =>
        State == CellState.Partial && Differing == 0 ? "limited" : CellClass.Of(State);
}

internal static class CellClass
{
    public static string Of(CellState state) =>
        state switch
        {
            CellState.Same => "same",
            CellState.Partial => "partial",
            CellState.Differs => "differs",
            CellState.Crash => "crash",
            CellState.TimedOut => "hang",
            CellState.Unsupported => "unsupported",
            CellState.NotRun => "notrun",
            CellState.Unjudged => "unjudged",
            _ => "empty",
        };
}
