using System.Collections.Concurrent;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ctypes.Tests;

/// <summary>A live CPython and a host, asked the same questions in Python.</summary>
internal static class Agreement
{
    // A process costs as much as hundreds of snippets, so a version is asked a whole theme at once, for every test that needs it.
    private static readonly ConcurrentDictionary<
        (int Minor, string Theme),
        Lazy<Task<string?[]>>
    > Answers = new();

    /// <summary>The interpreter of a minor version of CPython 3; null where the machine has none.</summary>
    public static string? FindPython(int minor) => Command.FindPython($"3.{minor}");

    /// <summary>A row of a theory, reported under the question's own sentence.</summary>
    public static TheoryDataRow<int, string> Row(int minor, Question question) =>
        new(minor, question.Title) { Label = $"3.{minor}, {question.Title}" };

    /// <summary>Fails if the host answers a snippet otherwise than CPython; warns of a snippet that kills CPython.</summary>
    /// <param name="scope">A new scope of the host: no snippet sees what another left behind.</param>
    public static async Task CheckAsync(int minor, string title, Func<Scope> scope)
    {
        var python = FindPython(minor);
        Assert.SkipWhen(python is null, $"there is no CPython 3.{minor} on this machine");
        var (theme, question) = Questions.Of(title);
        var expected = await ExpectedAsync(python, minor, theme, question);
        var differences = new List<string>();
        foreach (var (snippet, answer) in question.Snippets.Zip(expected))
        {
            if (answer is null)
            {
                TestContext.Current.AddWarning($"CPython 3.{minor} died of: {snippet}");
                continue;
            }
            var ours = Answer(scope(), theme.Preamble, snippet);
            if (ours != answer)
                differences.Add($"{snippet}\n  CPython: {answer}\n  ours:    {ours}");
        }
        if (differences.Count > 0)
            Assert.Fail(string.Join('\n', differences));
    }

    private static async Task<IEnumerable<string?>> ExpectedAsync(
        string python,
        int minor,
        Theme theme,
        Question question
    )
    {
        var answers = await Answers
            .GetOrAdd(
                (minor, theme.Name),
                _ =>
                    new(() =>
                        LivePython.AskAsync(
                            python,
                            theme.Preamble,
                            [.. theme.Questions.SelectMany(q => q.Snippets)]
                        )
                    )
            )
            .Value;
        var before = theme
            .Questions.TakeWhile(q => !ReferenceEquals(q, question))
            .Sum(q => q.Snippets.Count);
        return answers.Skip(before).Take(question.Snippets.Count);
    }

    private static string Answer(Scope scope, string preamble, string snippet)
    {
        try
        {
            // CPython answers each snippet in a process of its own; here the private errno is what the last one on this thread left.
            _ = Snippet.Parse("set_errno(0)")(scope);
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
