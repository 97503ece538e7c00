using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>All that is known of all implementation families, one file each.</summary>
/// <param name="Families">The runtimes that a file speaks for. They are gated; others are shown only.</param>
public sealed record Expectations(ImmutableArray<Glob> Families, ImmutableArray<Expectation> All)
{
    public static Expectations None { get; } = new([], []);

    /// <summary>Whether a file says that this runtime is to be gated. An unknown implementation is reported, never red.</summary>
    public bool Gates(RuntimeFingerprint runtime) =>
        Families.Any(family => family.Matches(runtime.Name));

    /// <summary>Reads every <c>.yaml</c> file of a directory; a directory that is not there holds none.</summary>
    /// <exception cref="ExpectationFormatException">A file is malformed.</exception>
    public static Expectations Read(string directory) =>
        !Directory.Exists(directory)
            ? None
            : ExpectationReader.Read(
                Directory
                    .EnumerateFiles(directory, "*.yaml")
                    .Order(StringComparer.Ordinal)
                    .Select(path => (Path.GetFileName(path), File.ReadAllText(path)))
            );

    /// <param name="file">The name that error messages show.</param>
    /// <exception cref="ExpectationFormatException">The text is malformed.</exception>
    public static Expectations Parse(string file, string text) =>
        ExpectationReader.Read([(file, text)]);
}

/// <summary>Expectation files that cannot be read. The message holds a line <c>file:line:column: text</c> for each fault.</summary>
public sealed class ExpectationFormatException(IEnumerable<string> faults)
    : Exception(string.Join('\n', faults));
