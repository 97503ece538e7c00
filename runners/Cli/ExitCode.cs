using Touchstone.Judging;

namespace Touchstone.Cli;

/// <summary>What the process tells the one who started it.</summary>
internal static class ExitCode
{
    public const int AsExpected = Gate.AsExpected;
    public const int NotAsExpected = Gate.NotAsExpected;

    /// <summary>Usage or configuration: a malformed case, an unknown feature, an unknown runtime.</summary>
    public const int Usage = 2;

    /// <summary>The harness or a runtime failed: no compiler, a libpython that is none, a fixture that does not load.</summary>
    public const int Failure = Gate.HarnessFailed;
    public const int Incomplete = Gate.Incomplete;
}

/// <summary>What the user asked for cannot be done; the message is one sentence for stderr.</summary>
/// <param name="code">One of <see cref="ExitCode"/>.</param>
internal sealed class Refusal(int code, string message) : Exception(message)
{
    public int Code => code;
}
