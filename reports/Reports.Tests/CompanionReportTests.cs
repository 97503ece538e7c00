using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Touchstone.Reports.Tests;

/// <summary>What CI systems read beside the site: only the gate may fail a test there.</summary>
public sealed class CompanionReportTests
{
    [Fact]
    public void A_test_fails_where_the_gate_is_red_and_nowhere_else()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "junit.xml");
        var input = Sample.Input();

        JUnitReport.Write(input, file);

        var failed = XDocument
            .Load(file)
            .Descendants("testcase")
            .Where(test => test.Element("failure") is not null)
            .Select(test =>
                ((string)test.Attribute("classname")!, (string)test.Attribute("name")!)
            );
        Assert.Equal([("reference-3.8", "arrays/char/short-set")], failed);
    }

    [Fact]
    public void The_counts_of_every_suite_add_up()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "junit.xml");

        JUnitReport.Write(Sample.Input(), file);

        Assert.All(
            XDocument.Load(file).Descendants("testsuite"),
            suite =>
            {
                Assert.Equal((int)suite.Attribute("tests")!, suite.Elements("testcase").Count());
                Assert.Equal(
                    (int)suite.Attribute("skipped")!,
                    suite.Descendants("skipped").Count()
                );
                Assert.Equal(
                    (int)suite.Attribute("failures")!,
                    suite.Descendants("failure").Count()
                );
            }
        );
    }

    [Fact]
    public void The_two_formats_say_the_same()
    {
        using var folder = new TemporaryFolder();
        var (junit, ctrf) = (
            Path.Combine(folder.Path, "junit.xml"),
            Path.Combine(folder.Path, "ctrf.json")
        );
        var input = Sample.Input();

        JUnitReport.Write(input, junit);
        CtrfReport.Write(input, ctrf);

        var summary = JsonNode.Parse(File.ReadAllText(ctrf))!["results"]!["summary"]!;
        var suites = XDocument.Load(junit).Descendants("testsuite").ToList();
        Assert.Equal(suites.Sum(suite => (int)suite.Attribute("tests")!), (int)summary["tests"]!);
        Assert.Equal(
            suites.Sum(suite => (int)suite.Attribute("failures")!),
            (int)summary["failed"]!
        );
        Assert.Equal(
            suites.Sum(suite => (int)suite.Attribute("skipped")!),
            (int)summary["skipped"]!
        );
    }

    [Fact]
    public void The_summary_says_what_is_incomplete_and_what_is_not_as_expected()
    {
        var text = MarkdownSummary.Text(Sample.Input());

        Assert.Contains("**Incomplete:** cpython-2.7.18", text, StringComparison.Ordinal);
        Assert.Contains(
            "- new difference: reference-3.8 on `arrays/char/short-set`",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_same_input_gives_the_same_report_byte_by_byte() =>
        Assert.Equal(ReportSite.Render(Sample.Input()), ReportSite.Render(Sample.Input()));

    [Fact]
    public void Pages_of_an_earlier_report_go_and_other_files_stay()
    {
        using var folder = new TemporaryFolder();
        var input = Sample.Input();
        ReportSite.Write(input, folder.Path);
        var own = Path.Combine(folder.Path, "notes.txt");
        File.WriteAllText(own, "mine");

        ReportSite.Write(input with { Cases = input.Cases.RemoveAt(0) }, folder.Path);

        Assert.True(File.Exists(own));
        Assert.Equal(
            input.Cases.Length - 1,
            Directory.GetFiles(Path.Combine(folder.Path, "cases")).Length
        );
    }
}
