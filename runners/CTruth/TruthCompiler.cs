using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Touchstone.Model;

namespace Touchstone.CTruth;

/// <summary>
/// The third corner: compiles lowered programs, many to a translation unit, runs them, and gives back what C answered.
/// </summary>
public sealed class TruthCompiler
{
    private const int WitnessSize = 1 << 20;

    private readonly CCompiler _compiler;
    private readonly TruthOptions _options;
    private readonly string _directory;
    private readonly Lazy<Task<IReadOnlyList<string>>> _prelude;
    private readonly string _identity;

    private TruthCompiler(
        CCompiler compiler,
        TruthOptions options,
        string fixtures,
        string directory,
        CancellationToken cancellation
    )
    {
        _compiler = compiler;
        _options = options;
        _directory = directory;
        _identity = $"{compiler.Banner}\n{Prelude.Hash}\n{fixtures}\n{options.FixturesArePure}\n";
        _prelude = new(() =>
        {
            Prelude.WriteTo(directory);
            return Prelude.CompileAsync(compiler, directory, cancellation);
        });
    }

    /// <summary>Asks C about every program.</summary>
    /// <returns>
    /// The results of the runtime "c", one for each program in their order. A program that C cannot express at all is
    /// unsupported with the reason; one that the compiler rejects is a harness error with the compiler's own message.
    /// </returns>
    /// <exception cref="CompilerMissingException">There is no C compiler.</exception>
    public static async Task<RunResults> AnswerAsync(
        IReadOnlyList<(Program Program, LoweredC Lowered)> programs,
        TruthOptions options,
        CancellationToken cancellation = default
    )
    {
        var started = DateTimeOffset.UtcNow;
        var compiler = await CCompiler.FindAsync(options.Compiler, cancellation);
        var fixtures = options.Fixtures is { } path
            ? Convert.ToHexStringLower(
                SHA256.HashData(await File.ReadAllBytesAsync(path, cancellation))
            )
            : "";
        var directory = Directory.CreateTempSubdirectory("touchstone-truth-");
        try
        {
            var truth = new TruthCompiler(
                compiler,
                options,
                fixtures,
                directory.FullName,
                cancellation
            );
            return new RunResults(
                Fingerprint(compiler),
                Suite(programs),
                fixtures,
                started,
                await truth.AnswerAllAsync(programs, cancellation),
                Complete: true,
                Problem: null
            );
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task<ImmutableArray<CaseResult>> AnswerAllAsync(
        IReadOnlyList<(Program Program, LoweredC Lowered)> programs,
        CancellationToken cancellation
    )
    {
        var answers = new CaseResult?[programs.Count];
        var asked = new List<int>();
        for (var i = 0; i < programs.Count; i++)
        {
            if (WhyNot(programs[i].Lowered) is { } reason)
            {
                answers[i] = CaseResult.Unanswered(
                    programs[i].Program,
                    Outcome.Unsupported,
                    reason
                );
            }
            else
            {
                asked.Add(i);
            }
        }
        await Parallel.ForEachAsync(
            asked.Chunk(_options.ProgramsPerUnit),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount,
                CancellationToken = cancellation,
            },
            async (unit, token) =>
            {
                var results = await AnswerUnitAsync([.. unit.Select(i => programs[i])], token);
                foreach (var (index, result) in unit.Zip(results))
                {
                    answers[index] = result;
                }
            }
        );
        return [.. answers.Select(answer => answer!)];
    }

    private string? WhyNot(LoweredC lowered) =>
        lowered.Keys.Length == 0 ? lowered.Reason ?? "the program observes nothing that C has"
        : _compiler.IsClang
        && lowered.Source.Contains("scalar_storage_order", StringComparison.Ordinal)
            ? "clang has no scalar_storage_order: it cannot declare the other byte order"
        : null;

    private async Task<IReadOnlyList<CaseResult>> AnswerUnitAsync(
        IReadOnlyList<(Program Program, LoweredC Lowered)> unit,
        CancellationToken cancellation
    )
    {
        var source = Source(unit);
        var key = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(_identity + source))
        );
        var kept = _options.Cache is { } cache ? Path.Combine(cache, $"{key}.json") : null;
        if (kept is not null && await ReadCacheAsync(kept, unit, cancellation) is { } known)
        {
            return known;
        }
        var results = await RunUnitAsync(key, source, unit, cancellation);
        if (kept is not null)
        {
            await WriteCacheAsync(kept, results, cancellation);
        }
        return results;
    }

    private async Task<IReadOnlyList<CaseResult>> RunUnitAsync(
        string key,
        string source,
        IReadOnlyList<(Program Program, LoweredC Lowered)> unit,
        CancellationToken cancellation
    )
    {
        var prelude = await _prelude.Value;
        var stem = Path.Combine(_directory, key);
        await File.WriteAllTextAsync($"{stem}.c", source, cancellation);
        List<string> arguments =
        [
            "-std=gnu11",
            // Only the answers count, and optimising costs five times as much as running them.
            "-O0",
            "-w",
            "-pipe",
            "-I",
            _directory,
            $"{stem}.c",
            .. prelude,
            "-lm",
            "-o",
            stem,
        ];
        if (_options.Fixtures is { } fixtures)
        {
            var full = Path.GetFullPath(fixtures);
            arguments.AddRange([full, $"-Wl,-rpath,{Path.GetDirectoryName(full)}"]);
        }
        var compiled = await ToolRun.RunAsync(
            _compiler.Path,
            arguments,
            cancellation: cancellation
        );
        if (compiled.ExitCode != 0)
        {
            return await BisectAsync(unit, FirstError(compiled.Error), cancellation);
        }
        var witness = $"{stem}.witness";
        await File.WriteAllBytesAsync(witness, NewWitness(), cancellation);
        var run = await ToolRun.RunAsync(
            stem,
            [],
            new Dictionary<string, string> { ["TOUCHSTONE_WITNESS"] = witness },
            cancellation
        );
        var answers = TruthOutput.Read(run.Output, unit);
        return answers.Any(answer => answer is null)
            ? await BisectAsync(
                unit,
                $"the truth program did not run: exit {run.ExitCode} {run.Error.Trim()}",
                cancellation
            )
            : [.. answers.Select(answer => answer!)];
    }

    /// <summary>Halves a unit until the program that spoils it is alone, so that only that one has no answer.</summary>
    private async Task<IReadOnlyList<CaseResult>> BisectAsync(
        IReadOnlyList<(Program Program, LoweredC Lowered)> unit,
        string message,
        CancellationToken cancellation
    )
    {
        if (unit.Count == 1)
        {
            return [CaseResult.Unanswered(unit[0].Program, Outcome.HarnessError, message)];
        }
        var half = unit.Count / 2;
        return
        [
            .. await AnswerUnitAsync([.. unit.Take(half)], cancellation),
            .. await AnswerUnitAsync([.. unit.Skip(half)], cancellation),
        ];
    }

    private string Source(IReadOnlyList<(Program Program, LoweredC Lowered)> unit)
    {
        var text = new StringBuilder("#include \"truth.h\"\n");
        foreach (var (_, lowered) in unit)
        {
            text.Append(lowered.Source);
        }
        text.Append("const truth_program truth_programs[] = {\n");
        foreach (var (program, lowered) in unit)
        {
            // A call may leave state behind in the fixtures; what calls nothing cannot touch a neighbour.
            var shares =
                _options.FixturesArePure
                || !lowered.Source.Contains("__asm__", StringComparison.Ordinal);
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {{\"{JsonEncodedText.Encode(program.Name)}\", {lowered.Function}, {(shares ? 1 : 0)}}},\n"
            );
        }
        return text.Append(
                CultureInfo.InvariantCulture,
                $"}};\nconst int truth_program_count = {unit.Count};\n"
            )
            .ToString();
    }

    private static byte[] NewWitness()
    {
        var witness = new byte[WitnessSize];
        "TSWITNS1"u8.CopyTo(witness);
        return witness;
    }

    private static async Task<IReadOnlyList<CaseResult>?> ReadCacheAsync(
        string path,
        IReadOnlyList<(Program Program, LoweredC Lowered)> unit,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            await using var stream = File.OpenRead(path);
            var results = await JsonSerializer.DeserializeAsync<ImmutableArray<CaseResult>>(
                stream,
                ModelJson.Options,
                cancellation
            );
            var fits =
                !results.IsDefault
                && results
                    .Select(result => (result.Program, result.Revision))
                    .SequenceEqual(unit.Select(u => (u.Program.Name, u.Program.Revision)));
            return fits ? results : null;
        }
        catch (JsonException)
        {
            // Half a file, of a run that was killed: it is written anew.
            return null;
        }
    }

    private static async Task WriteCacheAsync(
        string path,
        IReadOnlyList<CaseResult> results,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Two runs may write the same answer at once: a rename leaves one whole file.
        var half = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}";
        await File.WriteAllTextAsync(half, ModelJson.Write(results), cancellation);
        File.Move(half, path, overwrite: true);
    }

    private string FirstError(string stderr)
    {
        var lines = stderr.Split('\n');
        // The linker names the symbol first, and then only says that it failed.
        string[] telling = ["undefined reference", "error:"];
        var error =
            telling
                .Select(mark =>
                    lines.FirstOrDefault(line => line.Contains(mark, StringComparison.Ordinal))
                )
                .FirstOrDefault(line => line is not null)
            ?? stderr.Trim();
        return error.Replace(
            _directory + Path.DirectorySeparatorChar,
            "",
            StringComparison.Ordinal
        );
    }

    private static RuntimeFingerprint Fingerprint(CCompiler compiler) =>
        new(
            "c",
            "c",
            compiler.Version,
            compiler.Banner,
            compiler.Path,
            OperatingSystem.IsLinux() ? "linux" : RuntimeInformation.OSDescription,
            RuntimeInformation.OSArchitecture == Architecture.X64 ? "x86_64" : "other",
            Emulator: null,
            "glibc",
            "LP64",
            ByteOrder.Little,
            []
        );

    private static string Suite(IEnumerable<(Program Program, LoweredC Lowered)> programs) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Concat(programs.Select(p => $"{p.Program.Name}\n{p.Program.Revision}\n"))
                )
            )
        );
}
