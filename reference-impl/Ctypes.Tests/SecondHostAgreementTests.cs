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
                rows.Add(minor, theme.Name);
        }
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task A_host_with_errors_as_statuses_answers_as_CPython(int minor, string theme)
    {
        var python = LivePython.Find(minor);
        Assert.SkipWhen(python is null, $"there is no CPython 3.{minor} on this machine");
        var questions = Questions.Themes.Single(t => t.Name == theme);
        var expected = await LivePython.AskAsync(python, questions.Preamble, questions.Snippets);
        var differences = questions
            .Snippets.Zip(expected)
            .Select(pair =>
                (pair.First, pair.Second, Ours: Answer(minor, questions.Preamble, pair.First))
            )
            .Where(row => row.Second is not null && row.Second != row.Ours)
            .Select(row => $"{row.First}\n  CPython: {row.Second}\n  ours:    {row.Ours}")
            .ToList();
        if (differences.Count > 0)
            Assert.Fail(string.Join('\n', differences));
    }

    private static string Answer(int minor, string preamble, string snippet)
    {
        var scope = new TinyScope(new CtypesProfile(new CPythonVersion(minor)));
        try
        {
            _ = Snippet.Parse(preamble)(scope);
            return AnswerForm.Of(Snippet.Parse(snippet)(scope));
        }
        catch (PythonException error)
        {
            return AnswerForm.Of(error);
        }
        catch (Exception fault)
            when (fault
                    is InvalidOperationException
                        or InvalidCastException
                        or ArithmeticException
                        or ArgumentException
            )
        {
            return $"broken {fault.GetType().Name} {fault.Message}";
        }
    }
}
