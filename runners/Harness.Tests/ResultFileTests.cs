using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Harness.Tests;

/// <summary>What is written is read back; what is cut short or muddled is said so, with its place.</summary>
public sealed class ResultFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("touchstone-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Written(RunResults results)
    {
        var path = Path.Combine(_folder.FullName, "results", "miniature.ndjson");
        ResultFile.Write(results, path);
        return path;
    }

    [Fact]
    public void Results_survive_the_file()
    {
        var results = Results(complete: true, problem: null);

        var read = ResultFile.Read(Written(results));

        Assert.Equal(ModelJson.Write(results), ModelJson.Write(read));
        Assert.Equal("\0é😀", (string?)read.Results[0].Observations[0].Body["message"]);
    }

    [Fact]
    public void Every_line_is_ASCII_and_nothing_is_left_beside_the_file()
    {
        var path = Written(Results(complete: false, problem: "given up"));

        Assert.All(File.ReadAllBytes(path), octet => Assert.InRange(octet, 10, 126));
        Assert.Equal(path, Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!)));
    }

    [Fact]
    public void Without_its_footer_a_file_is_not_complete()
    {
        var path = Written(Results(complete: true, problem: null));
        File.WriteAllLines(path, File.ReadAllLines(path)[..^1]);

        var read = ResultFile.Read(path);

        Assert.False(read.Complete);
        Assert.Contains("cut short", read.Problem, StringComparison.Ordinal);
        Assert.Equal(2, read.Results.Length);
    }

    [Theory]
    [InlineData(new[] { 0, 1, 3 }, "the footer counts 2 results, and there are 1")]
    [InlineData(new[] { 1, 2, 3 }, ":1: expected a header")]
    [InlineData(new[] { 0, 1, 3, 2 }, ":4: expected a header, then results, then one footer")]
    [InlineData(new[] { 0, 0, 1, 2, 3 }, ":2: expected a header")]
    public void A_muddled_file_is_refused_with_its_place(int[] lines, string message)
    {
        var path = Written(Results(complete: true, problem: null));
        var whole = File.ReadAllLines(path);
        File.WriteAllLines(path, lines.Select(line => whole[line]));

        var error = Assert.Throws<FormatException>(() => ResultFile.Read(path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("miniature.ndjson", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_JSON_is_refused_with_its_line()
    {
        var path = Written(Results(complete: true, problem: null));
        File.AppendAllText(path, "{\"kind\":\n");

        var error = Assert.Throws<FormatException>(() => ResultFile.Read(path));

        Assert.Contains("miniature.ndjson:5:", error.Message, StringComparison.Ordinal);
    }

    private static RunResults Results(bool complete, string? problem)
    {
        var observation = new Observation(
            3,
            "r.b.x@2",
            new JsonObject { ["kind"] = "attempt", ["message"] = "\0é😀" }
        );
        var crash = new OutcomeDetail(2, "SIGSEGV", ["ValueError"], "text", "E f\n", true);
        return new RunResults(
            new RuntimeFingerprint(
                "miniature",
                "miniature",
                "3.9.1",
                "",
                "/bin/true",
                "linux",
                "x86_64",
                null,
                "glibc",
                "LP64",
                ByteOrder.Little,
                ["fork"]
            ),
            "suite",
            "fixtures",
            DateTimeOffset.UnixEpoch,
            [
                new CaseResult("a", "1", Outcome.Completed, new(), [observation], "out\n", 12.5),
                new CaseResult("b@pack=1", "2", Outcome.Crashed, crash, [], "", 0),
            ],
            complete,
            problem
        );
    }
}
