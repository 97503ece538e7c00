using System.ComponentModel;
using System.Diagnostics;
using Touchstone.Ffi;

namespace Touchstone.Benchmarks;

/// <summary>bench.c, compiled and loaded.</summary>
internal static class BenchLibrary
{
    private static readonly TemporaryDirectory s_directory = new();

    /// <summary>For peers that load it in a process of their own.</summary>
    public static string File { get; } = Path.Combine(s_directory.Path, "libbench.so");

    /// <returns>Null where there is no compiler.</returns>
    public static Library? Compile()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => s_directory.Dispose();
        var source = Path.Combine(AppContext.BaseDirectory, "bench.c");
        try
        {
            using var compiler = Process.Start(
                "gcc",
                ["-O2", "-shared", "-fPIC", "-o", File, source]
            );
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? Library.Open(File) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
