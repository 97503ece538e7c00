using System.Diagnostics;
using System.Text.Json.Nodes;
using Touchstone.Generation;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.CTruth.Tests;

/// <summary>Where ctypes and the compiler are known to agree, so do a live CPython and the truth.</summary>
public sealed class CPythonTests
{
    private const string Python = "/usr/bin/python3";
    private const int Programs = 40;

    [Fact]
    public async Task Plain_structs_are_to_CPython_what_they_are_to_C()
    {
        Assert.SkipUnless(File.Exists(Python), $"there is no {Python}");
        var programs = Enumerable
            .Range(0, 1000)
            .Select(index => ProgramGenerator.Generate(11, index, ProgramShape.Structs))
            .Where(program => program.Types.All(IsPlain))
            .Take(Programs)
            .ToList();
        var truth = await Ask.AllAsync([.. programs.Select(p => (p, CLowering.Lower(p)))]);

        Assert.Equal(Programs, programs.Count);
        // They call nothing, but a lowered program loads a library.
        var library = Path.Combine(Path.GetTempPath(), $"libnothing-{Environment.ProcessId}.so");
        await FixtureLibrary.BuildAsync(
            [],
            library,
            cancellation: TestContext.Current.CancellationToken
        );
        foreach (var (program, answer) in programs.Zip(truth))
        {
            var python = await AnswersAsync(program, library);
            Assert.Equal(python.Count, answer.Observations.Length);
            Assert.All(
                answer.Observations.Zip(python),
                pair => Assert.Equal(Shown(pair.Second, pair.First.Body), Shown(pair.First.Body))
            );
        }
        File.Delete(library);
    }

    /// <summary>Bit-fields are where CPython before 3.14 has rules of its own; what pack means to them no CPython shares with gcc.</summary>
    private static bool IsPlain(TypeDeclaration declaration) =>
        declaration.Definition is AggregateDefinition aggregate
        && aggregate.Fields.All(field => field.Bits is null);

    /// <summary>What both forms say of an observation: sizes of a layout, the bytes that are data.</summary>
    private static string Shown(JsonObject truth) =>
        $"{truth["size"]} {truth["alignment"]} {truth["hex"]}";

    /// <param name="entry">As a lowered program alone prints it, for people: a key, and a body of its own form.</param>
    private static string Shown(JsonNode? entry, JsonObject truth)
    {
        var body = entry![1]!;
        if (truth["mask"] is not { } mask)
        {
            return truth["size"] is null ? Shown(truth) : $"{body["size"]} {body["alignment"]} ";
        }
        var hidden = Convert.FromHexString((string)mask!);
        var raw = ((string)body!).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var data = raw.Select((hex, i) => (byte)(Convert.ToByte(hex, 16) & hidden[i]));
        return $"  {Convert.ToHexStringLower([.. data])}";
    }

    private static async Task<JsonArray> AnswersAsync(Program program, string library)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                path,
                PythonLowering.StandAlone(program),
                TestContext.Current.CancellationToken
            );
            using var process = Process.Start(
                new ProcessStartInfo(Python, [path, library])
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            )!;
            var text = await process.StandardOutput.ReadToEndAsync(
                TestContext.Current.CancellationToken
            );
            return JsonNode.Parse(text)!["observations"]!.AsArray();
        }
        finally
        {
            File.Delete(path);
        }
    }
}
