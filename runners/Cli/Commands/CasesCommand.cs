using System.CommandLine;
using Spectre.Console;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Cli.Commands;

/// <summary>Lists the catalogue.</summary>
internal static class CasesCommand
{
    public static Command Create()
    {
        var glob = SharedOptions.Case();
        var feature = new Option<string[]>("--feature")
        {
            Description = "Only cases of these features, by slug, row or group of features.yaml.",
            HelpName = "FEATURE",
        };
        var cases = SharedOptions.Cases();
        var json = SharedOptions.Json();
        var command = new ExampleCommand(
            "cases",
            "List the catalogue.",
            "touchstone cases --feature arrays --case 'arrays/slice/*'"
        )
        {
            glob,
            feature,
            cases,
            json,
        };
        command.SetAction(parsed =>
        {
            var catalogue = CatalogueFiles.Read(parsed.GetValue(cases));
            var selected = CaseSelection
                .ByName(catalogue.Cases, parsed.GetValue(glob) ?? [])
                .Where(ByFeature(catalogue, parsed.GetValue(feature) ?? []))
                .ToList();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(ModelJson.Write(selected.Select(Entry)));
                return;
            }
            var table = new Table().Border(TableBorder.None).HideHeaders();
            table.AddColumns("", "", "");
            foreach (var entry in selected)
            {
                table.AddRow(
                    Markup.Escape(entry.Id),
                    entry.Programs.Length == 1 ? "" : $"×{entry.Programs.Length}",
                    Markup.Escape(entry.Title)
                );
            }
            Terminal.Out.Write(table);
            Terminal.Out.WriteLine(
                $"{selected.Count} cases, {selected.Sum(entry => entry.Programs.Length)} programs, "
                    + $"{selected.SelectMany(entry => entry.Features).Distinct(StringComparer.Ordinal).Count()} features"
            );
        });
        return command;
    }

    private static object Entry(Case entry) =>
        new
        {
            entry.Id,
            entry.Title,
            entry.Why,
            entry.Features,
            entry.References,
            entry.File,
            entry.Line,
            Programs = entry.Programs.Select(program => program.Name),
        };

    private static Func<Case, bool> ByFeature(Catalogue catalogue, string[] wanted)
    {
        if (wanted.Length == 0)
        {
            return _ => true;
        }
        var slugs = wanted.SelectMany(name => SlugsOf(catalogue, name)).ToHashSet();
        return entry => entry.Features.Any(slugs.Contains);
    }

    private static List<string> SlugsOf(Catalogue catalogue, string name)
    {
        var found = catalogue
            .Features.Where(feature =>
                Matches(feature.Slug) || Matches(feature.Id) || Matches(feature.Group)
            )
            .Select(feature => feature.Slug)
            .ToList();
        return found.Count > 0
            ? found
            : throw new Refusal(
                ExitCode.Usage,
                $"there is no feature `{name}`; the groups are "
                    + string.Join(
                        ", ",
                        catalogue.Features.Select(feature => feature.Group).Distinct()
                    )
            );

        bool Matches(string text) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
    }
}
