using Touchstone.Model;
using static Touchstone.Judging.Tests.Answers;

namespace Touchstone.Judging.Tests;

/// <summary>For each rule pairs of answers that it must make equal, and close ones that it must not.</summary>
public class ComparisonRuleTests
{
    public sealed record Pair(
        string Rule,
        string Actual,
        string Expected,
        Agreement Agreement,
        string? Earlier = null
    )
    {
        /// <summary>Only <c>r.x</c> is read through <c>r</c>, which the earlier lifetime observation is about.</summary>
        public string Key { get; init; } = "r.x";

        public bool IsUndefined { get; init; }

        public override string ToString() => $"{Rule}: {Actual} against {Expected}";
    }

    public static TheoryData<Pair> Pairs =>
        [
            // Exact: floats by their bits, integers of any size, Python's types.
            new Pair("exact", Float("7ff8000000000000"), Float("7ff8000000000000"), Agreement.Same),
            new Pair(
                "exact",
                Float("0000000000000000"),
                Float("8000000000000000"),
                Agreement.Differs
            ),
            new Pair(
                "exact",
                Float("7ff8000000000000"),
                Float("fff8000000000000"),
                Agreement.Differs
            ),
            new Pair(
                "exact",
                Value("int", "18446744073709551616"),
                Value("int", "18446744073709551616"),
                Agreement.Same
            ),
            new Pair(
                "exact",
                Value("int", "18446744073709551616"),
                Value("int", "18446744073709551617"),
                Agreement.Differs
            ),
            new Pair(
                "exact",
                Value("int", "1"),
                """{"kind":"value","value":{"t":"bool","v":true}}""",
                Agreement.Differs
            ),
            new Pair("exact", Value("bytes", "61"), Value("bytearray", "61"), Agreement.Differs),
            new Pair(
                "soft-text",
                Attempt("TypeError", 1, "bad"),
                Attempt("TypeError", 1, "wrong"),
                Agreement.SameByRule
            ),
            new Pair(
                "soft-text",
                Attempt("TypeError", 1, "bad"),
                Attempt("ValueError", 1, "bad"),
                Agreement.Differs
            ),
            new Pair(
                "soft-text",
                Attempt("TypeError", 1, "bad"),
                Attempt("TypeError", 2, "bad"),
                Agreement.Differs
            ),
            new Pair(
                "soft-text",
                Attempt("TypeError", 1, "bad"),
                """{"kind":"attempt","completed":{"t":"none"}}""",
                Agreement.Differs
            ),
            new Pair(
                "soft-text",
                State("kept", "dangling"),
                State("kept", "intact"),
                Agreement.SameByRule
            ),
            new Pair(
                "soft-text",
                State("kept", "dangling"),
                State("copied", "intact"),
                Agreement.Differs
            ),
            new Pair(
                "exception-class",
                Attempt("""ArgumentError","X""", 1, "m"),
                Attempt("ArgumentError", 1, "m"),
                Agreement.SameByRule
            ),
            new Pair(
                "exception-class",
                Attempt("""X","ArgumentError""", 1, "m"),
                Attempt("ArgumentError", 1, "m"),
                Agreement.Differs
            ),
            new Pair("alias-labels", Alias("a", "."), Alias("b", "."), Agreement.SameByRule),
            new Pair("alias-labels", Alias("a", "."), Alias("a", "+4"), Agreement.Differs),
            new Pair("alias-labels", Alias("a", "."), Alias("b", "+4"), Agreement.Differs),
            new Pair("alias-labels", Alias("""a","c""", "."), Alias("a", "."), Agreement.Differs),
            new Pair(
                "padding",
                Memory("01ff", "ff00"),
                Memory("0100", "ff00"),
                Agreement.SameByRule
            ),
            new Pair("padding", Memory("01ff", "ff80"), Memory("0100", "ff80"), Agreement.Differs),
            new Pair("padding", Memory("01ff", "ffff"), Memory("0100", "ff00"), Agreement.Differs),
            new Pair("padding", Memory("01", "ff"), Memory("0100", "ff00"), Agreement.Differs),
            new Pair("undefined", Value("int", "1"), Value("int", "2"), Agreement.Incomparable)
            {
                IsUndefined = true,
            },
            new Pair("undefined", Value("int", "1"), Value("int", "2"), Agreement.Differs),
            new Pair("kept-unproven", State("kept?"), State("kept"), Agreement.Incomparable),
            new Pair("kept-unproven", State("kept?"), State("dangling"), Agreement.Incomparable),
            new Pair("kept-unproven", State("kept?"), State("kept?"), Agreement.Incomparable),
            new Pair("kept-unproven", State("copied"), State("kept"), Agreement.Differs),
            new Pair(
                "kept-unproven",
                Two("kept?", "copied"),
                Two("kept", "kept"),
                Agreement.Differs
            ),
            new Pair(
                "dangling-value",
                Value("int", "1"),
                Value("int", "2"),
                Agreement.Incomparable,
                State("dangling")
            ),
            new Pair(
                "dangling-value",
                Value("int", "1"),
                Value("int", "2"),
                Agreement.Differs,
                State("kept")
            ),
            new Pair(
                "safe-where-the-oracle-dangles",
                Attempt("UseAfterFreeError", 1, "m"),
                """{"kind":"attempt","completed":{"t":"int","v":"0"}}""",
                Agreement.SameByRule,
                State("dangling")
            )
            {
                Key = "late",
            },
            new Pair(
                "safe-where-the-oracle-dangles",
                Attempt("UseAfterFreeError", 1, "m"),
                """{"kind":"attempt","completed":{"t":"int","v":"0"}}""",
                Agreement.Differs,
                State("kept")
            )
            {
                Key = "late",
            },
            new Pair(
                "safe-where-the-oracle-dangles",
                Attempt("ValueError", 1, "m"),
                """{"kind":"attempt","completed":{"t":"int","v":"0"}}""",
                Agreement.Differs,
                State("dangling")
            )
            {
                Key = "late",
            },
        ];

    [Theory, MemberData(nameof(Pairs))]
    public void A_rule_makes_equal_what_it_is_for_and_nothing_else(Pair pair)
    {
        var earlier = pair.Earlier is null ? [] : new[] { Observation("life", pair.Earlier) };
        var verdict = Judged(
            // The target's own lifetime answer is left equal, so that only the pair decides.
            Completed([.. earlier, Observation(pair.Key, pair.Actual, step: 1)]),
            Completed([.. earlier, Observation(pair.Key, pair.Expected, step: 1)]),
            program: Asking(pair)
        );

        var observation = verdict.Observations.Single(o => o.Key == pair.Key);
        Assert.Equal(pair.Agreement, observation.Agreement);
        Assert.Equal(
            pair.Agreement is Agreement.Same or Agreement.Differs ? null : $"{pair.Rule}/1",
            observation.Rule
        );
    }

    [Fact]
    public void Every_rule_has_pairs_of_both_sorts() =>
        Assert.All(
            ComparisonRules.All,
            rule =>
            {
                var pairs = Pairs
                    .Select(row => row.Data)
                    .Where(pair => pair.Rule == rule.Name)
                    .ToList();
                Assert.Contains(pairs, pair => pair.Agreement != Agreement.Differs);
                Assert.Contains(pairs, pair => pair.Agreement == Agreement.Differs);
            }
        );

    [Fact]
    public void A_refused_use_after_free_excuses_what_would_have_come_after_it()
    {
        var life = Observation("life", State("dangling"));
        var verdict = Judged(
            Raised("UseAfterFreeError", life),
            Completed(life, Observation("late", Value("int", "1"), step: 3))
        );

        Assert.Equal(Agreement.SameByRule, verdict.Agreement);
        Assert.Equal(GateState.Expected, verdict.Gate);
    }

    private static Program Asking(Pair pair)
    {
        var r = new NameExpression("r", NameKind.Variable);
        return Program(
            undefined: pair.IsUndefined ? "r.x" : null,
            steps:
            [
                new LifetimeStep(0, "life", [new LabelledExpression("r", r)], [], []),
                pair.Key == "r.x"
                    ? new ObserveStep(1, "r.x", new MemberExpression(r, "x"))
                    : new ObserveStep(1, pair.Key, new NameExpression("other", NameKind.Variable)),
            ]
        );
    }

    private static string Float(string bits) => Value("f64", bits);

    private static string Value(string tag, string value) =>
        $$$"""{"kind":"value","value":{"t":"{{{tag}}}","v":"{{{value}}}"}}""";

    private static string Attempt(string classes, int at, string message) =>
        $$"""{"kind":"attempt","raised":["{{classes}}"],"at":{{at}},"message":"{{message}}"}""";

    private static string State(string state, string decoy = "dangling") =>
        $$"""{"kind":"lifetime","subjects":[["r","{{state}}"]],"decoy":"{{decoy}}"}""";

    private static string Two(string first, string second) =>
        $$"""{"kind":"lifetime","subjects":[["r","{{first}}"],["s","{{second}}"]],"decoy":"none"}""";

    private static string Alias(string labels, string cell) =>
        $$"""{"kind":"alias","of":["{{labels}}"],"matrix":[["=","{{cell}}"]],"regions":["R0"],"identity":[0]}""";

    private static string Memory(string hex, string mask) =>
        $$"""{"kind":"bytes","hex":"{{hex}}","mask":"{{mask}}"}""";
}
