using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>How one answer stands to another answer to the same question.</summary>
internal abstract record Comparison
{
    private Comparison() { }

    public sealed record Same : Comparison;

    /// <param name="Rules">The marks of the rules that it took, in their order.</param>
    public sealed record SameByRule(ImmutableArray<string> Rules) : Comparison;

    /// <param name="Kind">What kind of thing differs, as <see cref="ObservationVerdict.Difference"/> names it.</param>
    public sealed record Differs(string Kind) : Comparison;

    /// <summary>The pair may not be held against each other.</summary>
    public sealed record NotCompared(string Rule) : Comparison;

    public bool IsSame => this is Same or SameByRule;

    /// <param name="actual">Null where the runtime did not answer.</param>
    /// <param name="expected">Null where the other side did not answer.</param>
    public static Comparison Of(
        Program program,
        string key,
        JsonObject? actual,
        JsonObject? expected,
        CaseResult actualResult,
        CaseResult expectedResult
    )
    {
        if (actual is null || expected is null)
        {
            // Two bodies that are missing would be no agreement either, but no key would name them.
            return program.Undefined.ContainsKey(ObservationKey.Base(key))
                ? new NotCompared(ComparisonRules.All[0].Mark)
                : new Differs("missing");
        }
        var pair = new AnswerPair(program, key, actual, expected, actualResult, expectedResult);
        if (
            ComparisonRules.All.OfType<ExemptingRule>().FirstOrDefault(r => r.Exempts(pair)) is
            { } exempting
        )
        {
            return new NotCompared(exempting.Mark);
        }
        if (Body.IsEmpty(actual) || Body.IsEmpty(expected))
        {
            return new Differs("missing");
        }
        if (JsonNode.DeepEquals(actual, expected))
        {
            return new Same();
        }
        var (left, right) = ((JsonObject)actual.DeepClone(), (JsonObject)expected.DeepClone());
        var rules = ComparisonRules
            .All.OfType<ReconcilingRule>()
            .Where(rule => rule.Reconciles(left, right))
            .Select(rule => rule.Mark)
            .ToImmutableArray();
        if (JsonNode.DeepEquals(left, right))
        {
            return new SameByRule(rules);
        }
        return
            ComparisonRules.All.OfType<AcceptingRule>().FirstOrDefault(r => r.Accepts(pair))
                is { } accepting
            ? new SameByRule([accepting.Mark])
            : new Differs(DifferenceKind(left, right));
    }

    private static string DifferenceKind(JsonObject actual, JsonObject expected) =>
        (Body.Kind(actual), Body.Kind(expected)) switch
        {
            ("attempt", "attempt")
                when actual.ContainsKey("raised") || expected.ContainsKey("raised") => "exception",
            ("attempt", _) or (_, "attempt") => "value",
            (_, "outcome") or ("outcome", _) => "outcome",
            var (_, kind) => kind,
        };
}
