namespace Touchstone.Ctypes.Tests;

/// <summary>Asks a live CPython and the second host the same questions: a rule that were in the .NET host would be missing here.</summary>
public sealed class SecondHostAgreementTests
{
    // The oldest, the newest, and one between the two big changes.
    private static readonly int[] Minors =
    [
        CPythonVersion.Oldest.Minor,
        13,
        CPythonVersion.Newest.Minor,
    ];

    // How libraries are found and loaded, and what a report of a lost error looks like, is each host's own affair.
    private static readonly string[] OfTheHost = ["libraries", "callback reports"];

    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        foreach (var minor in Minors)
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
