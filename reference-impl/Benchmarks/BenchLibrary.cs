using System.ComponentModel;
using System.Diagnostics;
using Touchstone.Ffi;

namespace Touchstone.Benchmarks;

/// <summary>bench.c, compiled and loaded.</summary>
internal static class BenchLibrary
{
    /// <returns>Null where there is no compiler.</returns>
    public static Library? Compile()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "bench.c");
        var directory = Directory.CreateTempSubdirectory("bench-");
        try
        {
            var file = Path.Combine(directory.FullName, "libbench.so");
            using var compiler = Process.Start(
                "gcc",
                ["-O2", "-shared", "-fPIC", "-o", file, source]
            );
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? Library.Open(file) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
