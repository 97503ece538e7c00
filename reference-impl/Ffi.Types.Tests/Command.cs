using System.Diagnostics;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>The compilers and interpreters of this machine, and what they print.</summary>
internal static class Command
{
    /// <returns>The path of the first of these names that the PATH has; null for none.</returns>
    public static string? Find(params ReadOnlySpan<string> names)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator
        );
        foreach (var name in names)
        {
            if (
                directories
                    .Select(directory => Path.Combine(directory, name))
                    .FirstOrDefault(File.Exists) is
                { } path
            )
            {
                return path;
            }
        }
        return null;
    }

    /// <returns>What the command wrote to its standard output. It must exit with 0.</returns>
    public static string Run(string file, string[] arguments, string? input = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(
            process.ExitCode == 0,
            $"{file} exited with {process.ExitCode}: {error.Result}"
        );
        return output.Result;
    }

    /// <returns>The path of a CPython of this minor version; null for none.</returns>
    public static string? FindPython(string version)
    {
        // pyenv's own programs come first: what it puts on the PATH are scripts, which fail for versions that are not chosen.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var versions = new DirectoryInfo(Path.Combine(home, ".pyenv", "versions"));
        var own = versions.Exists ? versions.EnumerateDirectories($"{version}.*") : [];
        return own.Select(directory => Path.Combine(directory.FullName, "bin", "python"))
                .FirstOrDefault(File.Exists)
            ?? Find($"python{version}");
    }
}
