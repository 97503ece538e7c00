using System.Collections.Immutable;
using System.CommandLine;
using System.IO.Enumeration;
using Touchstone.Harness;
using Touchstone.Judging;
using Touchstone.Model;

namespace Touchstone.Cli.Commands;

/// <summary>The main job: runs the catalogue, judges, gates, reports.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var runtimes = new Option<string[]>("--runtime")
        {
            Description =
                "Only runtimes whose name matches; `touchstone doctor` lists the names. Without it, all are run.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        var globs = SharedOptions.Case();
        var report = new Option<string?>("--report")
        {
            Description = "Write the site, JUnit, CTRF and Markdown there.",
            HelpName = "DIR",
        };
        var results = new Option<string?>("--results")
        {
            Description = "Write each runtime's answers there, as NDJSON.",
            HelpName = "DIR",
        };
        var expectations = new Option<string?>("--expectations")
        {
            Description = "A directory of expectation files to use instead of Touchstone's own.",
            HelpName = "DIR",
        };
        // Tests of the gate break a rule of the reference with it.
        var mutant = new Option<string?>("--mutant") { Hidden = true };
        var cases = SharedOptions.Cases();
        var fixtures = SharedOptions.Fixtures();
        var pythons = SharedOptions.Python();
        var json = SharedOptions.Json();
        var command = new ExampleCommand(
            "run",
            "Run the catalogue on the reference and on every Python found, judge the answers, and gate.",
            "touchstone run --runtime reference-native --case 'structures/*' --report out"
        )
        {
            runtimes,
            globs,
            report,
            results,
            expectations,
            cases,
            fixtures,
            pythons,
            mutant,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var installation = Installation.Find();
                var catalogue = CatalogueFiles.Read(parsed.GetValue(cases));
                var wanted = parsed.GetValue(globs) ?? [];
                var selected = CaseSelection.ByName(catalogue.Cases, wanted).ToImmutableArray();
                var expected = ExpectationFiles(
                    parsed.GetValue(expectations),
                    installation.Expectations
                );
                var found = await PythonDiscovery.FindAsync(parsed.GetValue(pythons), cancellation);
                var available = Subjects.Of(found, installation, parsed.GetValue(mutant));
                var request = new RunRequest(
                    selected,
                    IsPartial: wanted.Length > 0,
                    Chosen(available, parsed.GetValue(runtimes) ?? []),
                    available,
                    expected,
                    NativeLibraries.Options(installation, parsed.GetValue(fixtures)),
                    installation.Cache
                );
                var outcome = await RunProgressView.WatchAsync(
                    request,
                    progress => new ConformanceRun(request, progress).ExecuteAsync(cancellation)
                );
                if (parsed.GetValue(results) is { } folder)
                {
                    foreach (var run in outcome.Runs)
                    {
                        ResultFile.Write(run, Path.Combine(folder, $"{run.Runtime.Name}.ndjson"));
                    }
                }
                if (parsed.GetValue(report) is { } site)
                {
                    ReportFiles.Write(request, outcome, catalogue, installation, site);
                }
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(ModelJson.Write(RunSummary.Of(outcome)));
                }
                else
                {
                    RunTable.Write(outcome, parsed.GetValue(report));
                }
                return outcome.ExitCode;
            }
        );
        return command;
    }

    private static Expectations ExpectationFiles(string? directory, string own) =>
        directory is not null && !Directory.Exists(directory)
            ? throw new Refusal(ExitCode.Usage, $"{directory}: there is no such directory")
            : Expectations.Read(directory ?? own);

    private static ImmutableArray<Subject> Chosen(ImmutableArray<Subject> available, string[] names)
    {
        foreach (var name in names)
        {
            if (!available.Any(subject => IsCalled(subject, name)))
            {
                throw new Refusal(
                    ExitCode.Usage,
                    $"there is no runtime `{name}` here; there are "
                        + string.Join(", ", available.Select(subject => subject.Name))
                );
            }
        }
        return names.Length == 0
            ? available
            : [.. available.Where(subject => names.Any(name => IsCalled(subject, name)))];
    }

    private static bool IsCalled(Subject subject, string name) =>
        FileSystemName.MatchesSimpleExpression(name, subject.Name, ignoreCase: false);
}
