using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes.Tests;

/// <summary>native.c, compiled by the machine's C compiler when a test first asks.</summary>
internal static class CompiledLibrary
{
    private static readonly Lazy<string?> Compiled = new(() => Compile("native.c"));

    /// <summary>Null where there is no compiler.</summary>
    public static string? Path => Compiled.Value;

    /// <summary>A library of a C file in the tests' folder, named from there; null where there is no compiler.</summary>
    public static string? Compile(string source)
    {
        var directory = Directory.CreateTempSubdirectory("ctypes-tests-").FullName;
        var library = System.IO.Path.Combine(
            directory,
            System.IO.Path.GetFileNameWithoutExtension(source) + ".so"
        );
        var start = new ProcessStartInfo("cc")
        {
            ArgumentList = { "-shared", "-fPIC", "-O1", "-o", library, Source(source) },
            UseShellExecute = false,
        };
        try
        {
            using var compiler = Process.Start(start)!;
            compiler.WaitForExit();
            return compiler.ExitCode == 0
                ? library
                : throw new InvalidOperationException($"{source} does not compile");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Source(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, name);
}
