using Touchstone.Model;
using static Touchstone.Judging.Tests.Answers;

namespace Touchstone.Judging.Tests;

public class VerdictTests
{
    private const string Share =
        """{"kind":"alias","of":["a","b"],"matrix":[["=","="],["=","="]],"regions":["R0","R0"],"identity":[0,1]}""";

    /// <summary>Target, oracle and the compiler answer one key with a number; null is no answer, "crash" a crash.</summary>
    public static TheoryData<string, string?, string?, Agreement, GateState> Corners =>
        new()
        {
            { "1", "1", null, Agreement.Same, GateState.Expected },
            { "1", "1", "1", Agreement.Same, GateState.Expected },
            { "1", "1", "2", Agreement.SameButBothDifferFromC, GateState.Expected },
            { "1", "2", null, Agreement.Differs, GateState.NewDifference },
            { "1", "2", "2", Agreement.Differs, GateState.NewDifference },
            { "1", "2", "3", Agreement.Differs, GateState.NewDifference },
            { "1", "2", "1", Agreement.OracleWrong, GateState.Expected },
            { "1", null, "1", Agreement.Same, GateState.Expected },
            { "1", null, "2", Agreement.Differs, GateState.NewDifference },
            { "1", null, null, Agreement.Incomparable, GateState.Expected },
            { "1", "crash", null, Agreement.OracleFailed, GateState.Expected },
            { "1", "crash", "1", Agreement.OracleWrong, GateState.Expected },
            { "1", "crash", "2", Agreement.Differs, GateState.NewDifference },
            { "crash", "1", null, Agreement.OnlyTargetFailed, GateState.NewDifference },
            { "crash", "1", "1", Agreement.OnlyTargetFailed, GateState.NewDifference },
            { "crash", "crash", null, Agreement.OracleFailed, GateState.NewDifference },
            { "crash", "crash", "1", Agreement.OracleFailed, GateState.NewDifference },
            { "crash", null, null, Agreement.OnlyTargetFailed, GateState.NewDifference },
            { "unsupported", "1", null, Agreement.OnlyTargetFailed, GateState.NewDifference },
            { "unsupported", null, null, Agreement.Incomparable, GateState.Expected },
            { "unsupported", "unsupported", null, Agreement.Incomparable, GateState.Expected },
            { "1", "unsupported", "1", Agreement.Same, GateState.Expected },
            { "1", "unsupported", null, Agreement.Incomparable, GateState.Expected },
            { "timeout", "1", null, Agreement.OnlyTargetFailed, GateState.NewDifference },
            { "raise", "1", null, Agreement.Differs, GateState.NewDifference },
            { "1", "raise", null, Agreement.Differs, GateState.NewDifference },
            { "1", "raise", "1", Agreement.OracleWrong, GateState.Expected },
            { "1", "raise", "2", Agreement.Differs, GateState.NewDifference },
            { "raise", "raise", null, Agreement.Same, GateState.Expected },
            { "nothing", "1", null, Agreement.Differs, GateState.NewDifference },
            { "1", "nothing", null, Agreement.Differs, GateState.NewDifference },
            { "nothing", "nothing", null, Agreement.Incomparable, GateState.Expected },
            { "nothing", "nothing", "1", Agreement.SameButBothDifferFromC, GateState.Expected },
        };

    [Theory, MemberData(nameof(Corners))]
    public void Three_corners_make_one_verdict(
        string target,
        string? oracle,
        string? truth,
        Agreement agreement,
        GateState gate
    )
    {
        var verdict = Judged(
            Answer(target),
            oracle is null ? null : Answer(oracle),
            truth is null ? null : Answer(truth)
        );

        Assert.Equal((agreement, gate), (verdict.Agreement, verdict.Gate));
        Assert.Equal(verdict.Gate == GateState.NewDifference, verdict.Symptom.Length > 0);
    }

    [Fact]
    public void Every_verdict_can_come_out() =>
        Assert.Superset(
            Enum.GetValues<Agreement>()
                // These three have tests of their own below.
                .Except([
                    Agreement.SameByRule,
                    Agreement.OracleUnstable,
                    Agreement.OnlyUnderEmulation,
                ])
                .ToHashSet(),
            Corners.Select(row => row.Data.Item4).ToHashSet()
        );

    [Fact]
    public void A_relaxed_comparison_names_its_rule()
    {
        var verdict = Judged(
            Completed(
                Observation(
                    "k",
                    """{"kind":"attempt","raised":["TypeError"],"at":1,"message":"a"}"""
                )
            ),
            Completed(
                Observation(
                    "k",
                    """{"kind":"attempt","raised":["TypeError"],"at":1,"message":"b"}"""
                )
            )
        );

        Assert.Equal(Agreement.SameByRule, verdict.Agreement);
        Assert.Equal("soft-text/1", Assert.Single(verdict.Observations).Rule);
        Assert.Equal(GateState.Expected, verdict.Gate);
    }

    [Fact]
    public void An_oracle_that_contradicts_itself_proves_nothing()
    {
        var verdicts = Judge.Compare(
            Run(Completed(Integer("k", 1))),
            Oracle(Completed(Integer("k", 2))),
            null,
            Expectations.None,
            [Program()],
            new JudgeOptions(IsNamed: true, OracleRepeats: [Oracle(Completed(Integer("k", 3)))])
        );

        var verdict = Assert.Single(verdicts.Verdicts);
        Assert.Equal(Agreement.OracleUnstable, verdict.Agreement);
        Assert.Empty(verdict.Symptom);
    }

    [Fact]
    public void Only_the_targets_own_instability_is_a_difference()
    {
        var unstable = Share.Replace("}", ""","unstable":["a"]}""");

        Assert.Equal(
            Agreement.OracleUnstable,
            Judged(
                Completed(Observation("k", Share)),
                Completed(Observation("k", unstable))
            ).Agreement
        );
        Assert.Equal(
            Agreement.Differs,
            Judged(
                Completed(Observation("k", unstable)),
                Completed(Observation("k", Share))
            ).Agreement
        );
    }

    [Theory]
    [InlineData(2, Agreement.OnlyUnderEmulation)]
    [InlineData(1, Agreement.Differs)]
    public void A_difference_that_the_native_runtime_does_not_show_is_the_emulators(
        long native,
        Agreement expected
    )
    {
        var verdicts = Judge.Compare(
            Run(Runtime("pypy-s390x", "pypy", emulator: "qemu"), Completed(Integer("k", 1))),
            Oracle(Completed(Integer("k", 2))),
            null,
            Expectations.None,
            [Program()],
            new JudgeOptions(Native: Run(Completed(Integer("k", native))))
        );

        Assert.Equal(expected, Assert.Single(verdicts.Verdicts).Agreement);
    }

    [Fact]
    public void What_a_crashed_oracle_had_answered_still_counts()
    {
        var verdict = Judged(
            Completed(Integer("early", 1), Integer("late", 1)),
            Crashed(Integer("early", 2))
        );

        Assert.Equal(Agreement.Differs, verdict.Agreement);
        Assert.Equal("value early: int → int (off by one)", verdict.Symptom);
    }

    [Fact]
    public void A_crash_after_a_wrong_answer_shows_both()
    {
        var verdict = Judged(
            Crashed(Integer("k", -7)),
            Completed(Integer("k", 7), Integer("l", 1))
        );

        Assert.Equal(["value", "crash"], verdict.Differences);
        Assert.Equal(
            "value k: int → int (negated); crash (outcome): completed → crashed(SIGSEGV)",
            verdict.Symptom
        );
    }

    [Fact]
    public void An_exception_where_C_runs_on_is_what_C_contradicts()
    {
        var verdict = Judged(Raised("ValueError"), oracle: null, Completed(Integer("k", 1)));

        Assert.Equal("exception (outcome): completed → raised ValueError", verdict.Symptom);
    }

    [Fact]
    public void An_answer_that_is_missing_is_a_difference()
    {
        var verdict = Judged(
            Completed(Integer("a", 1)),
            Completed(Integer("a", 1), Integer("b", 1))
        );

        Assert.Equal(["missing"], verdict.Differences);
        Assert.Equal("missing b: int → nothing", verdict.Symptom);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"kind":"value"}""")]
    public void Two_empty_answers_are_no_agreement(string body) =>
        Assert.Equal(
            Agreement.Differs,
            Judged(Completed(Observation("k", body)), Completed(Observation("k", body))).Agreement
        );

    [Fact]
    public void A_program_without_an_answer_is_a_lost_case()
    {
        var verdicts = Judge.Compare(
            Run(),
            Oracle(Completed(Integer("k", 1))),
            null,
            Expectations.None,
            [Program()],
            new JudgeOptions(IsNamed: true)
        );

        var verdict = Assert.Single(verdicts.Verdicts);
        Assert.Equal((Outcome.NotRun, GateState.LostCase), (verdict.Outcome, verdict.Gate));
    }

    [Fact]
    public void An_answer_to_an_older_revision_is_none()
    {
        var verdict = Judged(
            Completed(Integer("k", 1)) with
            {
                Revision = "r0",
            },
            Completed(Integer("k", 1))
        );

        Assert.Equal(GateState.LostCase, verdict.Gate);
    }

    [Fact]
    public void Python_text_is_no_duty_of_an_engine_that_is_not_Python()
    {
        var verdict = Judged(
            Stopped(Outcome.Unsupported),
            Completed(Integer("k", 1)),
            program: Program(pythonBody: "def case(_h, _c): pass")
        );

        Assert.Equal(
            (Agreement.Incomparable, GateState.Expected),
            (verdict.Agreement, verdict.Gate)
        );
        Assert.Equal(Outcome.Unsupported, verdict.Outcome);
    }

    [Theory]
    [InlineData("3.13", GateState.Expected)]
    [InlineData("3.8", GateState.NewDifference)]
    public void A_feature_is_asked_of_versions_that_have_it(string since, GateState gate) =>
        Assert.Equal(
            gate,
            Judged(
                Stopped(Outcome.Unsupported),
                Completed(Integer("k", 1)),
                program: Program(since: since)
            ).Gate
        );

    private static CaseResult Answer(string answer) =>
        answer switch
        {
            "crash" => Crashed(),
            "timeout" => Stopped(Outcome.TimedOut),
            "unsupported" => Stopped(Outcome.Unsupported),
            "raise" => Raised("ValueError"),
            "nothing" => Completed(),
            _ => Completed(Integer("k", long.Parse(answer))),
        };
}
