namespace Touchstone.CTruth;

/// <param name="Fixtures">The fixture library that programs are linked with; null where none calls a fixture.</param>
/// <param name="Cache">Where answers are kept by content, <c>artifacts/cache/truth</c>; null keeps none.</param>
/// <param name="Compiler">A name or path; null takes the first found.</param>
/// <param name="ProgramsPerUnit">
/// Programs compiled, linked and run together. More cost less each and, when one does not compile, more to find it.
/// </param>
/// <param name="FixturesArePure">
/// The fixtures keep no state and nothing dangles, so programs that call them may share a process as others do.
/// </param>
public sealed record TruthOptions(
    string? Fixtures = null,
    string? Cache = null,
    string? Compiler = null,
    int ProgramsPerUnit = 64,
    bool FixturesArePure = false
);
