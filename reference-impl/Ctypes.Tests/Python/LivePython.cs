using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Touchstone.Ctypes.Tests;

/// <summary>The CPythons of this machine, asked by a script.</summary>
internal static class LivePython
{
    /// <summary>An interpreter of CPython 3.<paramref name="minor"/>; null where the machine has none.</summary>
    public static string? Find(int minor)
    {
        var versions = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".pyenv",
            "versions"
        );
        var installed = Directory.Exists(versions)
            ? Directory.GetDirectories(versions, $"3.{minor}.*")
            : [];
        return installed
            .Select(directory => Path.Combine(directory, "bin", "python"))
            .Append($"/usr/bin/python3.{minor}")
            .FirstOrDefault(File.Exists);
    }

    /// <summary>What a Python answers to each snippet.</summary>
    public static string[] Ask(string python, string preamble, IReadOnlyList<string> snippets)
    {
        var start = new ProcessStartInfo(python)
        {
            ArgumentList = { "-W", "ignore", Script() },
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(JsonSerializer.Serialize(new { preamble, snippets }));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{python} ended with {process.ExitCode}");
        return JsonSerializer.Deserialize<string[]>(output)!;
    }

    private static string Script([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "ask.py");
}
