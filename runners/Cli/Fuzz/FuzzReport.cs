using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Cli.Fuzz;

/// <summary>What a fuzz run found.</summary>
/// <param name="Agreements">How many programs got each verdict: the target held against the oracle and C.</param>
/// <param name="Findings">Programs on which the target is wrong, by symptom, the most frequent first.</param>
/// <param name="OracleSymptoms">How CPython itself differs from C, by symptom: shown, and nobody's failure.</param>
/// <param name="Untrue">Programs that the C compiler rejected, with its message: the generator or the lowering is wrong.</param>
internal sealed record FuzzReport(
    ulong Seed,
    int Programs,
    TimeSpan Elapsed,
    string Target,
    string? Oracle,
    ImmutableSortedDictionary<Agreement, int> Agreements,
    ImmutableArray<FuzzFinding> Findings,
    ImmutableArray<FuzzSymptom> OracleSymptoms,
    ImmutableArray<string> Untrue
)
{
    public double ProgramsPerSecond => Programs / Math.Max(Elapsed.TotalSeconds, 1e-6);

    public int ExitCode =>
        Untrue.Length > 0 ? Cli.ExitCode.Failure
        : Findings.Length > 0 ? Cli.ExitCode.NotAsExpected
        : Cli.ExitCode.AsExpected;
}

/// <param name="Count">Of all programs that show it.</param>
/// <param name="Example">The name of the first program that does.</param>
internal sealed record FuzzSymptom(string Symptom, int Count, string Example);

/// <param name="IsShrunk">Whether the stored example was made smaller; only the first symptoms' are.</param>
/// <param name="Folder">Where the example is stored.</param>
internal sealed record FuzzFinding(
    string Symptom,
    int Count,
    string Example,
    bool IsShrunk,
    string Folder
);
