using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>How the reference is to answer.</summary>
/// <param name="Profile">Whose answers are given where CPythons differ, or where CPython and C do.</param>
/// <param name="Fixtures">The path of the fixture library.</param>
/// <param name="Witness">The file that fixtures record their calls in; null where none is kept.</param>
/// <param name="Mutant">For tests of the judge: the name of a <see cref="Mutant"/>, a reference that is wrong on purpose.</param>
public sealed record ReferenceOptions(
    CtypesProfile Profile,
    string Fixtures,
    string? Witness = null,
    string? Mutant = null
);
