using System.Diagnostics;

namespace Touchstone.Language.Tests;

/// <summary>The Pythons of this machine, and a way to feed one a script and lines.</summary>
internal static class Python
{
    /// <summary>Minors to ask for. A machine without pyenv has Debian's only; the others are skipped, visibly.</summary>
    public static string[] Minors { get; } = ["2.7", "3.6", "3.8", "3.11", "3.13"];

    /// <summary>The executable of a minor version: from pyenv, else from the path; null where there is none.</summary>
    public static string? Find(string minor)
    {
        var versions = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".pyenv",
            "versions"
        );
        var installed = Directory.Exists(versions)
            ? Directory
                .EnumerateDirectories(versions, minor + ".*")
                .Select(directory => Path.Combine(directory, "bin", "python"))
            : [];
        return installed.Append($"/usr/bin/python{minor}").FirstOrDefault(File.Exists);
    }

    /// <summary>The executable, or a visible skip of the test that needs it.</summary>
    public static string Require(string minor)
    {
        var path = Find(minor);
        Assert.SkipWhen(path is null, $"no Python {minor} on this machine");
        return path!;
    }

    /// <summary>The fixture library, or a visible skip where it is not built.</summary>
    public static string RequireFixtures()
    {
        var path = Path.Combine(Texts.Repository, "artifacts", "native", "gcc", "libtouchstone.so");
        Assert.SkipUnless(File.Exists(path), "the fixtures are not built: ./build.sh fixtures");
        return path;
    }

    /// <summary>Whether a Python can do something; what it prints is of no interest.</summary>
    public static bool Succeeds(string executable, params string[] arguments)
    {
        using var process = Start(executable, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result) is (0, _, _);
    }

    /// <summary>Runs a Python with these arguments, gives it the lines, and returns what it printed.</summary>
    public static string Run(
        string executable,
        IEnumerable<string> arguments,
        IEnumerable<string> input
    ) => RunWithErrors(executable, arguments, input).Output;

    /// <summary>The same, with what it printed to stderr.</summary>
    public static (string Output, string Errors) RunWithErrors(
        string executable,
        IEnumerable<string> arguments,
        IEnumerable<string> input
    )
    {
        using var process = Start(executable, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        foreach (var line in input)
            process.StandardInput.WriteLine(line);
        process.StandardInput.Close();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{executable} did not end within {s_patience}: {errors.Result}");
        }

        Assert.True(
            process.ExitCode == 0,
            $"{executable} exited with {process.ExitCode}: {errors.Result}"
        );
        return (output.Result, errors.Result);
    }

    // Far beyond what any test takes: a Python that hangs is killed and fails its test.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static Process Start(string executable, IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo(executable, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // No compiled files beside the worker's sources.
                Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
            }
        )!;
}
