using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Touchstone.Ctypes.Tests;

/// <summary>The CPythons of this machine, asked by a script.</summary>
internal static class LivePython
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(2);

    /// <summary>What a Python answers to each snippet; null where it died of the question.</summary>
    public static async Task<string?[]> AskAsync(
        string python,
        string preamble,
        IReadOnlyList<string> snippets
    )
    {
        var start = new ProcessStartInfo(python)
        {
            ArgumentList = { "-W", "ignore", Script() },
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(
                JsonSerializer.Serialize(new { preamble, snippets })
            );
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(LongestAnswer);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{python} ended with {process.ExitCode}");
            return JsonSerializer.Deserialize<string?[]>(output)!;
        }
        catch (OperationCanceledException late)
        {
            process.Kill();
            throw new TimeoutException($"{python} gave no answer in {LongestAnswer}", late);
        }
    }

    private static string Script([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "ask.py");
}
