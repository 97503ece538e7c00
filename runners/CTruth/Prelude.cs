using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Touchstone.CTruth;

/// <summary>The C code that every truth program stands on: the header it includes, and how values are shown and programs run.</summary>
internal static class Prelude
{
    private static readonly Assembly s_assembly = typeof(Prelude).Assembly;

    /// <summary>The parts that are compiled once and linked with every unit.</summary>
    private static readonly string[] s_sources = ["values.c", "output.c", "main.c"];

    /// <summary>The parts that know how values are shown and weighed.</summary>
    public static IEnumerable<string> ValueSources => s_sources.Where(name => name != "main.c");

    /// <summary>Changes whenever any file of it does.</summary>
    public static string Hash { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Concat(
                        s_assembly
                            .GetManifestResourceNames()
                            .Order(StringComparer.Ordinal)
                            .Select(Read)
                    )
                )
            )
        );

    public static void WriteTo(string directory)
    {
        foreach (var name in s_assembly.GetManifestResourceNames())
        {
            File.WriteAllText(Path.Combine(directory, name), Read(name));
        }
    }

    /// <summary>Compiles it into the directory that holds its files.</summary>
    /// <returns>The object files.</returns>
    /// <exception cref="InvalidOperationException">The compiler rejects it: it is no C11 compiler for this system.</exception>
    public static async Task<IReadOnlyList<string>> CompileAsync(
        CCompiler compiler,
        string directory,
        CancellationToken cancellation
    )
    {
        var objects = new List<string>();
        foreach (var source in s_sources)
        {
            var target = Path.Combine(directory, Path.ChangeExtension(source, ".o"));
            var run = await ToolRun.RunAsync(
                compiler.Path,
                ["-std=gnu11", "-O1", "-w", "-c", Path.Combine(directory, source), "-o", target],
                cancellation: cancellation
            );
            if (run.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"{compiler.Path} does not compile the truth prelude: {run.Error.Trim()}"
                );
            }
            objects.Add(target);
        }
        return objects;
    }

    private static string Read(string resource)
    {
        using var stream = s_assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
