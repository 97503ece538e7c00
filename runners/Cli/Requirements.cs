using System.Runtime.InteropServices;
using Touchstone.Harness;

namespace Touchstone.Cli;

/// <summary>A part that Touchstone needs from the machine.</summary>
/// <param name="Found">Where it is; null if it is missing.</param>
/// <param name="Purpose">What cannot be done without it.</param>
/// <param name="Remedy">The command that installs it.</param>
internal sealed record Requirement(
    string Name,
    string? Found,
    bool IsRequired,
    string Purpose,
    string Remedy
);

/// <summary>Looks for the parts.</summary>
internal static class Requirements
{
    public static IEnumerable<Requirement> Of(
        IReadOnlyCollection<PythonInstallation> pythons,
        string fixtures
    )
    {
        yield return new(
            "Python",
            pythons.FirstOrDefault(python => python.Problem is null)?.Executable,
            IsRequired: false,
            "nothing but C judges the reference",
            "apt-get install python3"
        );
        yield return new(
            "libpython",
            pythons.FirstOrDefault(python => python.Library is not null)?.Library,
            IsRequired: false,
            "there is no twin",
            "apt-get install libpython3-dev"
        );
        yield return new(
            "C compiler",
            OnPath("gcc", "cc", "clang"),
            IsRequired: true,
            "nothing tells C's truth",
            "apt-get install gcc"
        );
        yield return new(
            "cmake",
            OnPath("cmake"),
            IsRequired: false,
            "the fixtures cannot be built",
            "apt-get install cmake"
        );
        yield return new(
            "libffi",
            NativeLibrary.TryLoad("libffi.so.8", out _) ? "libffi.so.8" : null,
            IsRequired: true,
            "the reference cannot call",
            "apt-get install libffi8"
        );
        yield return new(
            "fixtures",
            File.Exists(fixtures) ? fixtures : null,
            IsRequired: true,
            "there is nothing to call",
            "./build.sh fixtures"
        );
        var quarantine = Path.Combine(Path.GetDirectoryName(fixtures)!, "libquarantine.so");
        yield return new(
            "quarantine",
            File.Exists(quarantine) ? quarantine : null,
            IsRequired: false,
            "freed memory shows only where the C library overwrites it",
            "./build.sh fixtures"
        );
    }

    private static string? OnPath(params string[] names) =>
        names
            .SelectMany(name =>
                (Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                    .Select(folder => Path.Combine(folder, name))
            )
            .FirstOrDefault(File.Exists);
}
