using System.Collections.Immutable;
using System.Text;

namespace Touchstone.Language;

/// <summary>One mistake in a case file: where it is, and what would be right.</summary>
/// <param name="File">As it was found: relative to the catalogue, or the name that the caller gave the text.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="SourceLine">The line as the author wrote it; empty where the file has none.</param>
public sealed record CaseProblem(string File, int Line, int Column, string Text, string SourceLine)
{
    /// <summary><c>file:line:column: text</c>, then the line itself and a caret below the place.</summary>
    public override string ToString()
    {
        var message = new StringBuilder($"{File}:{Line}:{Column}: {Text}");
        if (SourceLine.Trim().Length > 0)
        {
            // Tabs stay tabs, so the caret stands below its character however wide the terminal shows them.
            var indent = SourceLine
                .Take(Column - 1)
                .Select(character => character == '\t' ? '\t' : ' ');
            message.Append($"\n    {SourceLine}\n    {string.Concat(indent)}^");
        }

        return message.ToString();
    }
}

/// <summary>A catalogue that cannot be used, with every mistake found in it, so that one run shows them all.</summary>
public sealed class CaseFormatException(ImmutableArray<CaseProblem> problems)
    : Exception(string.Join('\n', problems))
{
    public ImmutableArray<CaseProblem> Problems { get; } = problems;
}
