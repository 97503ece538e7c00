using System.Text.RegularExpressions;

namespace Touchstone.Reports.Tests;

public sealed class SiteTests
{
    [Fact]
    public void Every_link_leads_to_a_page_of_the_site()
    {
        using var folder = new TemporaryFolder();
        ReportSite.Write(Sample.Input(), folder.Path);
        Assert.All(
            Directory.EnumerateFiles(folder.Path, "*.html", SearchOption.AllDirectories),
            page =>
                Assert.All(
                    LocalLinks(File.ReadAllText(page)),
                    link =>
                    {
                        var target = link.StartsWith('#')
                            ? page
                            : Path.Combine(Path.GetDirectoryName(page)!, link.Split('#')[0]);
                        Assert.True(File.Exists(target), $"{page} links to {link}");
                        if (link.Split('#') is [_, { Length: > 0 } fragment])
                        {
                            Assert.Contains(
                                $"id=\"{fragment}\"",
                                File.ReadAllText(target),
                                StringComparison.Ordinal
                            );
                        }
                    }
                )
        );
    }

    /// <summary>Engines write the properties of an answer in orders of their own, and messages in words of their own.</summary>
    [Fact]
    public void Runtimes_that_say_the_same_stand_together()
    {
        var page = ReportSite.Render(Sample.Input())["cases/layout.bit-fields.html"];
        var section = page[page.IndexOf("id=\"pack_", StringComparison.Ordinal)..];

        Assert.Contains(
            "2 different answers",
            section[..section.IndexOf("</article>", StringComparison.Ordinal)],
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<string> LocalLinks(string html) =>
        Regex
            .Matches(
                html,
                "href=\"(?<to>[^\"]*)\"",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5)
            )
            .Select(match => match.Groups["to"].Value)
            .Where(link =>
                !link.StartsWith("https:", StringComparison.Ordinal)
                && !link.StartsWith("data:", StringComparison.Ordinal)
            );
}
