using Touchstone.Generation;

namespace Touchstone.Cli.Fuzz;

/// <summary>What to generate, and who answers.</summary>
/// <param name="Shape">Null draws both: four programs about structs for each about calls.</param>
/// <param name="Oracle">A CPython; null where the machine has none, and C alone judges.</param>
/// <param name="Target">The runtime under test.</param>
/// <param name="Directory">Where findings are stored, one folder each.</param>
internal sealed record FuzzRequest(
    ulong Seed,
    int Count,
    ProgramShape? Shape,
    Subject? Oracle,
    Subject Target,
    string Directory
)
{
    /// <summary>Programs that share a compilation, a fixture library and a worker. More fit into memory; none is faster.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Symptoms whose example is made smaller; the others are counted and kept as they were found.</summary>
    public int ShrunkSymptoms { get; init; } = 5;

    public ProgramShape ShapeOf(int index) =>
        Shape ?? (index % 5 == 4 ? ProgramShape.Calls : ProgramShape.Structs);
}

/// <summary>How far a run has come.</summary>
internal sealed record FuzzProgress(int Judged, int Total, int Findings);
