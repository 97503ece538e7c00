using System.Diagnostics;
using Touchstone.Ffi;

namespace Touchstone.Exercise;

/// <summary>exercise.c, compiled and loaded.</summary>
internal static class Native
{
    private static readonly Lazy<Library> s_library = new(() => Library.Open(File));
    private static readonly Lazy<string> s_file = new(Compile);

    public static string File => s_file.Value;

    public static Library Library => s_library.Value;

    private static string Compile()
    {
        var file = Path.Combine(
            Directory.CreateTempSubdirectory("exercise-").FullName,
            "libexercise.so"
        );
        // With line numbers, and nothing moved or left out: memcheck names what it finds.
        using var compiler = Process.Start(
            "gcc",
            [
                "-g",
                "-O0",
                "-shared",
                "-fPIC",
                "-o",
                file,
                Path.Combine(AppContext.BaseDirectory, "exercise.c"),
            ]
        );
        compiler.WaitForExit();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return compiler.ExitCode == 0
            ? file
            : throw new InvalidOperationException("gcc could not compile exercise.c");
    }
}
