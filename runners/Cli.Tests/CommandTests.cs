using System.Text.Json;
using System.Text.Json.Nodes;
using Touchstone.Harness;
using Touchstone.Model;

namespace Touchstone.Cli.Tests;

/// <summary>What each command does on a machine that has what it needs.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("touchstone-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Folder => _folder.FullName;

    [Theory]
    [InlineData("run")]
    [InlineData("cases")]
    [InlineData("show")]
    [InlineData("fuzz")]
    [InlineData("doctor")]
    public async Task Help_ends_with_an_example(string command)
    {
        var result = await Tool.RunAsync(command, "--help");

        Assert.Equal(0, result.Code);
        Assert.Contains($"Example:\n  touchstone {command}", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_does_not_show_what_only_the_harness_starts()
    {
        var result = await Tool.RunAsync("--help");

        Assert.Equal(0, result.Code);
        Assert.DoesNotContain("worker", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_lists_what_the_filters_leave()
    {
        var all = await Json("cases", "--json");
        var arrays = await Json("cases", "--json", "--case", "arrays/*");

        Assert.True(all.AsArray().Count > arrays.AsArray().Count);
        Assert.All(
            arrays.AsArray(),
            entry => Assert.StartsWith("arrays/", (string?)entry!["id"], StringComparison.Ordinal)
        );
        var plain = await Tool.RunAsync("cases", "--case", "arrays/*");
        Assert.Contains($"\n{arrays.AsArray().Count} cases, ", plain.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', plain.Out);
    }

    [Fact]
    public async Task Show_tells_why_and_with_what()
    {
        var result = await Tool.RunAsync("show", "structures/nested/read-shares");

        Assert.Equal(0, result.Code);
        foreach (
            var part in (string[])
                ["Why", "Features", "Case", "def case(_h, _c):", "C, for the truth"]
        )
        {
            Assert.Contains(part, result.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Doctor_names_every_part_and_where_it_is()
    {
        var report = await Json("doctor", "--json");

        Assert.Contains(report["runtimes"]!.AsArray(), name => (string?)name == "reference-native");
        var compiler = Assert.Single(
            report["parts"]!.AsArray(),
            part => (string?)part!["name"] == "C compiler"
        );
        Assert.NotNull((string?)compiler!["found"]);
        Assert.Contains("apt-get", (string?)compiler["remedy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_the_command_for_what_is_missing()
    {
        var result = await Tool.RunAsync(new() { ["PATH"] = "/nowhere" }, ["doctor"]);

        Assert.Equal(3, result.Code);
        Assert.Contains("apt-get install gcc", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_judges_writes_what_it_is_asked_to_write_and_is_quiet_in_a_pipe()
    {
        SkipWithoutFixtures();
        var (results, report) = (Path.Combine(Folder, "results"), Path.Combine(Folder, "report"));

        var run = await Tool.RunAsync([
            "run",
            "--runtime",
            "reference-native",
            "--case",
            Gated,
            "--results",
            results,
            "--report",
            report,
        ]);

        Assert.True(run.Code == 0, run.ToString());
        Assert.Empty(run.Error);
        Assert.DoesNotContain('\u001b', run.Out);
        Assert.Contains("reference-native", run.Out, StringComparison.Ordinal);
        var own = ResultFile.Read(Path.Combine(results, "reference-native.ndjson"));
        Assert.True(own.Complete);
        Assert.NotEmpty(own.Results);
        Assert.All(own.Results, answer => Assert.Equal(Outcome.Completed, answer.Outcome));
        var truth = ResultFile.Read(Path.Combine(results, "c.ndjson"));
        Assert.Equal("c", truth.Runtime.Implementation);
        foreach (var file in (string[])["index.html", "junit.xml", "ctrf.json", "summary.md"])
        {
            Assert.True(File.Exists(Path.Combine(report, file)), file);
        }
    }

    [Theory]
    [InlineData("nested-get-copies", "structures/nested/read-shares")]
    [InlineData("field-offset-off", "structures/layout/nested-padding")]
    [InlineData("sign-lost", "bitfields/signed")]
    public async Task A_reference_with_one_rule_broken_turns_the_gate_red(
        string mutant,
        string caught
    )
    {
        SkipWithoutFixtures();
        string[] arguments = ["run", "--runtime", "reference-native", "--case", caught, "--json"];

        var sound = await Tool.RunAsync(arguments);
        var broken = await Tool.RunAsync([.. arguments, "--mutant", mutant]);

        Assert.True(sound.Code == 0, sound.ToString());
        Assert.True(broken.Code == 1, broken.ToString());
        var runtime = JsonNode.Parse(broken.Out)!["runtimes"]![0]!;
        Assert.StartsWith(
            caught,
            (string?)runtime["red"]![0]!["program"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_native_reference_agrees_with_C_on_the_whole_catalogue()
    {
        SkipWithoutFixtures();

        var report = await Json("run", "--runtime", "reference-native", "--json");

        Assert.True((bool?)report["complete"]);
        // A program whose C does not compile would be here.
        Assert.Empty(report["problems"]!.AsArray());
        var runtime = Assert.Single(report["runtimes"]!.AsArray());
        Assert.Equal("c", (string?)runtime!["oracle"]);
        Assert.True((bool?)runtime["isGated"]);
        Assert.Empty(runtime["red"]!.AsArray());
    }

    [Fact]
    public async Task A_runtime_brings_the_CPython_that_it_is_held_against()
    {
        SkipWithoutFixtures();
        var name = (await Json("doctor", "--json"))["runtimes"]!
            .AsArray()
            .Select(runtime => (string?)runtime)
            .FirstOrDefault(runtime =>
                runtime!.StartsWith("reference-3", StringComparison.Ordinal)
            );
        Assert.SkipWhen(
            name is null,
            "no CPython from 3.8 on is installed: apt-get install python3"
        );

        var report = await Json("run", "--runtime", name!, "--case", Gated, "--json");

        var runtime = Assert.Single(report["runtimes"]!.AsArray());
        Assert.Equal(name, (string?)runtime!["name"]);
        Assert.StartsWith(
            name!.Replace("reference", "cpython", StringComparison.Ordinal),
            (string?)runtime["oracle"],
            StringComparison.Ordinal
        );
    }

    /// <summary>Cases with an answer of C's, and no surprise on any runtime.</summary>
    private const string Gated = "structures/nested/*";

    private static void SkipWithoutFixtures() =>
        Assert.SkipUnless(
            File.Exists(Installation.Find().Fixtures),
            "the fixtures are not built: ./build.sh fixtures"
        );

    private static async Task<JsonNode> Json(params string[] arguments)
    {
        var result = await Tool.RunAsync(arguments);
        Assert.True(result.Code == 0, result.ToString());
        try
        {
            return JsonNode.Parse(result.Out)!;
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"no JSON: {result.Out}", error);
        }
    }
}
