namespace Touchstone.Ctypes.Tests;

/// <summary>Asks a live CPython and the .NET host the same questions, in Python.</summary>
public sealed class CPythonAgreementTests
{
    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        for (var minor = CPythonVersion.Oldest.Minor; minor <= CPythonVersion.Newest.Minor; minor++)
        {
            if (LivePython.Find(minor) is null)
            {
                rows.Add(minor, "all");
                continue;
            }
            foreach (var theme in Questions.Themes)
                rows.Add(minor, theme.Name);
            // A memory checker takes thirty times as long, and finds in one version what it finds in all.
            if (Sessions.AreMemoryChecked)
                break;
        }
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task Answers_are_those_of_CPython(int minor, string theme)
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
        foreach (var (snippet, answer) in questions.Snippets.Zip(expected))
        {
            if (answer is null)
                TestContext.Current.AddWarning($"CPython 3.{minor} died of: {snippet}");
        }
        if (differences.Count > 0)
            Assert.Fail(string.Join('\n', differences));
    }

    private static string Answer(int minor, string preamble, string snippet)
    {
        var scope = new Scope(Sessions.Of(new CtypesProfile(new CPythonVersion(minor))));
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
