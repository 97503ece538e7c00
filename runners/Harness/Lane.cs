using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>
/// Takes one program after another from the board and has it answered: by a worker that lives on where programs may
/// share one, by a worker of its own otherwise.
/// </summary>
internal sealed class Lane(
    RuntimeSpec spec,
    RunOptions options,
    Board board,
    CancellationToken cancellation
) : IDisposable
{
    private Worker? _plain;
    private Worker? _poisoned;

    /// <summary>The kind of worker that a program is given which asks for <paramref name="asked"/>.</summary>
    public static WorkerKind KindOf(RuntimeSpec spec, WorkerKind asked) =>
        spec.PoisonsAlways ? WorkerKind.Poisoned : asked;

    /// <param name="first">A worker that is ready already; the lane owns it from now on.</param>
    public void Work(Worker? first, bool lifetimesFirst)
    {
        if (first?.Kind is WorkerKind.Poisoned)
        {
            _poisoned = first;
        }
        else
        {
            _plain = first;
        }
        while (board.TryTake(lifetimesFirst, out var index, out var asked))
        {
            var kind = KindOf(spec, asked);
            if (Answered(board.Item(index), kind) is { } result)
            {
                board.Record(index, result);
            }
            else if (kind is WorkerKind.Poisoned && board.Unproven is { } reason)
            {
                board.Record(index, Outcome.PreconditionUnmet, reason);
            }
        }
    }

    /// <summary>Null where no worker can be had for it any more.</summary>
    private CaseResult? Answered(WorkItem item, WorkerKind kind)
    {
        if (Shared(kind) is not { } worker)
        {
            return null;
        }
        if (!worker.CanShare(item.Program))
        {
            return RunAlone(item, kind) is { } own ? Confirmed(item, kind, own) : null;
        }
        var answer = worker.Run(
            item,
            Timeout(kind),
            contained: item.Program.Isolation is not Isolation.Shared
        );
        if (answer.Usable)
        {
            board.CountAnswer();
        }
        else
        {
            Discard(kind);
            board.CountFailure(options.FailuresInARow);
        }
        return Confirmed(item, kind, answer.Result);
    }

    /// <summary>
    /// A crash, a hang or a failure of the worker is blamed on the program only if it happens again when the program is
    /// alone; otherwise its answer alone counts, and what had happened among others is told with it.
    /// </summary>
    private CaseResult? Confirmed(WorkItem item, WorkerKind kind, CaseResult seen)
    {
        if (!IsFailure(seen))
        {
            return seen;
        }
        if (RunAlone(item, kind) is not { } alone)
        {
            return null;
        }
        return IsFailure(alone)
            ? alone with
            {
                Detail = alone.Detail with { Confirmed = alone.Outcome == seen.Outcome },
            }
            : alone with
            {
                Detail = alone.Detail with
                {
                    Confirmed = false,
                    Message =
                        $"answered so when run again, alone; before: {seen.Detail.Message ?? $"{seen.Outcome}"}",
                },
            };
    }

    private static bool IsFailure(CaseResult result) =>
        result.Outcome is Outcome.Crashed or Outcome.TimedOut or Outcome.HarnessError;

    private CaseResult? RunAlone(WorkItem item, WorkerKind kind)
    {
        if (Start(kind) is not { } worker)
        {
            return null;
        }
        using (worker)
        {
            var answer = worker.Run(item, Timeout(kind), contained: true);
            if (answer.Usable)
            {
                board.CountAnswer();
            }
            return answer.Result;
        }
    }

    private TimeSpan Timeout(WorkerKind kind) =>
        kind is WorkerKind.Poisoned ? options.LifetimeTimeout : options.Timeout;

    private Worker? Shared(WorkerKind kind) =>
        kind is WorkerKind.Poisoned ? _poisoned ??= Start(kind) : _plain ??= Start(kind);

    private void Discard(WorkerKind kind)
    {
        ref var worker = ref _plain;
        if (kind is WorkerKind.Poisoned)
        {
            worker = ref _poisoned;
        }
        worker?.Dispose();
        worker = null;
    }

    /// <summary>
    /// A new worker. After a second failed start there is none: the runtime is given up, or only its lifetime programs,
    /// if the workers for those do not start or do not prove themselves.
    /// </summary>
    private Worker? Start(WorkerKind kind)
    {
        if (kind is WorkerKind.Poisoned && board.Unproven is not null)
        {
            return null;
        }
        try
        {
            return Worker.Start(spec, kind, options, cancellation);
        }
        catch (RuntimeUnavailableException)
        {
            // Once may be chance, such as a machine out of memory for a moment.
        }
        try
        {
            return Worker.Start(spec, kind, options, cancellation);
        }
        catch (RuntimeUnavailableException failure) when (kind is WorkerKind.Poisoned)
        {
            board.Disprove(failure.Message);
        }
        catch (RuntimeUnavailableException failure)
        {
            board.GiveUp(failure.Message);
        }
        return null;
    }

    public void Dispose()
    {
        _plain?.Dispose();
        _poisoned?.Dispose();
    }
}
