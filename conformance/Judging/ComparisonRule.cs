using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>
/// A named way in which two answers may stand for the same thing, or may not be held against each other at all.
/// Whatever no rule covers is compared exactly.
/// </summary>
/// <param name="Name">As reports show it. Never reused for another meaning.</param>
/// <param name="Version">Grows when the rule judges any pair of answers differently than before.</param>
/// <param name="Why">Why the relaxation hides no fault.</param>
public abstract record ComparisonRule(string Name, int Version, string Why)
{
    /// <summary><c>name/version</c>, as verdicts record an application.</summary>
    public string Mark => $"{Name}/{Version}";
}

/// <summary>Says which pairs are not compared at all. They stay visible as incomparable.</summary>
internal sealed record ExemptingRule(
    string Name,
    int Version,
    string Why,
    Func<AnswerPair, bool> Exempts
) : ComparisonRule(Name, Version, Why);

/// <summary>Accepts a pair of different answers as the same for the program's purposes.</summary>
internal sealed record AcceptingRule(
    string Name,
    int Version,
    string Why,
    Func<AnswerPair, bool> Accepts
) : ComparisonRule(Name, Version, Why);

/// <summary>
/// Removes from two bodies, in place, what need not be equal in them.
/// <c>Reconciles</c> says whether the bodies had differed there.
/// </summary>
internal sealed record ReconcilingRule(
    string Name,
    int Version,
    string Why,
    Func<JsonObject, JsonObject, bool> Reconciles
) : ComparisonRule(Name, Version, Why);

/// <summary>Two answers to one question, with all that either engine said in the same program.</summary>
/// <param name="Expected">The oracle's answer, or the compiler's.</param>
internal sealed record AnswerPair(
    Program Program,
    string Key,
    JsonObject Actual,
    JsonObject Expected,
    CaseResult ActualResult,
    CaseResult ExpectedResult
);
