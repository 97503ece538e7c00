using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Reports;

/// <summary>All that a report is made of. The same input gives the same report, byte by byte.</summary>
/// <param name="Suite">What was run, in a word or two: shown beside the site's name.</param>
/// <param name="Runs">Every run, the compiler's truth (runtime <c>c</c>) among them.</param>
/// <param name="Verdicts">One for each run that was judged, in the order in which columns are shown.</param>
/// <param name="Sources">By <see cref="Program.Name"/>.</param>
public sealed record ReportInput(
    string Suite,
    DateTimeOffset Generated,
    ImmutableArray<Case> Cases,
    ImmutableArray<Feature> Features,
    ImmutableArray<RunResults> Runs,
    ImmutableArray<RuntimeVerdicts> Verdicts,
    ImmutableDictionary<string, ProgramSource> Sources,
    ImmutableArray<FixtureSource> Fixtures
);

/// <param name="StandAlone">Python that runs by itself and prints the observations: what a bug report needs.</param>
/// <param name="C">What the compiler was asked; null where C cannot express any of it.</param>
/// <param name="CReason">Why C cannot express the rest.</param>
public sealed record ProgramSource(string StandAlone, string? C, string? CReason);

/// <summary>A C file of the fixtures, from which case pages quote the functions that a case calls.</summary>
public sealed record FixtureSource(string File, string Text);
