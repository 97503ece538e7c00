using System.Text;

namespace Touchstone.CTruth;

/// <summary>A shared library of generated functions, which every corner loads: C, CPython and the reference call the same code.</summary>
public static class FixtureLibrary
{
    /// <summary>The reference's worker makes this call of every fixture library before it says that it is ready.</summary>
    private const string FirstCall = "int32_t echo_i32(int32_t value) { return value; }\n";

    /// <param name="sources">C that may use the truth prelude; external names must be unique over all of them.</param>
    /// <param name="path">The library to write.</param>
    /// <exception cref="CompilerMissingException">There is no C compiler.</exception>
    /// <exception cref="InvalidOperationException">The compiler rejects a source; the message is the compiler's.</exception>
    public static async Task BuildAsync(
        IEnumerable<string> sources,
        string path,
        string? compiler = null,
        CancellationToken cancellation = default
    )
    {
        var cc = await CCompiler.FindAsync(compiler, cancellation);
        var directory = Directory.CreateTempSubdirectory("touchstone-fixtures-");
        try
        {
            Prelude.WriteTo(directory.FullName);
            var text = new StringBuilder("#include \"truth.h\"\n")
                .Append(FirstCall)
                .AppendJoin('\n', sources)
                .ToString();
            var source = Path.Combine(directory.FullName, "generated.c");
            await File.WriteAllTextAsync(source, text, cancellation);
            var run = await ToolRun.RunAsync(
                cc.Path,
                [
                    "-std=gnu11",
                    "-O0",
                    "-w",
                    "-pipe",
                    "-shared",
                    "-fPIC",
                    "-I",
                    directory.FullName,
                    source,
                    .. Prelude.ValueSources.Select(name => Path.Combine(directory.FullName, name)),
                    "-o",
                    path,
                ],
                cancellation: cancellation
            );
            if (run.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"{cc.Path} does not compile the generated fixtures: {run.Error.Trim()}"
                );
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
