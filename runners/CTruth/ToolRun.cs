using System.ComponentModel;
using System.Diagnostics;

namespace Touchstone.CTruth;

/// <summary>One run of a tool, to its end.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <exception cref="CompilerMissingException">The system cannot execute the file.</exception>
    public static async Task<ToolRun> RunAsync(
        string path,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken cancellation = default
    )
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // The compiler's messages are part of answers; they must not depend on the user's language.
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(cancellation);
            try
            {
                var output = await process.StandardOutput.ReadToEndAsync(cancellation);
                await process.WaitForExitAsync(cancellation);
                return new ToolRun(process.ExitCode, output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (Win32Exception failure)
        {
            throw new CompilerMissingException(
                $"{path} cannot be executed: {failure.Message}",
                failure
            );
        }
    }
}
