using System.Collections.Concurrent;
using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>What is still to be run and what was answered, shared by the lanes of one runtime.</summary>
internal sealed class Board(
    string runtime,
    IReadOnlyList<WorkItem> items,
    IProgress<RunProgress>? progress
)
{
    private readonly CaseResult?[] _results = new CaseResult?[items.Count];
    private readonly ConcurrentQueue<int> _plain = new();
    private readonly ConcurrentQueue<int> _lifetimes = new();
    private int _done;
    private int _failuresInARow;
    private string? _givenUp;
    private string? _unproven;

    /// <summary>Why the runtime was given up; null while it is not.</summary>
    public string? GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>Why no worker can tell kept from dangling here; null while one may.</summary>
    public string? Unproven => Volatile.Read(ref _unproven);

    public WorkItem Item(int index) => items[index];

    public void Queue(int index) =>
        (items[index].Program.AsksForLifetimes ? _lifetimes : _plain).Enqueue(index);

    /// <summary>The next program; each lane prefers another kind, so that both need not start both kinds of worker.</summary>
    public bool TryTake(bool lifetimesFirst, out int index, out WorkerKind kind)
    {
        index = -1;
        kind = lifetimesFirst ? WorkerKind.Poisoned : WorkerKind.Plain;
        if (GivenUp is not null)
        {
            return false;
        }
        var (preferred, other) = lifetimesFirst ? (_lifetimes, _plain) : (_plain, _lifetimes);
        if (preferred.TryDequeue(out index))
        {
            return true;
        }
        kind = lifetimesFirst ? WorkerKind.Plain : WorkerKind.Poisoned;
        return other.TryDequeue(out index);
    }

    public void Record(int index, CaseResult result)
    {
        _results[index] = result;
        progress?.Report(
            new RunProgress(runtime, Interlocked.Increment(ref _done), items.Count, result)
        );
    }

    public void Record(int index, Outcome outcome, string message) =>
        Record(index, CaseResult.Unanswered(items[index].Program, outcome, message));

    /// <summary>A worker answered and lives: the runtime is not hopeless.</summary>
    public void CountAnswer() => Interlocked.Exchange(ref _failuresInARow, 0);

    /// <summary>A worker was lost; too many in a row end the run of this runtime.</summary>
    public void CountFailure(int most)
    {
        if (Interlocked.Increment(ref _failuresInARow) >= most)
        {
            GiveUp($"given up after {most} failures in a row");
        }
    }

    public void GiveUp(string reason) => Interlocked.CompareExchange(ref _givenUp, reason, null);

    public void Disprove(string reason) => Interlocked.CompareExchange(ref _unproven, reason, null);

    public ImmutableArray<CaseResult> Results() =>
        [
            .. _results.Select(
                (result, index) =>
                    result
                    ?? CaseResult.Unanswered(
                        items[index].Program,
                        Outcome.NotRun,
                        GivenUp ?? "never reached"
                    )
            ),
        ];
}
