using Touchstone.Harness;

namespace Touchstone.Cli;

/// <summary>The fixture library and what stands beside it.</summary>
internal static class NativeLibraries
{
    private static ReadOnlySpan<byte> ElfMagic => "\u007fELF"u8;

    /// <param name="path">What the user named; null for what ./build.sh makes.</param>
    /// <exception cref="Refusal">It is not there, or it is no shared library.</exception>
    public static RunOptions Options(Installation installation, string? path)
    {
        var fixtures = Path.GetFullPath(path ?? installation.Fixtures);
        if (!File.Exists(fixtures))
        {
            throw new Refusal(
                ExitCode.Failure,
                path is null
                    ? $"the fixtures are not built ({fixtures}): run `./build.sh fixtures`"
                    : $"{path}: there is no such file"
            );
        }
        Span<byte> magic = stackalloc byte[ElfMagic.Length];
        using (var file = File.OpenRead(fixtures))
        {
            if (
                file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length
                || !magic.SequenceEqual(ElfMagic)
            )
            {
                throw new Refusal(
                    ExitCode.Failure,
                    $"{path ?? fixtures}: this is no shared library"
                );
            }
        }
        var quarantine = Path.Combine(Path.GetDirectoryName(fixtures)!, "libquarantine.so");
        return new RunOptions(fixtures)
        {
            Quarantine = File.Exists(quarantine) ? quarantine : null,
        };
    }
}
