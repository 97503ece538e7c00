using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>Runs programs on one runtime, in as many worker processes as it takes.</summary>
public static class RuntimeRunner
{
    /// <summary>
    /// Asks every program of the runtime. A crash or hang costs the program that caused it; the others go on in a new worker.
    /// A runtime that only fails is given up: the result is then not complete and says why.
    /// </summary>
    /// <param name="progress">Told after each program, from several threads.</param>
    /// <returns>One result for each item, in the items' order.</returns>
    /// <exception cref="RuntimeUnavailableException">Not even the first worker became ready.</exception>
    /// <exception cref="IOException">The fixture library cannot be read.</exception>
    /// <exception cref="OperationCanceledException" />
    public static async Task<RunResults> RunAsync(
        RuntimeSpec spec,
        IReadOnlyList<WorkItem> items,
        RunOptions options,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var started = DateTimeOffset.UtcNow;
        var suite = Suite.HashOf(items.Select(item => item.Program));
        var fixtures = Suite.HashOfFile(options.Fixtures);
        var (first, fingerprint) = await Task.Factory.StartNew(
            () => Meet(spec, options, cancellation),
            cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var board = new Board(spec.Name, items, progress);
        foreach (var (item, index) in items.Select((item, index) => (item, index)))
        {
            if (Support.Lacking(item.Program, fingerprint) is { } reason)
            {
                board.Record(index, Outcome.Unsupported, reason);
            }
            else
            {
                board.Queue(index);
            }
        }
        var crews = Enumerable
            .Range(0, Math.Max(options.Lanes, 1))
            .Select(number =>
                Task.Factory.StartNew(
                    () =>
                    {
                        using var lane = new Lane(spec, options, board, cancellation);
                        lane.Work(number == 0 ? first : null, lifetimesFirst: number % 2 == 1);
                    },
                    cancellation,
                    // Each lane waits for its workers in poll: it needs a thread of its own.
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            );
        await Task.WhenAll(crews);
        return new RunResults(
            fingerprint,
            suite,
            fixtures,
            started,
            board.Results(),
            Complete: board.GivenUp is null,
            board.GivenUp
        );
    }

    private static (Worker Worker, RuntimeFingerprint Fingerprint) Meet(
        RuntimeSpec spec,
        RunOptions options,
        CancellationToken cancellation
    )
    {
        var worker = Worker.Start(spec, Lane.KindOf(spec, WorkerKind.Plain), options, cancellation);
        var said = worker.Ready.Runtime;
        return (
            worker,
            said with
            {
                Name = spec.Name,
                Path = string.IsNullOrEmpty(said.Path) ? spec.Executable : said.Path,
                Abilities = said.Abilities.IsDefault ? [] : said.Abilities,
            }
        );
    }
}

/// <summary>What a program asks of a runtime before it is sent there.</summary>
internal static class Support
{
    /// <summary>Why the runtime cannot be asked this program; null where it can.</summary>
    public static string? Lacking(Program program, RuntimeFingerprint runtime)
    {
        if (program.Since is { } since && IsOlder(runtime.Version, since))
        {
            return $"needs Python {since}, and this is {runtime.Version}";
        }
        var missing = program
            .Needs.Where(need => !runtime.Abilities.Contains(need, StringComparer.Ordinal))
            .ToList();
        return missing.Count == 0 ? null : $"needs {string.Join(", ", missing)}";
    }

    /// <summary>A runtime that follows no version, such as the native reference, is older than none.</summary>
    private static bool IsOlder(string version, string since) =>
        Version.TryParse(version, out var own)
        && Version.TryParse(since, out var first)
        && own < first;
}
