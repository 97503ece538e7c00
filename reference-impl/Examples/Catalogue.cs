namespace Touchstone.Examples;

/// <summary>The examples by name.</summary>
public static class Catalogue
{
    /// <summary>Each writes what it found.</summary>
    public static IReadOnlyDictionary<string, Action<TextWriter>> All { get; } =
        new Dictionary<string, Action<TextWriter>>(StringComparer.Ordinal)
        {
            ["sorting"] = Sorting.Run,
            ["variadic"] = Variadic.Run,
            ["zlib"] = Zlib.Run,
            ["sqlite"] = SqliteExample.Run,
            ["geometry"] = Geometry.Run,
        };
}
