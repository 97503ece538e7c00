using System.Collections.Concurrent;
using Spectre.Console;
using Touchstone.Harness;

namespace Touchstone.Cli;

/// <summary>Shows a run as it goes: a bar for each runtime on a terminal, nothing in a pipe.</summary>
internal static class RunProgressView
{
    public static Task<RunReport> WatchAsync(
        RunRequest request,
        Func<IProgress<RunProgress>?, Task<RunReport>> run
    ) =>
        Terminal.IsWatched
            ? Terminal
                .Error.Progress()
                .AutoClear(true)
                .HideCompleted(request.Subjects.Length > 8)
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new RemainingTimeColumn()
                )
                .StartAsync(context => run(new Bars(context)))
            : run(null);

    /// <summary>Reports come from several threads, in no order.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<RunProgress>
    {
        private readonly ConcurrentDictionary<string, ProgressTask> _bars = new(
            StringComparer.Ordinal
        );

        public void Report(RunProgress value) =>
            _bars
                .GetOrAdd(
                    value.Runtime,
                    name => context.AddTask(Markup.Escape(name), maxValue: value.Total)
                )
                .Value(value.Done);
    }
}
