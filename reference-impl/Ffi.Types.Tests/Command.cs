using System.Diagnostics;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>The compilers and interpreters of this machine, and what they print.</summary>
internal static class Command
{
    /// <summary>Names that Debian and others give clang.</summary>
    public static readonly string[] Clangs =
    [
        "clang",
        "clang-14",
        "clang-15",
        "clang-16",
        "clang-17",
        "clang-18",
        "clang-19",
    ];

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
        var (exitCode, output, error) = Start(file, arguments, input);
        Assert.True(exitCode == 0, $"{file} exited with {exitCode}: {error}");
        return output;
    }

    /// <returns>The exit code, whatever it is, and what was written to the standard error.</returns>
    public static (int ExitCode, string Error) Try(string file, string[] arguments, string input)
    {
        var (exitCode, _, error) = Start(file, arguments, input);
        return (exitCode, error);
    }

    private static (int ExitCode, string Output, string Error) Start(
        string file,
        string[] arguments,
        string? input
    )
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
        return (process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Makes a shared library of C text.</summary>
    /// <returns>Its path, in a folder that goes with this process.</returns>
    public static string CompileLibrary(string compiler, string source)
    {
        var directory = Directory.CreateTempSubdirectory("touchstone-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            Directory.Delete(directory, recursive: true);
        var library = Path.Combine(directory, "libfixture.so");
        string[] options = ["-std=gnu11", "-w", "-O1", "-shared", "-fPIC", "-pthread"];
        Run(compiler, [.. options, "-o", library, "-x", "c", "-"], source);
        return library;
    }

    /// <param name="version">Such as <c>3.11</c>.</param>
    /// <returns>
    /// The path of a CPython of this minor version; null for none. TOUCHSTONE_PYTHONS names further ones by path: executables called
    /// <c>python3.N</c>.
    /// </returns>
    public static string? FindPython(string version)
    {
        // pyenv's own programs come first: what it puts on the PATH are scripts, which fail for versions that are not chosen.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var versions = new DirectoryInfo(Path.Combine(home, ".pyenv", "versions"));
        var own = versions.Exists ? versions.EnumerateDirectories($"{version}.*") : [];
        return own.Select(directory => Path.Combine(directory.FullName, "bin", "python"))
                .Concat(
                    (Environment.GetEnvironmentVariable("TOUCHSTONE_PYTHONS") ?? "")
                        .Split(Path.PathSeparator)
                        .Where(named => Path.GetFileName(named) == $"python{version}")
                )
                .FirstOrDefault(File.Exists)
            ?? Find($"python{version}");
    }
}
