using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Touchstone.Harness;

/// <summary>How a child process is to be started.</summary>
/// <param name="Executable">An absolute path; nothing is searched.</param>
/// <param name="Environment">The whole environment: nothing is inherited.</param>
/// <param name="Directory">Its working directory.</param>
internal sealed record Launch(
    string Executable,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string Directory
);

/// <summary>What came from a child while it was waited for.</summary>
internal abstract record Received
{
    private Received() { }

    /// <param name="Utf8">Without its line feed.</param>
    public sealed record Line(byte[] Utf8) : Received;

    /// <summary>The process is gone and has nothing more to say.</summary>
    public sealed record Exited(ExitStatus Status) : Received;

    /// <summary>The process lives, but has closed its channel.</summary>
    public sealed record Closed : Received;

    /// <summary>More bytes than a line may have came without a line feed.</summary>
    public sealed record TooLong : Received;

    public sealed record TimedOut : Received;
}

/// <summary>
/// A child process with a private channel: it reads lines from descriptor 3 and writes lines to descriptor 4.
/// Its stdout and stderr are captured together; its stdin is empty.
/// </summary>
/// <remarks>
/// One thread serves one child: everything that may happen (a line, output, exit, time) is awaited by one poll.
/// It is started by posix_spawn rather than <see cref="Process"/>: every descriptor of ours stays close-on-exec, and only this child is
/// given its channel's ends. Another child that is forked at the same moment can therefore not inherit them and keep the channel
/// open after its owner's death. The child leads a session of its own, so the whole tree can be killed.
/// </remarks>
internal sealed unsafe class ChildProcess : IDisposable
{
    public const int ReadDescriptor = 3;
    public const int WriteDescriptor = 4;

    /// <summary>Observations are some kilobytes; what is longer than this is not one.</summary>
    public const int LongestLine = 8 << 20;

    /// <summary>Of captured output per program; the rest is counted, not kept.</summary>
    public const int MostOutput = 64 << 10;

    // So that a child's end never has the number that another end is to be given.
    private const int LowestDescriptor = 16;
    private static readonly TimeSpan CancellationCheck = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan DyingTime = TimeSpan.FromMilliseconds(500);

    private readonly int _process;
    private readonly int _exit;
    private int _requests;
    private int _answers;
    private int _output;
    private byte[] _unsent = [];
    private int _sent;
    private readonly MemoryStream _line = new();
    private int _scanned;
    private readonly MemoryStream _captured = new();
    private long _discarded;
    private ExitStatus? _status;

    private ChildProcess(int process, int requests, int answers, int output)
    {
        (_process, _requests, _answers, _output) = (process, requests, answers, output);
        _exit = Libc.Checked((int)Libc.syscall(Libc.SYS_pidfd_open, process, 0), "pidfd_open");
    }

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static ChildProcess Start(Launch launch)
    {
        var opened = new List<int>();
        try
        {
            var (childIn, requests) = Pipe(opened);
            var (answers, childOut) = Pipe(opened);
            var (output, childOutput) = Pipe(opened);
            var process = Spawn(launch, childIn, childOut, childOutput);
            foreach (var descriptor in (int[])[requests, answers, output])
            {
                _ = Libc.Checked(Libc.fcntl(descriptor, Libc.F_SETFL, Libc.O_NONBLOCK), "fcntl");
                opened.Remove(descriptor);
            }
            return new ChildProcess(process, requests, answers, output);
        }
        finally
        {
            opened.ForEach(descriptor => _ = Libc.close(descriptor));
        }
    }

    private static (int Read, int Write) Pipe(List<int> opened)
    {
        var ends = stackalloc int[2];
        _ = Libc.Checked(Libc.pipe2(ends, Libc.O_CLOEXEC), "pipe2");
        return (Raised(ends[0], opened), Raised(ends[1], opened));
    }

    private static int Raised(int descriptor, List<int> opened)
    {
        try
        {
            var high = Libc.Checked(
                Libc.fcntl(descriptor, Libc.F_DUPFD_CLOEXEC, LowestDescriptor),
                "fcntl"
            );
            opened.Add(high);
            return high;
        }
        finally
        {
            _ = Libc.close(descriptor);
        }
    }

    private static int Spawn(Launch launch, int childIn, int childOut, int childOutput)
    {
        byte* actions = stackalloc byte[Libc.OpaqueSize];
        byte* attributes = stackalloc byte[Libc.OpaqueSize];
        byte* signals = stackalloc byte[Libc.OpaqueSize];
        using var path = new NativeText(launch.Executable);
        using var directory = new NativeText(launch.Directory);
        using var nothing = new NativeText("/dev/null");
        using var arguments = new NativeTexts([launch.Executable, .. launch.Arguments]);
        using var environment = new NativeTexts([
            .. launch.Environment.Select(variable => $"{variable.Key}={variable.Value}"),
        ]);
        Libc.CheckedStatus(Libc.posix_spawn_file_actions_init(actions), "posix_spawn");
        Libc.CheckedStatus(Libc.posix_spawnattr_init(attributes), "posix_spawn");
        try
        {
            Libc.CheckedStatus(
                Libc.posix_spawn_file_actions_addopen(actions, 0, nothing.Bytes, Libc.O_RDONLY, 0),
                "posix_spawn"
            );
            foreach (
                var (from, to) in (ReadOnlySpan<(int, int)>)
                    [
                        (childOutput, 1),
                        (childOutput, 2),
                        (childIn, ReadDescriptor),
                        (childOut, WriteDescriptor),
                    ]
            )
            {
                Libc.CheckedStatus(
                    Libc.posix_spawn_file_actions_adddup2(actions, from, to),
                    "posix_spawn"
                );
            }
            Libc.CheckedStatus(
                Libc.posix_spawn_file_actions_addchdir_np(actions, directory.Bytes),
                "posix_spawn"
            );
            // What we were ourselves given without close-on-exec goes no further.
            Libc.CheckedStatus(
                Libc.posix_spawn_file_actions_addclosefrom_np(actions, WriteDescriptor + 1),
                "posix_spawn"
            );
            // .NET ignores SIGPIPE, and an ignored signal stays ignored across exec: the child is to start as from a shell.
            _ = Libc.sigfillset(signals);
            Libc.CheckedStatus(
                Libc.posix_spawnattr_setsigdefault(attributes, signals),
                "posix_spawn"
            );
            _ = Libc.sigemptyset(signals);
            Libc.CheckedStatus(Libc.posix_spawnattr_setsigmask(attributes, signals), "posix_spawn");
            Libc.CheckedStatus(
                Libc.posix_spawnattr_setflags(
                    attributes,
                    Libc.POSIX_SPAWN_SETSIGDEF
                        | Libc.POSIX_SPAWN_SETSIGMASK
                        | Libc.POSIX_SPAWN_SETSID
                ),
                "posix_spawn"
            );
            Libc.CheckedStatus(
                Libc.posix_spawn(
                    out var process,
                    path.Bytes,
                    actions,
                    attributes,
                    arguments.Pointers,
                    environment.Pointers
                ),
                launch.Executable
            );
            return process;
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
        }
    }

    /// <summary>Queues a line; it is written while <see cref="Receive"/> waits, as far as the child reads.</summary>
    public void Send(ReadOnlySpan<byte> line)
    {
        _unsent = [.. _unsent.AsSpan(_sent), .. line, (byte)'\n'];
        _sent = 0;
        Write();
    }

    /// <summary>Waits for the next line, the child's end, or the deadline.</summary>
    /// <exception cref="OperationCanceledException" />
    public Received Receive(TimeSpan patience, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (TakeLine() is { } line)
            {
                return new Received.Line(line);
            }
            if (_line.Length > LongestLine)
            {
                return new Received.TooLong();
            }
            if (_status is { } status)
            {
                return new Received.Exited(status);
            }
            if (_answers < 0)
            {
                // A dying process closes its descriptors a moment before it counts as dead.
                return AwaitExit(DyingTime)
                    ? new Received.Exited(_status!.Value)
                    : new Received.Closed();
            }
            cancellation.ThrowIfCancellationRequested();
            var left = patience - clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                return new Received.TimedOut();
            }
            Await(left < CancellationCheck ? left : CancellationCheck);
        }
    }

    /// <summary>Waits for the child to end by itself; says whether it did.</summary>
    public bool AwaitExit(TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        while (_status is null && clock.Elapsed < patience && _line.Length <= LongestLine)
        {
            Await(patience - clock.Elapsed);
        }
        return _status is not null;
    }

    /// <summary>What it has printed since the last call.</summary>
    public string TakeOutput()
    {
        _output = Drain(_output, Capture);
        var text = Encoding.UTF8.GetString(_captured.GetBuffer(), 0, (int)_captured.Length);
        if (_discarded > 0)
        {
            text += $"[{_discarded} more bytes]";
        }
        _captured.SetLength(0);
        _discarded = 0;
        return text;
    }

    /// <summary>Ends the child and everything that it has started, at once.</summary>
    public void Kill()
    {
        if (_status is null)
        {
            _ = Libc.kill(-_process, Libc.SIGKILL);
            _ = Libc.kill(_process, Libc.SIGKILL);
            Reap();
        }
    }

    public void Dispose()
    {
        Kill();
        Close(ref _requests);
        Close(ref _answers);
        Close(ref _output);
        _ = Libc.close(_exit);
        _line.Dispose();
        _captured.Dispose();
    }

    private void Await(TimeSpan patience)
    {
        var watched = stackalloc Libc.PollDescriptor[4];
        watched[0] = new() { fd = _exit, events = Libc.POLLIN };
        watched[1] = new() { fd = _answers, events = Libc.POLLIN };
        watched[2] = new() { fd = _output, events = Libc.POLLIN };
        // A negative descriptor is left out by poll.
        watched[3] = new() { fd = _sent < _unsent.Length ? _requests : -1, events = Libc.POLLOUT };
        var milliseconds = (int)Math.Ceiling(Math.Max(patience.TotalMilliseconds, 1));
        var ready = Libc.poll(watched, 4, milliseconds);
        if (ready < 0 && Marshal.GetLastPInvokeError() != Libc.EINTR)
        {
            _ = Libc.Checked(ready, "poll");
        }
        if (ready <= 0)
        {
            return;
        }
        if (watched[2].revents != 0)
        {
            _output = Drain(_output, Capture);
        }
        if (watched[1].revents != 0 || watched[0].revents != 0)
        {
            _answers = Drain(_answers, bytes => _line.Write(bytes));
        }
        if (watched[3].revents != 0)
        {
            Write();
        }
        if (watched[0].revents != 0)
        {
            Reap();
        }
    }

    private void Write()
    {
        while (_requests >= 0 && _sent < _unsent.Length)
        {
            nint written;
            fixed (byte* bytes = &_unsent[_sent])
            {
                written = Libc.write(_requests, bytes, (nuint)(_unsent.Length - _sent));
            }
            if (written >= 0)
            {
                _sent += (int)written;
                continue;
            }
            switch (Marshal.GetLastPInvokeError())
            {
                case Libc.EINTR:
                    continue;
                case Libc.EAGAIN:
                    return;
                case Libc.EPIPE:
                    // The child no longer listens; its end or its silence tells the rest.
                    Close(ref _requests);
                    return;
                default:
                    _ = Libc.Checked(-1, "write");
                    return;
            }
        }
    }

    /// <summary>Reads what is there without waiting; returns the descriptor, or -1 once it is at its end.</summary>
    private static int Drain(int descriptor, SpanAction take)
    {
        const int Chunk = 16 << 10;
        var buffer = stackalloc byte[Chunk];
        for (var total = 0; descriptor >= 0 && total <= LongestLine; )
        {
            var count = (int)Libc.read(descriptor, buffer, Chunk);
            if (count > 0)
            {
                take(new ReadOnlySpan<byte>(buffer, count));
                total += count;
                continue;
            }
            if (count == 0)
            {
                _ = Libc.close(descriptor);
                return -1;
            }
            switch (Marshal.GetLastPInvokeError())
            {
                case Libc.EINTR:
                    continue;
                case Libc.EAGAIN:
                    return descriptor;
                default:
                    _ = Libc.Checked(-1, "read");
                    break;
            }
        }
        return descriptor;
    }

    private delegate void SpanAction(ReadOnlySpan<byte> bytes);

    private void Capture(ReadOnlySpan<byte> bytes)
    {
        var room = MostOutput - (int)_captured.Length;
        var kept = bytes[..Math.Min(room, bytes.Length)];
        _captured.Write(kept);
        _discarded += bytes.Length - kept.Length;
    }

    private byte[]? TakeLine()
    {
        var bytes = _line.GetBuffer().AsSpan(0, (int)_line.Length);
        var end = bytes[_scanned..].IndexOf((byte)'\n');
        if (end < 0)
        {
            _scanned = bytes.Length;
            return null;
        }
        end += _scanned;
        var line = bytes[..end].ToArray();
        bytes[(end + 1)..].CopyTo(bytes);
        _line.SetLength(bytes.Length - end - 1);
        _line.Position = _line.Length;
        _scanned = 0;
        return line;
    }

    /// <summary>Waits for the end of the process, which is known to be near, and for its descendants'.</summary>
    private void Reap()
    {
        Libc.siginfo_t info;
        // While the leader is a zombie its number is taken, so the group that is killed can only be its own.
        while (Libc.waitid(Libc.P_PID, _process, &info, Libc.WEXITED | Libc.WNOWAIT) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Libc.EINTR)
            {
                _ = Libc.Checked(-1, "waitid");
            }
        }
        _ = Libc.kill(-_process, Libc.SIGKILL);
        _answers = Drain(_answers, bytes => _line.Write(bytes));
        _output = Drain(_output, Capture);
        _ = Libc.waitid(Libc.P_PID, _process, &info, Libc.WEXITED);
        _status =
            info.si_code == Libc.CLD_EXITED ? new(info.si_status, null) : new(null, info.si_status);
    }

    private static void Close(ref int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.close(descriptor);
        }
        descriptor = -1;
    }

    /// <summary>Owned: a text as C wants it, freed on Dispose.</summary>
    private readonly struct NativeText(string text) : IDisposable
    {
        public byte* Bytes { get; } = (byte*)Marshal.StringToCoTaskMemUTF8(text);

        public void Dispose() => Marshal.FreeCoTaskMem((nint)Bytes);
    }

    /// <summary>Owned: texts as C's argv and envp, ended by a null pointer, freed on Dispose.</summary>
    private readonly struct NativeTexts : IDisposable
    {
        public byte** Pointers { get; }

        public NativeTexts(IReadOnlyList<string> texts)
        {
            Pointers = (byte**)
                NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
            for (var i = 0; i < texts.Count; i++)
            {
                Pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
            }
        }

        public void Dispose()
        {
            for (var at = Pointers; *at != null; at++)
            {
                Marshal.FreeCoTaskMem((nint)(*at));
            }
            NativeMemory.Free(Pointers);
        }
    }
}
