using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Touchstone.Model;

/// <summary>How a runtime's answer stands to the oracle's and to C's.</summary>
public enum Agreement
{
    Same,

    /// <summary>Runtime and oracle agree; the C compiler does not.</summary>
    SameButBothDifferFromC,
    SameByRule,
    Differs,
    OnlyTargetFailed,
    OracleFailed,
    OracleUnstable,

    /// <summary>The oracle and the C compiler disagree, and the runtime agrees with the compiler.</summary>
    OracleWrong,
    OnlyUnderEmulation,

    /// <summary>There is nothing to hold the answer against.</summary>
    Incomparable,
}

/// <summary>Whether a verdict was to be expected; the only thing that an exit code depends on.</summary>
public enum GateState
{
    Expected,
    NewDifference,
    SymptomChanged,
    UnexpectedlySame,
    StaleExpectation,
    LostCase,
    KnownFlaky,

    /// <summary>Shown only: a CPython judged by others, an implementation without expectations.</summary>
    NotGated,
}

public static class GateStates
{
    /// <summary>Whether a verdict in this state alone makes a run not as expected.</summary>
    public static bool IsRed(this GateState state) =>
        state
            is GateState.NewDifference
                or GateState.SymptomChanged
                or GateState.UnexpectedlySame
                or GateState.StaleExpectation
                or GateState.LostCase;
}

/// <param name="Rule">The comparison rule by which it is the same.</param>
/// <param name="Difference">What kind of thing differs: value, bytes, layout, exception, alias, lifetime, witness, callback, effects, missing; null where nothing does.</param>
public sealed record ObservationVerdict(
    string Key,
    Agreement Agreement,
    string? Difference,
    string? Rule,
    JsonObject? Answer,
    JsonObject? Oracle,
    JsonObject? Truth
);

/// <param name="Symptom">The normalised fingerprint of the difference, which expectations name; empty where there is none.</param>
/// <param name="Expectation">The reason of the expectation that covers it.</param>
public sealed record CaseVerdict(
    string Program,
    string Revision,
    Agreement Agreement,
    ImmutableArray<string> Differences,
    string Symptom,
    GateState Gate,
    string? Expectation,
    Outcome Outcome,
    ImmutableArray<ObservationVerdict> Observations
);

/// <summary>One runtime judged.</summary>
/// <param name="Oracle">The name of the runtime it was held against; "c" where C's truth alone judged; null where nothing did.</param>
/// <param name="IsGated">Whether its differences decide the exit code.</param>
public sealed record RuntimeVerdicts(
    string Runtime,
    string? Oracle,
    bool IsGated,
    ImmutableArray<CaseVerdict> Verdicts,
    ImmutableArray<GateProblem> Problems
);

/// <summary>A reason for the gate to be red that belongs to no case's verdict: a stale or too wide expectation, a lost case.</summary>
public sealed record GateProblem(GateState State, string Subject, string Text);
