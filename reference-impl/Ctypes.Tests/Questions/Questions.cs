namespace Touchstone.Ctypes.Tests;

/// <summary>One rule of ctypes, and the Python that asks for it.</summary>
/// <param name="Row">The row of the feature catalogue that says the rule.</param>
/// <param name="Sentence">The rule. No two questions have the same row and sentence: they name a test.</param>
/// <param name="Snippets">Python whose last statement is an expression: its value, or what it raises, is the answer.</param>
internal sealed record Question(string Row, string Sentence, params IReadOnlyList<string> Snippets)
{
    public string Title => $"{Row}: {Sentence}";
}

/// <summary>Questions that begin alike.</summary>
/// <param name="Preamble">Python that runs before each snippet.</param>
internal sealed record Theme(string Name, string Preamble, IReadOnlyList<Question> Questions);

/// <summary>What CPython is asked.</summary>
internal static partial class Questions
{
    public static IReadOnlyList<Theme> Themes =>
        [
            Scalars,
            Structures,
            Layouts,
            Fields,
            Types,
            Representations,
            Buffers,
            Copies,
            Corners,
            Arrays,
            Pointers,
            Text,
            Memory,
            KeepAlive,
            Lifetimes,
            Parameters,
            Calls,
            Callbacks,
            Libraries,
            Prototypes,
            Conversions,
            Refusals,
            CallbackReports,
            CallbackCalls,
        ];

    /// <summary>The one question of that title, and its theme.</summary>
    public static (Theme Theme, Question Question) Of(string title) =>
        (
            from theme in Themes
            from question in theme.Questions
            where question.Title == title
            select (theme, question)
        ).Single();
}
