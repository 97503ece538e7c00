using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ctypes.Tests;

/// <summary>native.c, compiled by the machine's C compiler when a test first asks.</summary>
internal static class CompiledLibrary
{
    private static readonly Lazy<string?> Compiled = new(() => Compile("native.c"));

    /// <summary>Null where there is no compiler.</summary>
    public static string? Path => Compiled.Value;

    /// <summary>A library of a C file in the tests' folder, named from there; null where there is no compiler.</summary>
    public static string? Compile(string source) =>
        Command.Find("cc") is { } compiler
            ? Command.CompileLibrary(compiler, File.ReadAllText(Source(source)))
            : null;

    private static string Source(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, name);
}
