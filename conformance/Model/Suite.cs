using System.Security.Cryptography;
using System.Text;

namespace Touchstone.Model;

/// <summary>What a run asked, as one hash: results of different suites are not compared.</summary>
public static class Suite
{
    /// <summary>SHA-256 over every program's name and revision, in any order.</summary>
    public static string HashOf(IEnumerable<Program> programs) =>
        Hex(
            Encoding.UTF8.GetBytes(
                string.Join(
                    '\n',
                    programs
                        .Select(program => $"{program.Name} {program.Revision}")
                        .Order(StringComparer.Ordinal)
                )
            )
        );

    /// <summary>SHA-256 of a file's content, as <see cref="RunResults.Fixtures"/> names the fixture library.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string HashOfFile(string path) => Hex(File.ReadAllBytes(path));

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
