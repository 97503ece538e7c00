using Touchstone.Model;

namespace Touchstone.Reports.Site;

/// <summary>How verdicts look and what they mean, in the words of the page that explains them.</summary>
internal static class VerdictWords
{
    /// <summary>A sign that stands before the word, so that verdicts can be told apart without colour.</summary>
    public static string Sign(Agreement agreement) =>
        agreement switch
        {
            Agreement.Same or Agreement.SameByRule or Agreement.SameButBothDifferFromC => "=",
            Agreement.OracleWrong => "≙",
            Agreement.Differs or Agreement.OnlyUnderEmulation => "≠",
            Agreement.OnlyTargetFailed => "✕",
            _ => "?",
        };

    public static string Class(Agreement agreement) =>
        agreement switch
        {
            Agreement.Same or Agreement.SameByRule => "same",
            Agreement.SameButBothDifferFromC or Agreement.OracleWrong => "noted",
            Agreement.Differs or Agreement.OnlyUnderEmulation => "differs",
            Agreement.OnlyTargetFailed => "crash",
            _ => "unjudged",
        };

    /// <summary>A failure to answer is shown by its own word; "only the target failed" would hide how.</summary>
    public static string Class(CaseVerdict verdict) =>
        verdict.Outcome switch
        {
            Outcome.Unsupported or Outcome.PreconditionUnmet => "unsupported",
            Outcome.TimedOut => "hang",
            Outcome.Crashed or Outcome.OutOfMemory => "crash",
            Outcome.NotRun or Outcome.HarnessError => "notrun",
            _ => Class(verdict.Agreement),
        };

    public static string Meaning(Agreement agreement) =>
        agreement switch
        {
            Agreement.Same =>
                "The runtime answers as the oracle does, and C does not contradict them.",
            Agreement.SameButBothDifferFromC =>
                "The runtime answers as the oracle does; the C compiler says otherwise.",
            Agreement.SameByRule =>
                "The answers differ only in a way that a named rule allows: padding, the text of a message.",
            Agreement.Differs =>
                "The runtime answers otherwise than the oracle, or than C where C alone judges.",
            Agreement.OnlyTargetFailed =>
                "The runtime crashed, hung or cannot do it, where the oracle or C shows that it can be done.",
            Agreement.OracleFailed =>
                "The oracle crashed or hung, so there is nothing to agree with. Both failing is not agreement.",
            Agreement.OracleUnstable =>
                "The oracle answers otherwise each time it is asked; that proves nothing.",
            Agreement.OracleWrong =>
                "The oracle and the C compiler disagree, and the runtime sides with the compiler. Nobody is blamed.",
            Agreement.OnlyUnderEmulation =>
                "It differs under an emulator, and not where the same runtime runs natively.",
            Agreement.Incomparable =>
                "There is nothing to hold the answer against, or the case calls it undefined.",
            _ => "",
        };

    public static string Meaning(GateState state) =>
        state switch
        {
            GateState.Expected =>
                "As it should be: nothing differs, or an expectation explains what does.",
            GateState.NewDifference => "Something differs that no expectation explains.",
            GateState.SymptomChanged => "It differs in another way than its expectation says.",
            GateState.UnexpectedlySame =>
                "An expectation says that it differs, and it does not any more.",
            GateState.StaleExpectation =>
                "An expectation that selects nothing, or more than it may.",
            GateState.LostCase => "The runtime was asked and there is no answer.",
            GateState.KnownFlaky => "It is known to come out in more than one way.",
            GateState.NotGated => "Shown only: nothing is expected of this runtime.",
            _ => "",
        };

    public static string Meaning(Outcome outcome) =>
        outcome switch
        {
            Outcome.Completed => "Ran to its end.",
            Outcome.Raised => "An exception that the case does not catch ended it.",
            Outcome.Crashed => "The process died of a signal.",
            Outcome.TimedOut => "It did not end in time and was killed.",
            Outcome.OutOfMemory => "It was stopped for the memory it took.",
            Outcome.Unsupported => "The runtime says that it cannot do this.",
            Outcome.PreconditionUnmet => "Something outside the runtime is missing.",
            Outcome.HarnessError => "The harness failed; nothing is known of the runtime.",
            Outcome.NotRun => "It was never asked.",
            _ => "",
        };
}
