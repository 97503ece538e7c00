using System.Globalization;
using System.Runtime.InteropServices;

namespace Touchstone.Harness;

/// <summary>How a process ended: with an exit code or by a signal, never both.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExitStatus(int? Code, int? Signal)
{
    // The numbers are Linux's on x86, Arm, RISC-V, POWER and s390.
    private static readonly string[] SignalNames =
    [
        "0",
        "SIGHUP",
        "SIGINT",
        "SIGQUIT",
        "SIGILL",
        "SIGTRAP",
        "SIGABRT",
        "SIGBUS",
        "SIGFPE",
        "SIGKILL",
        "SIGUSR1",
        "SIGSEGV",
        "SIGUSR2",
        "SIGPIPE",
        "SIGALRM",
        "SIGTERM",
        "SIGSTKFLT",
        "SIGCHLD",
        "SIGCONT",
        "SIGSTOP",
        "SIGTSTP",
        "SIGTTIN",
        "SIGTTOU",
        "SIGURG",
        "SIGXCPU",
        "SIGXFSZ",
        "SIGVTALRM",
        "SIGPROF",
        "SIGWINCH",
        "SIGIO",
        "SIGPWR",
        "SIGSYS",
    ];

    /// <summary><c>SIGSEGV</c>; null after an ordinary exit.</summary>
    public string? SignalName =>
        Signal is not { } number ? null
        : number < SignalNames.Length ? SignalNames[number]
        : number.ToString(CultureInfo.InvariantCulture);

    public override string ToString() =>
        SignalName is { } signal ? $"was ended by {signal}" : $"ended with exit status {Code}";
}
