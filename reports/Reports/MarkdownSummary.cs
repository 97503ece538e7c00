using System.Globalization;
using System.Text;
using Touchstone.Model;
using Touchstone.Reports.Site;
using Touchstone.Reports.Text;

namespace Touchstone.Reports;

/// <summary>A page of Markdown for a CI job's summary: the counts of every runtime, and what is not as expected.</summary>
public static class MarkdownSummary
{
    private const int NewsLimit = 20;

    /// <exception cref="IOException">The file could not be written.</exception>
    public static void Write(ReportInput input, string file) =>
        File.WriteAllText(file, Text(input));

    internal static string Text(ReportInput input)
    {
        var index = new SiteIndex(input);
        var text = new StringBuilder("# Touchstone\n\n");
        Line(
            text,
            $"{input.Cases.Length} cases, {input.Cases.Sum(one => one.Programs.Length)} programs, {index.Runtimes.Length} runtimes."
        );
        foreach (var run in input.Runs.Where(run => !run.Complete))
        {
            Line(
                text,
                $"\n> **Incomplete:** {Escaped(run.Runtime.Name)}: {Escaped(run.Problem ?? "programs are missing")}"
            );
        }
        Line(
            text,
            $"\n| runtime | held against | programs | same | oracle wrong | differ | crashed, hung | unsupported | nothing to compare | gate |"
        );
        Line(text, $"|:--|:--|--:|--:|--:|--:|--:|--:|--:|:--|");
        foreach (var runtime in index.Runtimes)
        {
            var counts = RuntimeCounts.Of(runtime);
            var gate =
                !runtime.IsGated ? "shown only"
                : counts.NotAsExpected == 0 ? "as expected"
                : $"**{counts.NotAsExpected} not as expected**";
            Line(
                text,
                $"| {Escaped(runtime.Runtime)} | {Escaped(runtime.Oracle ?? "nothing")} | {counts.Programs} | {counts.Same} | {counts.OracleWrong} | {counts.Differing} | {counts.Failed} | {counts.Unsupported} | {counts.Unjudged} | {gate} |"
            );
        }
        News(text, index);
        return text.ToString();
    }

    private static void News(StringBuilder text, SiteIndex index)
    {
        var news = index
            .Runtimes.SelectMany(runtime =>
                runtime
                    .Verdicts.Where(verdict => verdict.Gate.IsRed())
                    .Select(verdict =>
                        $"{Words.Of(verdict.Gate)}: {Escaped(runtime.Runtime)} on `{Code(verdict.Program)}`{(verdict.Symptom.Length == 0 ? "" : $", `{Code(verdict.Symptom)}`")}"
                    )
                    .Concat(
                        runtime.Problems.Select(problem =>
                            $"{Words.Of(problem.State)}: {Escaped(runtime.Runtime)}, {Escaped(problem.Subject)}: {Escaped(problem.Text)}"
                        )
                    )
            )
            .ToList();
        if (news.Count == 0)
        {
            return;
        }
        Line(text, $"\n## Not as expected\n");
        foreach (var line in news.Take(NewsLimit))
        {
            Line(text, $"- {line}");
        }
        if (news.Count > NewsLimit)
        {
            Line(text, $"- and {news.Count - NewsLimit} more");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Text from outside, with every character escaped that Markdown or the HTML in it gives a meaning.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in Visible.Text(text).ReplaceLineEndings(" "))
        {
            if (@"\`*_{}[]()#+!|<>&~".Contains(character))
            {
                escaped.Append('\\');
            }
            escaped.Append(character);
        }
        return escaped.ToString();
    }

    /// <summary>A code span shows everything as it is but the backtick that ends it.</summary>
    private static string Code(string text) =>
        Visible.Text(text, 160).ReplaceLineEndings(" ").Replace('`', '\'').Replace('|', '¦');
}
