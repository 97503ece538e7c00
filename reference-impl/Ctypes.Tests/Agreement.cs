using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ctypes.Tests;

/// <summary>A live CPython and a host, asked the same questions in Python.</summary>
internal static class Agreement
{
    /// <summary>The interpreter of a minor version of CPython 3; null where the machine has none.</summary>
    public static string? FindPython(int minor) => Command.FindPython($"3.{minor}");

    /// <summary>Fails with every snippet of a theme that the host answers otherwise. What CPython dies of is only warned of.</summary>
    /// <param name="scopeOf">A fresh scope of the host.</param>
    public static async Task AssertAsync(
        int minor,
        string theme,
        Func<CtypesProfile, Scope> scopeOf
    )
    {
        var python = FindPython(minor);
        Assert.SkipWhen(python is null, $"there is no CPython 3.{minor} on this machine");
        var profile = new CtypesProfile(new CPythonVersion(minor));
        var questions = Questions.Themes.Single(t => t.Name == theme);
        var expected = await LivePython.AskAsync(python, questions.Preamble, questions.Snippets);
        var differences = new List<string>();
        foreach (var (snippet, theirs) in questions.Snippets.Zip(expected))
        {
            if (theirs is null)
            {
                TestContext.Current.AddWarning($"CPython 3.{minor} died of: {snippet}");
                continue;
            }
            var ours = Answer(scopeOf(profile), questions.Preamble, snippet);
            if (ours != theirs)
                differences.Add($"{snippet}\n  CPython: {theirs}\n  ours:    {ours}");
        }
        if (differences.Count > 0)
            Assert.Fail(string.Join('\n', differences));
    }

    private static string Answer(Scope scope, string preamble, string snippet)
    {
        try
        {
            _ = Snippet.Parse(preamble)(scope);
            return AnswerForm.Of(Snippet.Parse(snippet)(scope));
        }
        catch (PythonException error)
        {
            return AnswerForm.Of(error);
        }
        // A fault of ours is an answer that no CPython gives: the other snippets are still asked.
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
