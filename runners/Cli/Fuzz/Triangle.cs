using System.Collections.Immutable;
using Touchstone.CTruth;
using Touchstone.Harness;
using Touchstone.Judging;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Cli.Fuzz;

/// <summary>Judges generated programs three ways: the C compiler, a CPython, the runtime under test.</summary>
internal sealed class Triangle(Subject? oracle, Subject target)
{
    /// <summary>What the three corners say of a batch.</summary>
    /// <param name="OracleVerdicts">CPython held against C alone; null where there is no CPython.</param>
    public sealed record Judgement(
        RunResults Truth,
        RuntimeVerdicts Verdicts,
        RuntimeVerdicts? OracleVerdicts
    );

    /// <exception cref="CompilerMissingException">There is no C compiler.</exception>
    /// <exception cref="RuntimeUnavailableException">A worker does not start.</exception>
    public async Task<Judgement> JudgeAsync(
        ImmutableArray<Program> programs,
        CancellationToken cancellation
    )
    {
        var folder = Directory.CreateTempSubdirectory("touchstone-fuzz-");
        try
        {
            var library = Path.Combine(folder.FullName, "libgenerated.so");
            await FixtureLibrary.BuildAsync(
                programs.Where(program => program.Functions.Length > 0).Select(CFixtures.Write),
                library,
                cancellation: cancellation
            );
            var truth = TruthCompiler.AnswerAsync(
                [.. programs.Select(program => (program, CLowering.Lower(program)))],
                new TruthOptions(library) { ProgramsPerUnit = 250, FixturesArePure = true },
                cancellation
            );
            ImmutableArray<WorkItem> items =
            [
                .. programs.Select(program => new WorkItem(program, PythonLowering.Lower(program))),
            ];
            // The compiler uses what cores there are; one lane of each runtime fills the gaps.
            var options = new RunOptions(library) { Lanes = 1 };
            var answers = RuntimeRunner.RunAsync(
                target.Spec,
                items,
                options,
                cancellation: cancellation
            );
            var oracleAnswers = oracle is null
                ? Task.FromResult<RunResults?>(null)
                : AskedAsync(oracle, items, options, cancellation);
            await Task.WhenAll([truth, answers, (Task)oracleAnswers]);
            return Judged(programs, await truth, await answers, await oracleAnswers);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<RunResults?> AskedAsync(
        Subject subject,
        ImmutableArray<WorkItem> items,
        RunOptions options,
        CancellationToken cancellation
    ) => await RuntimeRunner.RunAsync(subject.Spec, items, options, cancellation: cancellation);

    private static Judgement Judged(
        ImmutableArray<Program> programs,
        RunResults truth,
        RunResults answers,
        RunResults? oracleAnswers
    )
    {
        var options = new JudgeOptions(IsPartial: true);
        return new Judgement(
            truth,
            Judge.Compare(answers, oracleAnswers, truth, Expectations.None, programs, options),
            oracleAnswers is null
                ? null
                : Judge.Compare(oracleAnswers, null, truth, Expectations.None, programs, options)
        );
    }
}
