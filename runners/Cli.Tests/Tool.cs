using System.Diagnostics;

namespace Touchstone.Cli.Tests;

/// <summary>The real program, in a child process, as a user starts it.</summary>
internal static class Tool
{
    /// <param name="Out">What it printed for a reader or a program.</param>
    /// <param name="Error">What it printed of its own troubles.</param>
    public sealed record Result(int Code, string Out, string Error);

    public static Task<Result> RunAsync(params IEnumerable<string> arguments) =>
        RunAsync([], arguments);

    /// <param name="environment">Added to ours; null removes a variable.</param>
    public static async Task<Result> RunAsync(
        Dictionary<string, string?> environment,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo(
            DotNet,
            [Path.Combine(AppContext.BaseDirectory, "touchstone.dll"), .. arguments]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new Result(process.ExitCode, await output, await error);
    }

    /// <summary>Absolute, since some tests take the PATH away.</summary>
    private static string DotNet { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "dotnet"))
            .FirstOrDefault(File.Exists)
        ?? "/usr/share/dotnet/dotnet";
}
