namespace Touchstone.CTruth;

/// <summary>A C compiler found on this machine.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Banner">The first line it prints of itself: name, packager, version.</param>
/// <param name="Version">As the compiler numbers itself, "12.2.0".</param>
/// <param name="IsClang">It has no <c>scalar_storage_order</c>.</param>
public sealed record CCompiler(string Path, string Banner, string Version, bool IsClang)
{
    private static readonly string[] s_names = ["gcc", "cc", "clang", "clang-14"];

    /// <summary>The compiler of that name or path, or the first usual one on the PATH.</summary>
    /// <exception cref="CompilerMissingException">None is found, or what is found does not answer <c>--version</c>.</exception>
    public static async Task<CCompiler> FindAsync(
        string? named = null,
        CancellationToken cancellation = default
    )
    {
        foreach (var candidate in named is null ? s_names : [named])
        {
            if (Locate(candidate) is not { } path)
            {
                continue;
            }
            var version = await ToolRun.RunAsync(path, ["--version"], cancellation: cancellation);
            var number = await ToolRun.RunAsync(
                path,
                ["-dumpfullversion", "-dumpversion"],
                cancellation: cancellation
            );
            if (version.ExitCode == 0 && number.ExitCode == 0)
            {
                var banner = version.Output.Split('\n')[0].Trim();
                return new CCompiler(
                    path,
                    banner,
                    number.Output.Trim(),
                    version.Output.Contains("clang", StringComparison.Ordinal)
                );
            }
        }
        throw new CompilerMissingException(
            named is null
                ? "no C compiler is found (looked for gcc, cc, clang): apt-get install gcc"
                : $"{named} is no C compiler: it is not found, or does not answer --version"
        );
    }

    private static string? Locate(string name) =>
        name.Contains('/', StringComparison.Ordinal)
            ? File.Exists(name)
                ? System.IO.Path.GetFullPath(name)
                : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(directory => System.IO.Path.Combine(directory, name))
                .FirstOrDefault(File.Exists);
}
