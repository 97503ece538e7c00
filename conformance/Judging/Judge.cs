using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>
/// Derives verdicts from results. A pure function: the same results, truth and expectations give the same verdicts,
/// whenever and wherever they are judged.
/// </summary>
public static class Judge
{
    /// <param name="target">The runtime under test.</param>
    /// <param name="oracle">The CPython it is held against, see <see cref="OracleChoice"/>; null where there is none.</param>
    /// <param name="truth">What the C compiler answers; null where it was not asked.</param>
    /// <param name="programs">Every program that the target was asked. One that it did not answer is a lost case.</param>
    public static RuntimeVerdicts Compare(
        RunResults target,
        RunResults? oracle,
        RunResults? truth,
        Expectations expectations,
        IReadOnlyList<Program> programs,
        JudgeOptions? options = null
    )
    {
        options ??= new JudgeOptions();
        var repeats = options.OracleRepeats.IsDefault ? [] : options.OracleRepeats;
        var judge = new CaseJudge(new OracleAnswers(oracle, repeats), new OracleAnswers(truth, []));
        var answers = new OracleAnswers(target, []);
        var native = new OracleAnswers(options.Native, []);
        var gate = new RuntimeGate(
            target.Runtime,
            expectations,
            isGated: options.IsNamed || expectations.Gates(target.Runtime)
        );
        var verdicts = ImmutableArray.CreateBuilder<CaseVerdict>(programs.Count);
        foreach (var program in programs)
        {
            if (
                answers.For(program)
                is not { Outcome: not (Outcome.NotRun or Outcome.HarnessError) } result
            )
            {
                verdicts.Add(gate.Lost(program, answers.For(program)));
                continue;
            }
            var finding = judge.Judge(program, result);
            if (
                target.Runtime.Emulator is not null
                && finding.Symptom.Length > 0
                && native.For(program) is { } counterpart
                && judge.Judge(program, counterpart).Symptom.Length == 0
            )
            {
                finding = finding with { Agreement = Agreement.OnlyUnderEmulation };
            }
            verdicts.Add(
                gate.Judge(program, result, Excused(program, result, target.Runtime, finding))
            );
        }
        return new RuntimeVerdicts(
            target.Runtime.Name,
            oracle?.Runtime.Name ?? truth?.Runtime.Name,
            gate.IsGated,
            verdicts.MoveToImmutable(),
            gate.Problems(options.IsPartial)
        );
    }

    /// <summary>A program that the runtime need not be able to run: newer than its language, or Python text for what is no Python.</summary>
    private static CaseJudge.Finding Excused(
        Program program,
        CaseResult result,
        RuntimeFingerprint runtime,
        CaseJudge.Finding finding
    ) =>
        result.Outcome is Outcome.Unsupported or Outcome.PreconditionUnmet
        && (
            (program.PythonBody is not null && runtime.Implementation == "touchstone")
            || IsNewerThan(program.Since, runtime.Version)
        )
            ? finding with
            {
                Agreement = Agreement.Incomparable,
                Differences = [],
                Symptom = "",
            }
            : finding;

    private static bool IsNewerThan(string? since, string version) =>
        since is not null
        && VersionRange.TryVersion(since, out var first)
        && VersionRange.TryVersion(version, out var own)
        && own < first;
}
