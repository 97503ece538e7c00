using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Touchstone.Generation;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.CTruth.Tests;

/// <summary>Where ctypes and the compiler are known to agree, so do a live CPython and the truth.</summary>
public sealed partial class CPythonTests
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
            .Where(program => CLowering.Lower(program).Reason is null)
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

    /// <summary>The truth in the form that a lowered program prints, for people, when it runs alone.</summary>
    private static string Shown(JsonObject truth) =>
        (string?)truth["kind"] switch
        {
            "layout" =>
                $"{truth["size"]} {truth["alignment"]} {string.Join(' ', truth["fields"]!.AsArray().Select(field => $"{field!["offset"]}+{field["size"]}"))}",
            "bytes" => (string)truth["hex"]!,
            "value" => Value(truth["value"]!),
            var kind => throw new UnreachableException($"the programs make no {kind}"),
        };

    private static string Value(JsonNode value) =>
        ((string)value["t"]!, value["v"]) switch
        {
            ("data" or "list", JsonArray fields) =>
                $"[{string.Join(' ', fields.Select(field => field is JsonArray named ? $"{named[0]}={Value(named[1]!)}" : Value(field!)))}]",
            ("data", JsonObject inner) => Value(inner),
            var (tag, plain) => plain?.ToString() ?? tag,
        };

    /// <param name="entry">What CPython printed: a key, and a body whose form the truth's kind tells.</param>
    private static string Shown(JsonNode? entry, JsonObject truth)
    {
        var body = entry![1]!;
        return (string?)truth["kind"] switch
        {
            "layout" =>
                $"{body["size"]} {body["alignment"]} {string.Join(' ', body["fields"]!.AsArray().Select(field => Place().Replace((string)field![1]!, "${offset}+${size}")))}",
            "bytes" => Masked((string)body!, (string)truth["mask"]!),
            "value" => Value(body, truth["value"]!),
            var kind => throw new UnreachableException($"the programs make no {kind}"),
        };
    }

    private static string Value(JsonNode body, JsonNode truth) =>
        ((string)truth["t"]!, truth["v"]) switch
        {
            ("data" or "list", JsonArray fields) =>
                $"[{string.Join(' ', body.AsArray().Zip(fields).Select(pair => pair.Second is JsonArray named ? $"{pair.First![0]}={Value(pair.First[1]!, named[1]!)}" : Value(pair.First!, pair.Second!)))}]",
            ("data", JsonObject inner) => Value(body, inner),
            ("f64", _) => Bits((string)body!),
            ("null" or "address", _) => ((string)body!).Split(' ')[^1] is "null"
                ? "null"
                : "address",
            _ => body.ToString(),
        };

    private static string Bits(string text) =>
        BitConverter
            .DoubleToUInt64Bits(
                text switch
                {
                    "inf" => double.PositiveInfinity,
                    "-inf" => double.NegativeInfinity,
                    _ => double.Parse(text, CultureInfo.InvariantCulture),
                }
            )
            .ToString("x16", CultureInfo.InvariantCulture);

    private static string Masked(string body, string mask)
    {
        var data = body.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Zip(Convert.FromHexString(mask))
            .Select(pair => (byte)(Convert.ToByte(pair.First, 16) & pair.Second));
        return Convert.ToHexStringLower([.. data]);
    }

    /// <summary>What a field's descriptor prints of its place: <c>ofs=4, size=2</c>.</summary>
    [GeneratedRegex(
        "^.*ofs=(?<offset>[0-9]+).*size=(?<size>[0-9]+).*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Place();

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
