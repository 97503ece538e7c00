using System.CommandLine;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Cli.Commands;

/// <summary>Prints one case: why it is asked, its text, the Python that is run, the C that tells the truth.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("CASE")
        {
            Description = "The id of a case, or the name of one of its programs.",
        };
        var cases = SharedOptions.Cases();
        var json = SharedOptions.Json();
        var command = new ExampleCommand(
            "show",
            "Print one case: why it is asked, the Python that is run, the C that tells the truth.",
            "touchstone show structures/nested/read-shares"
        )
        {
            name,
            cases,
            json,
        };
        command.SetAction(parsed =>
        {
            var catalogue = CatalogueFiles.Read(parsed.GetValue(cases));
            var selected = CaseSelection.ByName(catalogue.Cases, [parsed.GetValue(name)!]);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(
                    ModelJson.Write(
                        selected.SelectMany(entry =>
                            entry.Programs.Select(program => Shown(entry, program))
                        )
                    )
                );
                return;
            }
            foreach (var entry in selected)
            {
                Write(entry);
            }
        });
        return command;
    }

    private static object Shown(Case entry, Program program)
    {
        var c = CLowering.Lower(program);
        return new
        {
            entry.Id,
            entry.Title,
            entry.Why,
            entry.Features,
            entry.References,
            entry.File,
            entry.Line,
            program.Name,
            program.Revision,
            program.Isolation,
            entry.Text,
            Python = PythonLowering.StandAlone(program),
            C = c.Source,
            CReason = c.Reason,
            Program = program,
        };
    }

    /// <summary>A case of many variants shows one of them in full: the others differ in a word.</summary>
    private static void Write(Case entry)
    {
        var program = entry.Programs[0];
        var c = CLowering.Lower(program);
        var output = Console.Out;
        output.WriteLine($"{entry.Id}: {entry.Title}");
        output.WriteLine($"{entry.File}:{entry.Line}");
        Section("Why", entry.Why);
        Section("Features", string.Join(", ", entry.Features));
        if (!entry.References.IsEmpty)
        {
            Section("References", string.Join(", ", entry.References));
        }
        if (entry.Programs.Length > 1)
        {
            Section(
                $"Programs ({entry.Programs.Length})",
                string.Join('\n', entry.Programs.Select(variant => variant.Name))
            );
        }
        Section("Case", entry.Text);
        Section($"Python, as {program.Name} is run", PythonLowering.StandAlone(program));
        Section("C, for the truth", c.Keys.IsEmpty ? "" : c.Source);
        if (c.Reason is not null)
        {
            Section("What C cannot say", c.Reason);
        }

        void Section(string heading, string text)
        {
            if (text.Length > 0)
            {
                output.WriteLine($"\n{heading}\n");
                output.WriteLine(text.TrimEnd());
            }
        }
    }
}
