using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Touchstone.RunnerBenchmarks;

/// <summary>Generated struct programs judged three ways, as a user does it: by the tool.</summary>
internal static class FuzzCost
{
    /// <returns>The exit code: 3 where the tool could not judge.</returns>
    public static async Task<int> MeasureAsync(int count)
    {
        var findings = Directory.CreateTempSubdirectory("touchstone-bench-");
        try
        {
            using var tool = Process.Start(
                new ProcessStartInfo(
                    Clone.Dotnet,
                    [
                        Path.Combine(AppContext.BaseDirectory, "touchstone.dll"),
                        "fuzz",
                        "--seed",
                        "1",
                        "--count",
                        count.ToString(CultureInfo.InvariantCulture),
                        "--shape",
                        "structs",
                        "--output",
                        findings.FullName,
                        "--json",
                    ]
                )
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            )!;
            var text = await tool.StandardOutput.ReadToEndAsync();
            await tool.WaitForExitAsync();
            if (tool.ExitCode is not (0 or 1))
            {
                return tool.ExitCode;
            }
            var report = JsonNode.Parse(text)!;
            var seconds = TimeSpan
                .Parse((string)report["elapsed"]!, CultureInfo.InvariantCulture)
                .TotalSeconds;
            Clone.Print(
                $"{count} generated struct programs, judged by C, CPython, reference",
                string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
                "60 s for 10000"
            );
            Clone.Print(
                "  programs a second",
                string.Create(CultureInfo.InvariantCulture, $"{count / seconds:0}"),
                ""
            );
            return 0;
        }
        finally
        {
            findings.Delete(recursive: true);
        }
    }
}
