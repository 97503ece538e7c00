using System.CommandLine;
using Spectre.Console;
using Touchstone.Harness;
using Touchstone.Model;

namespace Touchstone.Cli.Commands;

/// <summary>Says what was found, what is missing, and the command that installs it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var fixtures = SharedOptions.Fixtures();
        var pythons = SharedOptions.Python();
        var json = SharedOptions.Json();
        var command = new ExampleCommand(
            "doctor",
            "Say what was found, what is missing, and the command that installs it.",
            "touchstone doctor --json"
        )
        {
            fixtures,
            pythons,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var installation = Installation.Find();
                var found = await PythonDiscovery.FindAsync(parsed.GetValue(pythons), cancellation);
                var report = new DoctorReport(
                    [
                        .. found.Select(python => new PythonEntry(
                            python.Executable,
                            python.Implementation,
                            $"{python.Version}",
                            python.Library,
                            python.Problem
                        )),
                    ],
                    [.. Subjects.Of(found, installation).Select(subject => subject.Name)],
                    [
                        .. Requirements.Of(
                            found,
                            parsed.GetValue(fixtures) is { } path
                                ? Path.GetFullPath(path)
                                : installation.Fixtures
                        ),
                    ]
                );
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(ModelJson.Write(report));
                }
                else
                {
                    Write(report);
                }
                return report.Parts.Any(part => part is { IsRequired: true, Found: null })
                    ? ExitCode.Failure
                    : ExitCode.AsExpected;
            }
        );
        return command;
    }

    private static void Write(DoctorReport report)
    {
        var pythons = Plain("Python", "version", "libpython, for the twin", "");
        foreach (var python in report.Pythons)
        {
            pythons.AddRow(
                Markup.Escape(python.Executable),
                Markup.Escape($"{python.Implementation} {python.Version}"),
                Markup.Escape(python.Library ?? "none"),
                Markup.Escape(python.Problem ?? "")
            );
        }
        Terminal.Out.Write(pythons);
        Terminal.Out.WriteLine();

        var parts = Plain("part", "found", "");
        foreach (var part in report.Parts)
        {
            parts.AddRow(
                Markup.Escape(part.Name),
                part.Found is { } found ? $"[green]{Markup.Escape(found)}[/]"
                    : part.IsRequired ? "[red]missing[/]"
                    : "[yellow]missing[/]",
                part.Found is null ? Markup.Escape($"{part.Purpose}: {part.Remedy}") : ""
            );
        }
        Terminal.Out.Write(parts);
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine($"runtimes of a run: {string.Join(", ", report.Runtimes)}");
    }

    private static Table Plain(params string[] headings)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading)).PadRight(3));
        }
        return table;
    }

    private sealed record DoctorReport(
        IReadOnlyList<PythonEntry> Pythons,
        IReadOnlyList<string> Runtimes,
        IReadOnlyList<Requirement> Parts
    );

    private sealed record PythonEntry(
        string Executable,
        string Implementation,
        string Version,
        string? Library,
        string? Problem
    );
}
