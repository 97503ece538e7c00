using System.Collections.Immutable;
using Touchstone.Language;
using Touchstone.Model;
using Touchstone.Reports;

namespace Touchstone.Cli;

/// <summary>Writes a run's report: the site, and beside it what CI systems read.</summary>
internal static class ReportFiles
{
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(
        RunRequest request,
        RunReport report,
        Catalogue catalogue,
        Installation installation,
        string directory
    )
    {
        var programs = request.Cases.SelectMany(entry => entry.Programs);
        var input = new ReportInput(
            request.IsPartial ? "a part of the catalogue" : "the whole catalogue",
            report.Runs.Max(run => run.Started),
            request.Cases,
            catalogue.Features,
            report.Runs,
            report.Verdicts,
            programs.ToImmutableDictionary(
                program => program.Name,
                program => Source(program, report.Truth[program.Name]),
                StringComparer.Ordinal
            ),
            [.. Fixtures(installation)]
        );
        Directory.CreateDirectory(directory);
        _ = ReportSite.Write(input, directory);
        JUnitReport.Write(input, Path.Combine(directory, "junit.xml"));
        CtrfReport.Write(input, Path.Combine(directory, "ctrf.json"));
        MarkdownSummary.Write(input, Path.Combine(directory, "summary.md"));
    }

    private static ProgramSource Source(Program program, LoweredC c) =>
        new(PythonLowering.StandAlone(program), c.Keys.IsEmpty ? null : c.Source, c.Reason);

    private static IEnumerable<FixtureSource> Fixtures(Installation installation) =>
        Directory
            .EnumerateFiles(installation.FixtureSources, "*.c", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new FixtureSource(
                Path.GetRelativePath(installation.FixtureSources, file),
                File.ReadAllText(file)
            ));
}
