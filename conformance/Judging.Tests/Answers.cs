using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Judging.Tests;

/// <summary>Makes programs, results and runtimes for tests, with as little text as the test is about.</summary>
internal static class Answers
{
    public static Program Program(
        string id = "a/case",
        string? pythonBody = null,
        string? since = null,
        string? undefined = null,
        params Step[] steps
    ) =>
        new(
            id,
            "",
            "r1",
            since,
            [],
            Isolation.Shared,
            [],
            [],
            [.. steps],
            pythonBody,
            undefined is null
                ? ImmutableSortedDictionary<string, string>.Empty
                : ImmutableSortedDictionary<string, string>.Empty.Add(undefined, "C does not say")
        );

    public static Observation Observation(string key, string body, int step = 0) =>
        new(step, key, (JsonObject)JsonNode.Parse(body)!);

    public static Observation Integer(string key, long value) =>
        Observation(key, $$$"""{"kind":"value","value":{"t":"int","v":"{{{value}}}"}}""");

    public static CaseResult Completed(params Observation[] observations) =>
        Result(Outcome.Completed, new OutcomeDetail(), observations);

    public static CaseResult Raised(string exception, params Observation[] observations) =>
        Result(Outcome.Raised, new OutcomeDetail(Step: 2, Raised: [exception]), observations);

    public static CaseResult Crashed(params Observation[] observations) =>
        Result(Outcome.Crashed, new OutcomeDetail(Step: 2, Signal: "SIGSEGV"), observations);

    public static CaseResult Stopped(Outcome outcome) => Result(outcome, new OutcomeDetail(), []);

    public static CaseResult Result(
        Outcome outcome,
        OutcomeDetail detail,
        Observation[] observations,
        string program = "a/case"
    ) => new(program, "r1", outcome, detail, [.. observations], "", 1.0);

    public static RuntimeFingerprint Runtime(
        string name,
        string implementation = "cpython",
        string version = "3.11.2",
        string? emulator = null,
        string system = "Linux",
        string dataModel = "LP64"
    ) =>
        new(
            name,
            implementation,
            version,
            "",
            "",
            system,
            "x86_64",
            emulator,
            "glibc 2.36",
            dataModel,
            ByteOrder.Little,
            []
        );

    public static RunResults Run(RuntimeFingerprint runtime, params CaseResult[] results) =>
        new(runtime, "suite", "fixtures", DateTimeOffset.UnixEpoch, [.. results], true, null);

    public static RunResults Run(params CaseResult[] results) =>
        Run(Runtime("reference-3.11", "touchstone"), results);

    public static RunResults Oracle(params CaseResult[] results) =>
        Run(Runtime("cpython-3.11"), results);

    public static RunResults Truth(params CaseResult[] results) =>
        Run(Runtime("c", "c", ""), results);

    /// <summary>The verdict on one program of one gated runtime.</summary>
    public static CaseVerdict Judged(
        CaseResult target,
        CaseResult? oracle,
        CaseResult? truth = null,
        Program? program = null,
        Expectations? expectations = null
    ) =>
        Assert.Single(
            Judge
                .Compare(
                    Run(target),
                    oracle is null ? null : Oracle(oracle),
                    truth is null ? null : Truth(truth),
                    expectations ?? Expectations.None,
                    [program ?? Program()],
                    new JudgeOptions(IsNamed: true)
                )
                .Verdicts
        );
}
