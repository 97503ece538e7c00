using System.Diagnostics;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>The program Exercise, run as a process of its own.</summary>
internal static class ExerciseProgram
{
    // Built to its own folder, beside that of the tests.
    private static readonly string s_file = Path.GetFullPath(
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "Exercise",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
            "Touchstone.Exercise.dll"
        )
    );

    /// <returns>What it wrote to standard output, and its exit code.</returns>
    public static (string Output, int ExitCode) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [s_file, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output.Trim(), process.ExitCode);
    }
}
