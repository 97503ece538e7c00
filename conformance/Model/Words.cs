namespace Touchstone.Model;

/// <summary>The words that people read for outcomes and verdicts: alike in tables, pages and expectation files.</summary>
public static class Words
{
    /// <summary><c>completed</c>, <c>raised TypeError</c>, <c>crashed(SIGSEGV)</c>, <c>timed out</c>, …</summary>
    public static string Of(Outcome outcome, OutcomeDetail detail) =>
        outcome switch
        {
            Outcome.Raised when detail.Raised is [var first, ..] => $"raised {first}",
            Outcome.Crashed when detail.Signal is { } signal => $"crashed({signal})",
            _ => Of(outcome),
        };

    public static string Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Completed => "completed",
            Outcome.Raised => "raised",
            Outcome.Crashed => "crashed",
            Outcome.TimedOut => "timed out",
            Outcome.OutOfMemory => "out of memory",
            Outcome.Unsupported => "unsupported",
            Outcome.PreconditionUnmet => "precondition unmet",
            Outcome.HarnessError => "harness error",
            Outcome.NotRun => "not run",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
        };

    public static string Of(Agreement agreement) =>
        agreement switch
        {
            Agreement.Same => "same",
            Agreement.SameButBothDifferFromC => "same, but both differ from C",
            Agreement.SameByRule => "same by rule",
            Agreement.Differs => "differs",
            Agreement.OnlyTargetFailed => "only the target failed",
            Agreement.OracleFailed => "oracle failed",
            Agreement.OracleUnstable => "oracle unstable",
            Agreement.OracleWrong => "oracle wrong",
            Agreement.OnlyUnderEmulation => "only under emulation",
            Agreement.Incomparable => "incomparable",
            _ => throw new ArgumentOutOfRangeException(nameof(agreement), agreement, null),
        };

    public static string Of(GateState state) =>
        state switch
        {
            GateState.Expected => "expected",
            GateState.NewDifference => "new difference",
            GateState.SymptomChanged => "symptom changed",
            GateState.UnexpectedlySame => "unexpectedly same",
            GateState.StaleExpectation => "stale expectation",
            GateState.LostCase => "lost case",
            GateState.KnownFlaky => "known flaky",
            GateState.NotGated => "not gated",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
}
