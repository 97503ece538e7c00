using Spectre.Console;
using Touchstone.Model;

namespace Touchstone.Cli;

/// <summary>The end of a run for people: a row for each runtime, then what is not as expected and what to do next.</summary>
internal static class RunTable
{
    // Enough to see what goes wrong; the report has them all, and their number is told.
    private const int MostShown = 20;

    private static readonly (Agreement Agreement, string Heading)[] Columns =
    [
        (Agreement.Same, "same"),
        (Agreement.SameByRule, "same by rule"),
        (Agreement.SameButBothDifferFromC, "same, both differ from C"),
        (Agreement.OracleWrong, "oracle wrong"),
        (Agreement.Differs, "differs"),
        (Agreement.OnlyTargetFailed, "only target failed"),
        (Agreement.OracleFailed, "oracle failed"),
        (Agreement.OracleUnstable, "oracle unstable"),
        (Agreement.OnlyUnderEmulation, "only under emulation"),
        (Agreement.Incomparable, "incomparable"),
    ];

    /// <param name="site">The directory of the report; null where none was written.</param>
    public static void Write(RunReport report, string? site)
    {
        var summary = RunSummary.Of(report);
        var shown = Columns
            .Where(column =>
                column.Agreement is Agreement.Same or Agreement.Differs
                || summary.Runtimes.Any(runtime => runtime.Agreements.ContainsKey(column.Agreement))
            )
            .ToList();
        var table = new Table().Border(
            Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded
        );
        table.AddColumn("runtime").AddColumn("held against");
        foreach (var (_, heading) in shown)
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }
        table.AddColumn("gate");
        foreach (var runtime in summary.Runtimes)
        {
            table.AddRow([
                Markup.Escape(runtime.Name),
                Markup.Escape(runtime.Oracle ?? "nothing"),
                .. shown.Select(column => Count(runtime, column.Agreement)),
                GateText(runtime),
            ]);
        }
        if (!summary.Runtimes.IsEmpty)
        {
            Terminal.Out.Write(table);
        }
        foreach (var runtime in summary.Runtimes.Where(runtime => runtime.IsRed))
        {
            WriteRed(runtime);
        }
        foreach (var problem in summary.Problems)
        {
            Console.Error.WriteLine($"touchstone: {problem.Runtime}: {problem.Reason}");
        }
        if (site is not null)
        {
            Terminal.Out.WriteLine($"report: {Path.Combine(site, "index.html")}");
        }
    }

    private static string Count(RuntimeSummary runtime, Agreement agreement) =>
        runtime.Agreements.TryGetValue(agreement, out var count) ? $"{count}" : "·";

    private static string GateText(RuntimeSummary runtime) =>
        !runtime.IsGated ? "[dim]shown only[/]"
        : runtime.IsRed ? $"[red]red: {runtime.Red.Length + runtime.Problems.Length}[/]"
        : "[green]green[/]";

    private static void WriteRed(RuntimeSummary runtime)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine(
            $"{runtime.Name}: {runtime.Red.Length} programs are not as expected"
                + (runtime.Red.Length > MostShown ? $"; the first {MostShown}:" : ":")
        );
        foreach (var program in runtime.Red.Take(MostShown))
        {
            Terminal.Out.WriteLine(
                $"  {program.Program}: {Words($"{program.Gate}")}, {Words($"{program.Agreement}")}"
                    + (
                        program.Outcome is Outcome.Completed
                            ? ""
                            : $", {Words($"{program.Outcome}")}"
                    )
                    + (program.Symptom.Length == 0 ? "" : $" [{program.Symptom}]")
            );
        }
        foreach (var problem in runtime.Problems)
        {
            Terminal.Out.WriteLine($"  {problem.Subject}: {problem.Text}");
        }
        if (runtime.Red is [var first, ..])
        {
            Terminal.Out.WriteLine(
                $"  next: touchstone show {first.Program}"
                    + $"; touchstone run --runtime {runtime.Name} --case {first.Program}"
            );
        }
    }

    /// <summary><c>OnlyTargetFailed</c> → <c>only target failed</c>.</summary>
    private static string Words(string name) =>
        string.Concat(
            name.Select(
                (letter, index) =>
                    char.IsAsciiLetterUpper(letter)
                        ? $"{(index == 0 ? "" : " ")}{char.ToLowerInvariant(letter)}"
                        : $"{letter}"
            )
        );
}
