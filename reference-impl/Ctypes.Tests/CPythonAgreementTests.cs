namespace Touchstone.Ctypes.Tests;

/// <summary>Asks a live CPython and the .NET host the same questions, in Python.</summary>
public sealed class CPythonAgreementTests
{
    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        for (var minor = CPythonVersion.Oldest.Minor; minor <= CPythonVersion.Newest.Minor; minor++)
        {
            if (Agreement.FindPython(minor) is null)
            {
                rows.Add(minor, "all");
                continue;
            }
            foreach (var question in Questions.Themes.SelectMany(theme => theme.Questions))
                rows.Add(Agreement.Row(minor, question));
            // A memory checker takes thirty times as long, and finds in one version what it finds in all.
            if (Sessions.AreMemoryChecked)
                break;
        }
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public Task Answers_are_those_of_CPython(int minor, string question) =>
        Agreement.CheckAsync(
            minor,
            question,
            () => new Scope(Sessions.Of(new CtypesProfile(new CPythonVersion(minor))))
        );
}
