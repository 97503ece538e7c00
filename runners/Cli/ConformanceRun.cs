using System.Collections.Concurrent;
using System.Collections.Immutable;
using Touchstone.CTruth;
using Touchstone.Harness;
using Touchstone.Judging;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Cli;

/// <summary>What is to be run, and on what.</summary>
/// <param name="Cases">With those of their programs that are meant.</param>
/// <param name="IsPartial">Only some of the catalogue's cases are meant.</param>
/// <param name="Subjects">The runtimes to be judged.</param>
/// <param name="Available">All runtimes of the machine: the oracles are chosen from these.</param>
/// <param name="Cache">Where C's answers are kept; null keeps none.</param>
internal sealed record RunRequest(
    ImmutableArray<Case> Cases,
    bool IsPartial,
    ImmutableArray<Subject> Subjects,
    ImmutableArray<Subject> Available,
    Expectations Expectations,
    RunOptions Options,
    string? Cache
);

/// <summary>What a run found.</summary>
/// <param name="Runs">Each runtime's answers, oracles that were not asked for and C's truth among them.</param>
/// <param name="Verdicts">In the order of the request's runtimes.</param>
/// <param name="Failures">Runtimes that could not be run at all, and why.</param>
internal sealed record RunReport(
    ImmutableArray<RunResults> Runs,
    ImmutableArray<RuntimeVerdicts> Verdicts,
    ImmutableArray<(string Runtime, string Reason)> Failures,
    ImmutableDictionary<string, LoweredC> Truth
)
{
    public bool IsComplete => Runs.All(run => run.Complete);

    public int ExitCode =>
        Failures.IsEmpty ? Gate.ExitCode(Verdicts, IsComplete) : Cli.ExitCode.Failure;
}

/// <summary>
/// The main job: every program is asked of every runtime and of C, the answers are held against each other, and the
/// verdicts against what is expected.
/// </summary>
internal sealed class ConformanceRun(RunRequest request, IProgress<RunProgress>? progress)
{
    private readonly ImmutableArray<Program> _programs =
    [
        .. request.Cases.SelectMany(entry => entry.Programs),
    ];

    /// <exception cref="CompilerMissingException">There is no C compiler.</exception>
    /// <exception cref="IOException">The fixture library cannot be read.</exception>
    /// <exception cref="OperationCanceledException" />
    public async Task<RunReport> ExecuteAsync(CancellationToken cancellation)
    {
        var lowered = _programs.ToImmutableDictionary(
            program => program.Name,
            CLowering.Lower,
            StringComparer.Ordinal
        );
        var truth = await TruthCompiler.AnswerAsync(
            [.. _programs.Select(program => (program, lowered[program.Name]))],
            new TruthOptions(request.Options.Fixtures, request.Cache),
            cancellation
        );
        var items = _programs.Select(program => new WorkItem(
            program,
            PythonLowering.Lower(program)
        ));
        var (runs, failures) = await AskAllAsync([.. items], cancellation);
        var verdicts = request
            .Subjects.Where(subject => runs.ContainsKey(subject.Name))
            .Select(subject => Judged(subject, runs, truth));
        return new RunReport(
            [
                .. request
                    .Available.Select(subject => runs.GetValueOrDefault(subject.Name))
                    .OfType<RunResults>(),
                truth,
            ],
            [.. verdicts],
            failures,
            lowered
        );
    }

    /// <summary>
    /// Runs as many runtimes side by side as there are cores, each with one worker at a time: that starts the fewest
    /// processes. A machine with more cores than runtimes gives each more lanes.
    /// </summary>
    private async Task<(
        ConcurrentDictionary<string, RunResults> Runs,
        ImmutableArray<(string, string)> Failures
    )> AskAllAsync(ImmutableArray<WorkItem> items, CancellationToken cancellation)
    {
        var runs = new ConcurrentDictionary<string, RunResults>(StringComparer.Ordinal);
        var failures = new ConcurrentBag<(string Runtime, string Reason)>();
        // Pythons first: they wait for programs that hang, while others can work.
        var subjects = request
            .Subjects.Concat(Oracles())
            .Distinct()
            .OrderBy(subject => subject.IsOurs)
            .ToList();
        var cores = Environment.ProcessorCount;
        var options = request.Options with { Lanes = Math.Max(1, cores / subjects.Count) };
        await Parallel.ForEachAsync(
            subjects,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = cores,
                CancellationToken = cancellation,
            },
            async (subject, token) =>
            {
                try
                {
                    runs[subject.Name] = await RuntimeRunner.RunAsync(
                        subject.Spec,
                        [.. items.Where(item => subject.IsAsked(item.Program))],
                        options,
                        progress,
                        token
                    );
                }
                catch (RuntimeUnavailableException failure)
                {
                    failures.Add((subject.Name, failure.Message));
                }
            }
        );
        return (runs, [.. failures.OrderBy(failure => failure.Runtime, StringComparer.Ordinal)]);
    }

    /// <summary>The CPythons that the runtimes are held against, whether or not the user asked to see them.</summary>
    private IEnumerable<Subject> Oracles() =>
        request
            .Subjects.Select(subject => subject.OracleAmong(request.Available))
            .OfType<Subject>();

    private RuntimeVerdicts Judged(
        Subject subject,
        ConcurrentDictionary<string, RunResults> runs,
        RunResults truth
    )
    {
        var oracle = subject.OracleAmong([
            .. request.Available.Where(candidate => runs.ContainsKey(candidate.Name)),
        ]);
        return Judge.Compare(
            runs[subject.Name],
            oracle is null ? null : runs[oracle.Name],
            truth,
            request.Expectations,
            [.. _programs.Where(subject.IsAsked)],
            new JudgeOptions(IsNamed: subject.IsOurs, IsPartial: request.IsPartial)
        );
    }
}
