namespace Touchstone.Model;

/// <summary>A feature of ctypes that cases may name: one entry of features.yaml.</summary>
/// <param name="Slug">Its permanent name: <c>nested-struct</c>.</param>
/// <param name="Id">Its row of the catalogue: <c>E2</c>.</param>
/// <param name="Since">The oldest Python that has it; null where that is not known.</param>
/// <param name="Notes">What is shared, copied, kept alive or identical.</param>
/// <param name="Docs">A section of the ctypes documentation; null where it is not documented there.</param>
public sealed record Feature(
    string Slug,
    string Id,
    string Title,
    string Group,
    string? Since,
    string Notes,
    string? Docs
);
