using Touchstone.Model;
using static Touchstone.Judging.Tests.Answers;

namespace Touchstone.Judging.Tests;

public class ExpectationTests
{
    private const string Known = """
        runtimes: reference-*
        expect:
          - program: a/*
            versions: ">=3.8 <3.14"
            verdict: differs
            symptom: "value k: int → int*"
            reason: The C compiler says 1, CPython 2.
            link: https://example.org/1
            date: 2026-11-22
        """;

    public static TheoryData<long, string, string, GateState> States =>
        new()
        {
            { 3, Known, "known", GateState.Expected },
            { 2, Known, "now the same", GateState.UnexpectedlySame },
            { 3, Known.Replace("int*", "f64"), "another symptom", GateState.SymptomChanged },
            {
                3,
                Known.Replace("verdict: differs", "verdict: oracle wrong"),
                "another verdict",
                GateState.SymptomChanged
            },
            { 3, Known.Replace("a/*", "b/*"), "not covered", GateState.NewDifference },
            { 3, Known.Replace("<3.14", "<3.11"), "other version", GateState.NewDifference },
            {
                3,
                Known.Replace("verdict: differs", "verdict: [differs, same]"),
                "flaky, differs",
                GateState.KnownFlaky
            },
            {
                2,
                Known.Replace("verdict: differs", "verdict: [differs, same]"),
                "flaky, same",
                GateState.KnownFlaky
            },
            { 3, "runtimes: pypy-*", "not this family", GateState.NotGated },
        };

    [Theory, MemberData(nameof(States))]
    public void What_is_expected_decides_the_gate(
        long answer,
        string file,
        string why,
        GateState state
    )
    {
        var verdicts = Compare(answer, file);

        Assert.True(state == Assert.Single(verdicts.Verdicts).Gate, why);
    }

    [Fact]
    public void A_verdict_carries_the_reason_of_its_expectation() =>
        Assert.Equal(
            "The C compiler says 1, CPython 2.",
            Assert.Single(Compare(3, Known).Verdicts).Expectation
        );

    [Fact]
    public void An_entry_that_selects_nothing_is_stale()
    {
        var problem = Assert.Single(Compare(2, Known.Replace("a/*", "z/*")).Problems);

        Assert.Equal(
            (GateState.StaleExpectation, "reference.yaml:3"),
            (problem.State, problem.Subject)
        );
    }

    [Fact]
    public void An_entry_that_selects_nothing_of_a_partial_run_is_not_stale() =>
        Assert.Empty(
            Judge
                .Compare(
                    Run(Completed(Integer("k", 2))),
                    Oracle(Completed(Integer("k", 2))),
                    null,
                    Expectations.Parse("reference.yaml", Known.Replace("a/*", "z/*")),
                    [Program()],
                    new JudgeOptions(IsPartial: true)
                )
                .Problems
        );

    [Fact]
    public void An_entry_for_another_version_is_not_stale() =>
        Assert.Empty(Compare(2, Known.Replace("<3.14", "<3.9")).Problems);

    [Fact]
    public void A_selector_that_covers_too_much_is_a_problem()
    {
        var expectations = Expectations.Parse("reference.yaml", Known + "\n    max_match: 1");
        var verdicts = Judge.Compare(
            Run(
                Completed(Integer("k", 3)),
                Completed(Integer("k", 3)) with
                {
                    Program = "a/other",
                }
            ),
            Oracle(
                Completed(Integer("k", 2)),
                Completed(Integer("k", 2)) with
                {
                    Program = "a/other",
                }
            ),
            null,
            expectations,
            [Program(), Program("a/other")]
        );

        Assert.Contains(
            "too wide: it covers 2",
            Assert.Single(verdicts.Problems).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a/*", "a/case", true)]
    [InlineData("a/*", "a/b/case", false)]
    [InlineData("a/**", "a/b/case", true)]
    [InlineData("a/case", "a/case", true)]
    [InlineData("a/case", "a/cases", false)]
    [InlineData("a.case", "a/case", false)]
    public void A_star_stays_within_one_part_of_a_name(string pattern, string name, bool matches) =>
        Assert.Equal(matches, new Glob(pattern).Matches(name));

    [Theory]
    [InlineData("a/case", true)]
    [InlineData("a/case@pack=1", true)]
    [InlineData("a/case@pack=2", false)]
    public void A_selector_with_a_variant_covers_that_variant_only(string pattern, bool covers)
    {
        var entry = Assert.Single(Expectations.Parse("f", Known.Replace("a/*", pattern)).All);

        Assert.Equal(covers, entry.Covers(Program() with { Variant = "pack=1" }));
    }

    [Theory]
    [InlineData(">=3.8 <3.14", "3.8.18", true)]
    [InlineData(">=3.8 <3.14", "3.14.0", false)]
    [InlineData(">=3.8 <3.14", "3.13.0", true)]
    [InlineData("3.11", "3.11.2", true)]
    [InlineData("=3.11.1", "3.11.2", false)]
    [InlineData("<=3.11", "3.11.9", true)]
    [InlineData(">3.11", "3.11.9", false)]
    [InlineData(">=3.15", "3.15.0b2", true)]
    [InlineData(">=3.8", "native", false)]
    public void Versions_compare_by_number(string range, string version, bool isContained)
    {
        Assert.True(VersionRange.TryParse(range, out var parsed));
        Assert.Equal(isContained, parsed.Contains(version));
    }

    public static TheoryData<string, string> Faults =>
        new()
        {
            {
                Known.Replace("    reason: The C compiler says 1, CPython 2.\n", ""),
                "f.yaml:3:5: `reason` is missing"
            },
            {
                Known.Replace("differs", "difers"),
                "f.yaml:5:14: unknown verdict `difers`; the verdicts are: same · "
            },
            {
                Known.Replace("link", "url"),
                "f.yaml:8:5: unknown key `url`; the keys are: program, "
            },
            {
                Known.Replace("2026-11-22", "22.11."),
                "f.yaml:9:11: `22.11.` is no date; write it as 2026-11-22"
            },
            { Known.Replace(">=3.8 <3.14", "new"), "f.yaml:4:15: `new` is no range of versions" },
            {
                Known + "\n    max_match: 0",
                "f.yaml:10:16: `max_match` must be a number from 1, not `0`"
            },
            { Known.Replace("runtimes: reference-*\n", ""), "f.yaml:1:1: `runtimes` is missing" },
            { "runtimes: x\nexpect: 1", "f.yaml:2:9: `expect` must be a list" },
            { "runtimes: x\nexpect:\n  - a", "f.yaml:3:5: an expectation is a map" },
            { "runtimes: [", "f.yaml:2:1: While parsing" },
            { "", "f.yaml:1:1: expected one map" },
        };

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_in_a_file_is_named_with_its_place(string text, string message)
    {
        var error = Assert.Throws<ExpectationFormatException>(() =>
            Expectations.Parse("f.yaml", text)
        );

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var error = Assert.Throws<ExpectationFormatException>(() =>
            Expectations.Parse(
                "f.yaml",
                Known.Replace("differs", "difers").Replace("2026-11-22", "now")
            )
        );

        Assert.Equal(2, error.Message.Split('\n').Length);
    }

    [Fact]
    public void The_projects_own_expectations_can_be_read()
    {
        var directory = Path.Combine(RepositoryRoot(), "conformance", "expectations");

        Assert.True(Expectations.Read(directory).Gates(Runtime("reference-3.11", "touchstone")));
    }

    private static string RepositoryRoot(
        [System.Runtime.CompilerServices.CallerFilePath] string file = ""
    ) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    private static RuntimeVerdicts Compare(long answer, string file) =>
        Judge.Compare(
            Run(Completed(Integer("k", answer))),
            Oracle(Completed(Integer("k", 2))),
            null,
            Expectations.Parse("reference.yaml", file),
            [Program()]
        );
}
