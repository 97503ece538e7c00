using System.IO.Enumeration;
using Touchstone.Model;

namespace Touchstone.Cli;

/// <summary>Picks cases by globs, in which * stands for anything, slashes included.</summary>
internal static class CaseSelection
{
    /// <summary>The cases that a glob names, each with those of its programs that were meant; all if there is no glob.</summary>
    /// <exception cref="Refusal">A glob names none.</exception>
    public static IReadOnlyList<Case> ByName(IEnumerable<Case> cases, IReadOnlyList<string> globs)
    {
        var all = cases.ToList();
        if (globs.Count == 0)
        {
            return all;
        }
        foreach (var glob in globs)
        {
            if (!all.Exists(entry => Names(glob, entry) || entry.Programs.Any(OneOf([glob]))))
            {
                throw new Refusal(
                    ExitCode.Usage,
                    $"no case is called `{glob}`{Nearest(all, glob)}"
                );
            }
        }
        return
        [
            .. all.Select(entry =>
                    globs.Any(glob => Names(glob, entry))
                        ? entry
                        : entry with
                        {
                            Programs = [.. entry.Programs.Where(OneOf(globs))],
                        }
                )
                .Where(entry => !entry.Programs.IsEmpty),
        ];
    }

    private static bool Names(string glob, Case entry) =>
        FileSystemName.MatchesSimpleExpression(glob, entry.Id, ignoreCase: false);

    private static Func<Program, bool> OneOf(IReadOnlyList<string> globs) =>
        program =>
            globs.Any(glob =>
                FileSystemName.MatchesSimpleExpression(glob, program.Name, ignoreCase: false)
            );

    /// <summary>Ids that share the most words with what was typed.</summary>
    private static string Nearest(List<Case> cases, string glob)
    {
        var words = glob.Split(['/', '-', '*', '@'], StringSplitOptions.RemoveEmptyEntries);
        var near = cases
            .Select(entry =>
                (
                    entry.Id,
                    Shared: words.Count(word => entry.Id.Contains(word, StringComparison.Ordinal))
                )
            )
            .Where(candidate => candidate.Shared > 0)
            .OrderByDescending(candidate => candidate.Shared)
            .Take(3)
            .Select(candidate => candidate.Id)
            .ToList();
        return near.Count == 0
            ? "; `touchstone cases` lists them"
            : $"; near are {string.Join(", ", near)}";
    }
}
