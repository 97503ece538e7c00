using System.Collections.Immutable;
using Touchstone.Model;
using static Touchstone.Judging.Tests.Answers;

namespace Touchstone.Judging.Tests;

public class GateTests
{
    [Theory]
    [InlineData(GateState.Expected, Outcome.Completed, true, true, 0)]
    [InlineData(GateState.KnownFlaky, Outcome.Completed, true, true, 0)]
    [InlineData(GateState.NewDifference, Outcome.Completed, true, true, 1)]
    [InlineData(GateState.SymptomChanged, Outcome.Completed, true, true, 1)]
    [InlineData(GateState.UnexpectedlySame, Outcome.Completed, true, true, 1)]
    [InlineData(GateState.LostCase, Outcome.NotRun, true, true, 1)]
    [InlineData(GateState.LostCase, Outcome.NotRun, true, false, 4)]
    [InlineData(GateState.NewDifference, Outcome.Completed, true, false, 1)]
    [InlineData(GateState.Expected, Outcome.Completed, true, false, 4)]
    [InlineData(GateState.LostCase, Outcome.HarnessError, true, true, 3)]
    [InlineData(GateState.NewDifference, Outcome.Completed, false, true, 0)]
    public void The_exit_code_says_whether_all_was_as_expected(
        GateState state,
        Outcome outcome,
        bool isGated,
        bool isComplete,
        int code
    ) => Assert.Equal(code, Gate.ExitCode([Verdicts(isGated, [], (state, outcome))], isComplete));

    [Fact]
    public void A_stale_expectation_is_not_as_expected() =>
        Assert.Equal(
            Gate.NotAsExpected,
            Gate.ExitCode(
                [
                    Verdicts(
                        isGated: true,
                        [new GateProblem(GateState.StaleExpectation, "f:1", "selects nothing")],
                        (GateState.Expected, Outcome.Completed)
                    ),
                ],
                isComplete: true
            )
        );

    private static RuntimeVerdicts Verdicts(
        bool isGated,
        ImmutableArray<GateProblem> problems,
        (GateState State, Outcome Outcome) verdict
    ) =>
        new(
            "reference-3.11",
            "cpython-3.11",
            isGated,
            [
                new CaseVerdict(
                    "a/case",
                    "r1",
                    Agreement.Same,
                    [],
                    "",
                    verdict.State,
                    null,
                    verdict.Outcome,
                    []
                ),
            ],
            problems
        );
}

public class OracleChoiceTests
{
    private static readonly RuntimeFingerprint[] Candidates =
    [
        Runtime("cpython-3.8.18", version: "3.8.18"),
        Runtime("cpython-3.11.2", version: "3.11.2"),
        Runtime("cpython-3.11.2-mac", version: "3.11.2", system: "Darwin"),
        Runtime("cpython-3.13.0", version: "3.13.0"),
        Runtime("cpython-3.15-i386", version: "3.15.0", dataModel: "ILP32"),
        Runtime("cpython-3.10-s390x", version: "3.10.0", emulator: "qemu"),
        Runtime("pypy-3.9", "pypy", "3.9.16"),
        Runtime("twin-3.10", version: "3.10.1"),
        Runtime("cpython-2.7.18", version: "2.7.18"),
    ];

    [Theory]
    [InlineData("reference-3.11", "touchstone", "3.11.2", "LP64", "cpython-3.11.2", true)]
    [InlineData("reference-3.8", "touchstone", "3.8.18", "LP64", "cpython-3.8.18", true)]
    [InlineData("reference-3.14", "touchstone", "3.14.0", "LP64", "cpython-3.13.0", false)]
    [InlineData("reference-3.12", "touchstone", "3.12.0", "LP64", "cpython-3.11.2", false)]
    [InlineData("reference-3.11", "touchstone", "3.11.2", "ILP32", "cpython-3.15-i386", false)]
    [InlineData("reference-3.11", "touchstone", "3.11.2", "LLP64", null, false)]
    [InlineData("reference-native", "touchstone", "native", "LP64", null, false)]
    [InlineData("cpython-3.11.2", "cpython", "3.11.2", "LP64", "cpython-3.13.0", false)]
    [InlineData("cpython-2.7.18", "cpython", "2.7.18", "LP64", null, false)]
    [InlineData("twin-3.11", "cpython", "3.11.2", "LP64", "cpython-3.11.2", true)]
    [InlineData("pypy-3.9", "pypy", "3.9.16", "LP64", "cpython-3.8.18", false)]
    public void The_nearest_CPython_that_is_not_the_runtime_itself_is_the_oracle(
        string name,
        string implementation,
        string version,
        string dataModel,
        string? oracle,
        bool isSameMinor
    )
    {
        var choice = OracleChoice.For(
            Runtime(name, implementation, version, dataModel: dataModel),
            Candidates
        );

        Assert.Equal((oracle, isSameMinor), (choice.Oracle?.Name, choice.IsSameMinor));
    }

    [Fact]
    public void Another_build_of_the_same_CPython_is_still_itself() =>
        Assert.Null(
            OracleChoice
                .For(
                    Runtime("cpython-3.11.2-b"),
                    [Runtime("cpython-3.11.2"), Runtime("cpython-3.11.2-b")]
                )
                .Oracle
        );
}
