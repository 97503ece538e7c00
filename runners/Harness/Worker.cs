using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>What a worker is for, and so what surrounds it.</summary>
internal enum WorkerKind
{
    Plain,

    /// <summary>Freed memory is overwritten and kept from being given out again.</summary>
    Poisoned,
}

/// <param name="Usable">Whether the worker that answered may be asked again.</param>
internal sealed record Answer(CaseResult Result, bool Usable);

/// <summary>One worker process: asked one program at a time, never trusted, and not used again once it has failed.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly RuntimeSpec _spec;
    private readonly ChildProcess _process;
    private readonly WitnessFile _witness;
    private readonly string _directory;
    private readonly CancellationToken _cancellation;
    private int _epoch;

    private Worker(
        RuntimeSpec spec,
        WorkerKind kind,
        RunOptions options,
        CancellationToken cancellation
    )
    {
        (_spec, Kind, _cancellation) = (spec, kind, cancellation);
        _directory = Directory.CreateTempSubdirectory("touchstone-").FullName;
        _witness = new WitnessFile(Path.Combine(_directory, "witness"));
        try
        {
            _process = ChildProcess.Start(
                new Launch(
                    spec.Executable,
                    [
                        .. spec.Arguments,
                        "--in",
                        $"{ChildProcess.ReadDescriptor}",
                        "--out",
                        $"{ChildProcess.WriteDescriptor}",
                    ],
                    WorkerEnvironment.Of(spec, kind, options, _directory, _witness.Path),
                    _directory
                )
            );
        }
        catch (Win32Exception error)
        {
            Clear();
            throw new RuntimeUnavailableException(
                $"{spec.Name} cannot be started: {error.Message}"
            );
        }
        try
        {
            Ready = Greet(options);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public WorkerKind Kind { get; }

    /// <summary>What the worker said of itself.</summary>
    public Ready Ready { get; }

    private bool Forks => Ready.Runtime.Abilities.Contains("fork", StringComparer.Ordinal);

    /// <exception cref="RuntimeUnavailableException">
    /// It does not start, says nothing that makes sense, or shall show lifetimes and does not see what is known to dangle.
    /// </exception>
    /// <exception cref="OperationCanceledException" />
    public static Worker Start(
        RuntimeSpec spec,
        WorkerKind kind,
        RunOptions options,
        CancellationToken cancellation
    ) => new(spec, kind, options, cancellation);

    /// <summary>Whether this worker may run <paramref name="program"/> between others.</summary>
    public bool CanShare(Program program) =>
        _spec.HasSessions
        || program.Isolation switch
        {
            Isolation.Shared => true,
            Isolation.Fork => Forks,
            Isolation.Process => false,
            _ => throw new UnreachableException($"no rule for isolation {program.Isolation}"),
        };

    /// <summary>Runs one program. Whatever the worker does, the answer is about this program and comes in time.</summary>
    /// <param name="contained">
    /// In a forked child, if the worker can: it then tells each observation at once, and survives a crash to tell its step.
    /// </param>
    /// <exception cref="OperationCanceledException" />
    public Answer Run(WorkItem item, TimeSpan timeout, bool contained)
    {
        _witness.Reset();
        _ = _process.TakeOutput();
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var request = new Run(
            key,
            ++_epoch,
            Takes("program") ? item.Program : null,
            Takes("python") ? item.Python?.Python : null,
            contained && Forks ? Isolation.Fork : Isolation.Shared
        );
        _process.Send(Messages.Write(request));
        return new Conversation(this, item.Program, key).Listen(timeout * _spec.TimeoutFactor);
    }

    private bool Takes(string form) => Ready.Takes.Contains(form, StringComparer.Ordinal);

    /// <summary>Says goodbye and waits a moment; a worker that does not go is ended.</summary>
    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Send(Messages.Write(new Bye()));
            _ = _process.AwaitExit(Farewell);
            _process.Dispose();
        }
        Clear();
    }

    /// <summary>Ends the worker without a word: it has failed, or it hangs.</summary>
    private void Kill() => _process.Kill();

    private void Clear()
    {
        _witness.Dispose();
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (IOException)
        {
            // A descendant that escaped may still be writing there; the folder is in the temporary folder either way.
        }
    }

    private Ready Greet(RunOptions options)
    {
        _process.Send(
            Messages.Write(
                new Hello(
                    Messages.Version,
                    options.Fixtures,
                    _witness.Path,
                    Kind is WorkerKind.Poisoned
                )
            )
        );
        var received = _process.Receive(options.StartTimeout * _spec.TimeoutFactor, _cancellation);
        var (ready, problem) = received switch
        {
            Received.Line line => ReadReady(line.Utf8),
            Received.Exited exited => (null, $"it {exited.Status}"),
            Received.TimedOut => (null, "it said nothing in time"),
            Received.Closed => (null, "it closed its channel"),
            Received.TooLong => (null, "it sent a line without end"),
            _ => throw new UnreachableException(),
        };
        if (ready is not null)
        {
            return ready;
        }
        Kill();
        var output = _process.TakeOutput().Trim();
        throw new RuntimeUnavailableException(
            $"the worker of {_spec.Name} did not become ready with {options.Fixtures}: {problem}"
                + (output.Length == 0 ? "" : $"; it printed: {output}")
        );
    }

    private (Ready? Ready, string? Problem) ReadReady(byte[] line)
    {
        try
        {
            return Messages.Read(line) switch
            {
                Ready { Protocol: not Messages.Version } ready => (
                    null,
                    $"it speaks protocol {ready.Protocol}, not {Messages.Version}"
                ),
                Ready { Problem: { } problem } => (null, problem),
                Ready { Runtime: null } => (null, "its ready lacks the runtime"),
                Ready { Control.Holds: false } ready => (null, NoProof(ready.Control)),
                Ready { Control: null } when Kind is WorkerKind.Poisoned => (
                    null,
                    "it has no positive control for lifetimes"
                ),
                Ready { Takes.IsDefaultOrEmpty: true } => (null, "its ready lacks what it takes"),
                Ready ready => (ready, null),
                _ => (null, $"it sent {Excerpt(line)} where ready was due"),
            };
        }
        catch (JsonException error)
        {
            return (null, $"it sent {Excerpt(line)}: {error.Message}");
        }
    }

    private static string NoProof(Control control) =>
        "its positive control did not hold: what dangles was seen as "
        + $"{control.Dangling ?? "nothing"}, what is kept as {control.Kept ?? "nothing"}";

    private static string Excerpt(byte[] line)
    {
        const int Most = 200;
        var text = Encoding.UTF8.GetString(line.AsSpan(0, Math.Min(line.Length, Most)));
        return JsonSerializer.Serialize(line.Length > Most ? text + "…" : text);
    }

    /// <summary>The exchange about one program, from <c>run</c> to <c>end</c> or to the worker's undoing.</summary>
    private sealed class Conversation(Worker worker, Program program, string key)
    {
        private readonly ImmutableArray<Observation>.Builder _observations =
            ImmutableArray.CreateBuilder<Observation>();
        private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private bool _began;

        public Answer Listen(TimeSpan timeout)
        {
            while (true)
            {
                var left = timeout - _clock.Elapsed;
                var received = worker._process.Receive(
                    left > TimeSpan.Zero ? left : TimeSpan.Zero,
                    worker._cancellation
                );
                switch (received)
                {
                    case Received.Line line:
                        if (Take(line.Utf8) is { } answer)
                        {
                            return answer;
                        }
                        break;
                    case Received.TimedOut:
                        return Lost(
                            Outcome.TimedOut,
                            $"no end within {timeout.TotalSeconds:0.#} s"
                        );
                    case Received.Exited { Status.SignalName: { } signal }:
                        return Lost(Outcome.Crashed, $"the worker was ended by {signal}", signal);
                    case Received.Exited exited:
                        return Lost(
                            Outcome.HarnessError,
                            $"the worker {exited.Status} without an end"
                        );
                    case Received.Closed:
                        return Lost(Outcome.HarnessError, "the worker closed its channel");
                    case Received.TooLong:
                        return Lost(Outcome.HarnessError, "the worker sent a line without end");
                    default:
                        throw new UnreachableException();
                }
            }
        }

        /// <summary>Takes one message; null while the conversation goes on.</summary>
        private Answer? Take(byte[] line)
        {
            FromWorker message;
            try
            {
                message = Messages.Read(line);
            }
            catch (JsonException error)
            {
                return Lost(
                    Outcome.HarnessError,
                    $"the worker sent {Excerpt(line)}: {error.Message}"
                );
            }
            return message switch
            {
                AboutRequest about when !string.Equals(about.Key, key, StringComparison.Ordinal) =>
                    Lost(
                        Outcome.HarnessError,
                        $"the worker spoke of another request: {Excerpt(line)}"
                    ),
                Begin when !_began => TakeBegin(),
                Observed observed when _began && observed is { Name: not null, Body: not null } =>
                    TakeObservation(observed),
                End end when _began || end.Outcome is not (Outcome.Completed or Outcome.Raised) =>
                    new Answer(Result(end), Usable: true),
                _ => Lost(Outcome.HarnessError, $"the worker sent {Excerpt(line)} out of turn"),
            };
        }

        private Answer? TakeBegin()
        {
            _began = true;
            return null;
        }

        private Answer? TakeObservation(Observed observed)
        {
            if (!_keys.Add(observed.Name))
            {
                return Lost(
                    Outcome.HarnessError,
                    $"the worker observed {observed.Name} twice under one key"
                );
            }
            _observations.Add(new Observation(observed.Step, observed.Name, observed.Body));
            return null;
        }

        private CaseResult Result(End end)
        {
            var detail = end.Detail ?? new OutcomeDetail();
            if (end.Outcome is Outcome.Crashed)
            {
                detail = detail with
                {
                    Step = detail.Step ?? worker._witness.Step,
                    Witness = detail.Witness ?? worker._witness.Text,
                };
            }
            return Result(end.Outcome, detail, end.Output ?? "", end.Microseconds);
        }

        /// <summary>The worker failed: it is ended, and what it and C had said until then is the evidence.</summary>
        private Answer Lost(Outcome outcome, string message, string? signal = null)
        {
            worker.Kill();
            var detail = new OutcomeDetail(
                Step: worker._witness.Step,
                Signal: signal,
                Message: _began ? message : $"{message}, before it had begun",
                Witness: worker._witness.Text
            );
            var output = worker._process.TakeOutput();
            return new Answer(
                Result(outcome, detail, output, _clock.Elapsed.TotalMicroseconds),
                Usable: false
            );
        }

        private CaseResult Result(
            Outcome outcome,
            OutcomeDetail detail,
            string output,
            double microseconds
        ) =>
            new(
                program.Name,
                program.Revision,
                outcome,
                detail,
                _observations.DrainToImmutable(),
                output,
                microseconds
            );
    }
}
