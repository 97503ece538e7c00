using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>Holds one program's answers against the oracle's and the compiler's. It knows nothing of expectations.</summary>
internal sealed class CaseJudge(OracleAnswers oracle, OracleAnswers truth)
{
    /// <summary>The key under which outcomes are compared, where one side did not run to its end. No case can write it.</summary>
    public const string OutcomeKey = "(outcome)";

    private static readonly ImmutableArray<Agreement> MostTellingFirst =
    [
        Agreement.OnlyTargetFailed,
        Agreement.Differs,
        Agreement.OracleUnstable,
        Agreement.OracleWrong,
        Agreement.OracleFailed,
        Agreement.SameButBothDifferFromC,
        Agreement.SameByRule,
        Agreement.Same,
        Agreement.Incomparable,
    ];

    /// <summary>The verdict before any expectation is looked at.</summary>
    /// <param name="Symptom">Empty where nothing is wrong with the target.</param>
    public sealed record Finding(
        Agreement Agreement,
        ImmutableArray<string> Differences,
        string Symptom,
        ImmutableArray<ObservationVerdict> Observations
    );

    public Finding Judge(Program program, CaseResult target)
    {
        var expected = Usable(oracle.For(program));
        var compiled = Usable(truth.For(program));
        if (Stopped(target.Outcome))
        {
            return Failure(program, target, expected, compiled);
        }
        var observations = Compared(program, target, expected, compiled);
        return Summary(expected, Settled(target, expected, observations));
    }

    /// <summary>Nothing can be held against an answer that says only why there is none.</summary>
    private static CaseResult? Usable(CaseResult? result) =>
        result?.Outcome
            is null
                or Outcome.Unsupported
                or Outcome.PreconditionUnmet
                or Outcome.HarnessError
                or Outcome.NotRun
            ? null
            : result;

    private static bool Stopped(Outcome outcome) =>
        outcome is not (Outcome.Completed or Outcome.Raised);

    /// <summary>The target did not run to its end: what it answered before is judged, and the failure itself.</summary>
    private Finding Failure(
        Program program,
        CaseResult target,
        CaseResult? expected,
        CaseResult? compiled
    )
    {
        var answered = Compared(program, target, expected, compiled)
            .Where(verdict => verdict.Answer is not null)
            .ToImmutableArray();
        var isAbility = target.Outcome is Outcome.Unsupported or Outcome.PreconditionUnmet;
        var bothFailed = expected is not null && Stopped(expected.Outcome);
        // Who shows that it could be done: the oracle, or the compiler where the oracle failed too.
        var counterpart = bothFailed ? compiled ?? expected : expected ?? compiled;
        if (isAbility && counterpart is null)
        {
            return new Finding(Agreement.Incomparable, [], "", answered);
        }
        var kind = FailureKind(target.Outcome);
        var failure = new ObservationVerdict(
            OutcomeKey,
            bothFailed ? Agreement.OracleFailed : Agreement.OnlyTargetFailed,
            kind,
            Rule: null,
            OutcomeBody(target),
            expected is null ? null : OutcomeBody(expected),
            compiled is null ? null : OutcomeBody(compiled)
        );
        // A crash has a symptom even where the oracle crashes too: both failed is not agreement.
        var symptom = Symptom.Of(
            kind,
            OutcomeKey,
            counterpart is null ? null : OutcomeBody(counterpart),
            OutcomeBody(target)
        );
        return new Finding(
            failure.Agreement,
            Kinds(answered.Add(failure)),
            string.Join(Expectation.SymptomSeparator, Symptoms(answered, expected).Append(symptom)),
            answered.Add(failure)
        );
    }

    private static string FailureKind(Outcome outcome) =>
        outcome switch
        {
            Outcome.Crashed => "crash",
            Outcome.TimedOut => "hang",
            Outcome.OutOfMemory => "memory",
            _ => "unsupported",
        };

    private ImmutableArray<ObservationVerdict> Compared(
        Program program,
        CaseResult target,
        CaseResult? expected,
        CaseResult? compiled
    )
    {
        var (ours, theirs, c) = (AllBodies(target), AllBodies(expected), AllBodies(compiled));
        if (ours.ContainsKey(OutcomeKey) || theirs.ContainsKey(OutcomeKey))
        {
            // One of the two raised: both outcomes are then compared as if they were an observation.
            ours.TryAdd(OutcomeKey, AttemptBody(target));
            if (expected is { Outcome: Outcome.Completed or Outcome.Raised })
            {
                theirs.TryAdd(OutcomeKey, AttemptBody(expected));
            }
        }
        if (
            expected is null
            && target.Outcome == Outcome.Raised
            && compiled?.Outcome == Outcome.Completed
            && c.Keys.Any(key => !ours.ContainsKey(key))
        )
        {
            // C ran on where the target raised, so the exception itself is what C contradicts.
            c[OutcomeKey] = AttemptBody(compiled);
        }
        return
        [
            .. theirs
                .Keys.Union(ours.Keys)
                .Union(c.Keys)
                .Select(key =>
                    Observation(
                        program,
                        key,
                        (target, ours.GetValueOrDefault(key)),
                        (expected, theirs.GetValueOrDefault(key)),
                        (compiled, c.GetValueOrDefault(key))
                    )
                ),
        ];
    }

    private ObservationVerdict Observation(
        Program program,
        string key,
        (CaseResult Result, JsonObject? Body) target,
        (CaseResult? Result, JsonObject? Body) expected,
        (CaseResult? Result, JsonObject? Body) compiled
    )
    {
        var byTruth = compiled is ({ } c, { } said)
            ? Comparison.Of(program, key, target.Body, said, target.Result, c)
            : null;
        var byOracle =
            expected.Result is not { } oracleResult ? null
            // An oracle that stopped says nothing about what would have come after.
            : expected.Body is null && Stopped(oracleResult.Outcome) ? null
            : expected.Body is null && target.Body is null ? new Comparison.Same()
            : Comparison.Of(program, key, target.Body, expected.Body, target.Result, oracleResult);
        var (agreement, decisive) =
            IsUnstable(program, key, target.Body, expected.Body) ? (Agreement.OracleUnstable, null)
            : byOracle is null && byTruth is null
                ? (expected.Result is null ? Agreement.Incomparable : Agreement.OracleFailed, null)
            : ThreeCorners(
                byOracle,
                byTruth,
                oracleStopped: expected.Result is not null && byOracle is null
            );
        return new ObservationVerdict(
            key,
            agreement,
            (decisive as Comparison.Differs)?.Kind,
            decisive switch
            {
                Comparison.SameByRule same => string.Join(", ", same.Rules),
                Comparison.NotCompared skipped => skipped.Rule,
                _ => null,
            },
            target.Body,
            expected.Body,
            compiled.Body
        );
    }

    private static (Agreement, Comparison?) ThreeCorners(
        Comparison? byOracle,
        Comparison? byTruth,
        bool oracleStopped
    ) =>
        (byOracle, byTruth) switch
        {
            (Comparison.NotCompared, _) => (Agreement.Incomparable, byOracle),
            (null, Comparison.NotCompared) => (Agreement.Incomparable, byTruth),
            (null, { IsSame: true }) when oracleStopped => (Agreement.OracleWrong, byTruth),
            (Comparison.Differs, { IsSame: true }) => (Agreement.OracleWrong, byOracle),
            ({ IsSame: true }, Comparison.Differs) => (Agreement.SameButBothDifferFromC, byOracle),
            var (first, second) when (first ?? second) is { } decisive => (
                decisive switch
                {
                    Comparison.Same => Agreement.Same,
                    Comparison.SameByRule => Agreement.SameByRule,
                    Comparison.Differs => Agreement.Differs,
                    _ => Agreement.Incomparable,
                },
                decisive
            ),
            _ => (Agreement.Incomparable, null),
        };

    /// <summary>
    /// Whether the oracle's answer varies: between its runs, or where an alias observation found its own handles
    /// unstable. The target's own instability is a difference.
    /// </summary>
    private bool IsUnstable(
        Program program,
        string key,
        JsonObject? actual,
        JsonObject? expected
    ) =>
        (key == OutcomeKey ? oracle.IsUnstable(program) : oracle.IsUnstable(program, key))
        || (
            expected?["unstable"] is JsonArray { Count: > 0 }
            && !JsonNode.DeepEquals(actual, expected)
        );

    /// <summary>
    /// Where only one of the two raised, what the other has beyond that point follows from how the outcome itself was judged.
    /// </summary>
    private static ImmutableArray<ObservationVerdict> Settled(
        CaseResult target,
        CaseResult? expected,
        ImmutableArray<ObservationVerdict> observations
    )
    {
        if (
            observations.FirstOrDefault(verdict => verdict.Key == OutcomeKey) is not { } outcome
            || expected is null
            || target.Outcome == expected.Outcome
        )
        {
            return observations;
        }
        if (outcome is { Agreement: Agreement.SameByRule } && target.Outcome == Outcome.Raised)
        {
            return Replaced(
                observations,
                verdict => verdict.Answer is null,
                Agreement.Incomparable,
                outcome.Rule
            );
        }
        var compilerAgrees = observations.Any(verdict =>
            verdict is { Agreement: Agreement.OracleWrong, Oracle: null }
        );
        return
            compilerAgrees
            && !observations.Any(verdict =>
                verdict is { Agreement: Agreement.Differs, Truth: not null }
            )
            ? Replaced(
                Replaced(observations, v => v.Key == OutcomeKey, Agreement.OracleWrong, null),
                verdict => verdict is { Oracle: null, Truth: null },
                Agreement.OracleFailed,
                null
            )
            : observations;
    }

    private static ImmutableArray<ObservationVerdict> Replaced(
        ImmutableArray<ObservationVerdict> observations,
        Predicate<ObservationVerdict> chosen,
        Agreement agreement,
        string? rule
    ) =>
        [
            .. observations.Select(verdict =>
                chosen(verdict)
                    ? verdict with
                    {
                        Agreement = agreement,
                        Difference = null,
                        Rule = rule,
                    }
                    : verdict
            ),
        ];

    private static Finding Summary(
        CaseResult? expected,
        ImmutableArray<ObservationVerdict> observations
    )
    {
        var found = observations.Select(verdict => verdict.Agreement).ToHashSet();
        // An oracle that stopped is the case's verdict even where every answer up to there was the same.
        if (
            expected is not null
            && Stopped(expected.Outcome)
            && !found.Contains(Agreement.OracleWrong)
        )
        {
            found.Add(Agreement.OracleFailed);
        }
        var agreement = MostTellingFirst.FirstOrDefault(found.Contains, Agreement.Incomparable);
        return new Finding(
            agreement,
            Kinds(observations),
            string.Join(Expectation.SymptomSeparator, Symptoms(observations, expected)),
            observations
        );
    }

    private static ImmutableArray<string> Kinds(ImmutableArray<ObservationVerdict> observations) =>
        [
            .. observations
                .Where(verdict => verdict.Difference is not null)
                .Select(verdict => verdict.Difference!)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>One for each difference that is the target's, in the program's order.</summary>
    private static IEnumerable<string> Symptoms(
        ImmutableArray<ObservationVerdict> observations,
        CaseResult? expected
    )
    {
        // After an uncaught exception everything is missing; the exception is the symptom.
        var outcomeDiffers = observations.Any(v =>
            v.Key == OutcomeKey && v.Agreement == Agreement.Differs
        );
        return observations
            .Where(verdict =>
                verdict.Agreement == Agreement.Differs
                && !(outcomeDiffers && verdict.Difference == "missing")
            )
            .Select(verdict =>
                Symptom.Of(
                    verdict.Difference!,
                    verdict.Key,
                    expected is not null && (verdict.Oracle is not null || verdict.Truth is null)
                        ? verdict.Oracle
                        : verdict.Truth,
                    verdict.Answer
                )
            );
    }

    private static Dictionary<string, JsonObject> AllBodies(CaseResult? result)
    {
        if (result is null)
        {
            return [];
        }
        var bodies = OracleAnswers.Bodies(result);
        if (result.Outcome == Outcome.Raised)
        {
            bodies[OutcomeKey] = AttemptBody(result);
        }
        return bodies;
    }

    private static JsonObject AttemptBody(CaseResult result) =>
        result.Outcome == Outcome.Raised
            ? new JsonObject
            {
                ["kind"] = "attempt",
                ["raised"] = new JsonArray([
                    .. (result.Detail.Raised ?? []).Select(name => JsonValue.Create(name)),
                ]),
                ["at"] = result.Detail.Step,
                ["message"] = result.Detail.Message,
            }
            : new JsonObject
            {
                ["kind"] = "attempt",
                ["completed"] = new JsonObject { ["t"] = "none" },
            };

    private static JsonObject OutcomeBody(CaseResult result) =>
        new() { ["kind"] = "outcome", ["outcome"] = Words.Of(result.Outcome, result.Detail) };
}
