namespace Touchstone.Ctypes.Tests;

/// <summary>Asks a live CPython and the second host the same questions: a rule that were in the .NET host would be missing here.</summary>
public sealed class SecondHostAgreementTests
{
    // How libraries are found and loaded, and what a report of a lost error looks like, is each host's own affair.
    private static readonly string[] OfTheHost = ["libraries", "callback reports"];

    public static TheoryData<int, string> Rows()
    {
        var found = Enumerable
            .Range(
                CPythonVersion.Oldest.Minor,
                CPythonVersion.Newest.Minor - CPythonVersion.Oldest.Minor + 1
            )
            .Where(minor => Agreement.FindPython(minor) is not null)
            .ToList();
        var rows = new TheoryData<int, string>();
        if (found.Count == 0)
        {
            rows.Add(CPythonVersion.Newest.Minor, "all");
            return rows;
        }
        // The oldest that is here, the newest, and one between: what leaks into a host leaks in every version.
        foreach (var minor in new[] { found[0], found[found.Count / 2], found[^1] }.Distinct())
        {
            foreach (var theme in Questions.Themes.Where(theme => !OfTheHost.Contains(theme.Name)))
            {
                foreach (var question in theme.Questions)
                    rows.Add(Agreement.Row(minor, question));
            }
        }
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public Task A_host_with_errors_as_statuses_answers_as_CPython(int minor, string question) =>
        Agreement.CheckAsync(
            minor,
            question,
            () => new TinyScope(new CtypesProfile(new CPythonVersion(minor)))
        );
}
