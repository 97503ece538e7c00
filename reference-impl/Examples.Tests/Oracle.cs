using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Touchstone.Examples.Tests;

/// <summary>The same example in C or Python, run as a program of its own.</summary>
internal static class Oracle
{
    /// <returns>The lines it prints.</returns>
    public static string[] Ask(string file)
    {
        var source = Path.Combine(Folder(), "oracles", file);
        if (file.EndsWith(".py", StringComparison.Ordinal))
            return Run("python3", source);
        var program = Path.Combine(Directory.CreateTempSubdirectory("oracle-").FullName, "oracle");
        Run("cc", "-O1", "-o", program, source, "-lm");
        return Run(program);
    }

    public static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private static string[] Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    StandardOutputEncoding = System.Text.Encoding.UTF8,
                }
            )!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not on this machine");
            throw;
        }
    }
}
