using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>The lines that let a lowered program run without the harness.</summary>
internal static class StandAlonePrelude
{
    public static string Around(Program program, string python) => $"# {program.Name}\n{python}";
}
