using Touchstone.Ffi.Emit;

namespace Touchstone.Examples;

/// <summary>The examples by name.</summary>
public static class Catalogue
{
    // With this line a typed delegate is a compiled call, where nothing needs help on its way. Not under NativeAOT.
    static Catalogue() => EmittedBackend.Register();

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
