using System.Runtime.InteropServices;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Language;

/// <summary>A place in a file; both numbers count from 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Line, int Column);

/// <summary>One file's text, its lines, and the mistakes found in it.</summary>
internal sealed class SourceText(string file, string text, List<CaseProblem> problems)
{
    public string File { get; } = file;

    public string Text { get; } = text;

    public string[] Lines { get; } = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];

    /// <summary>How many mistakes the whole catalogue has so far.</summary>
    public int Count => problems.Count;

    public void Report(Place place, string message) =>
        problems.Add(
            new CaseProblem(
                File,
                place.Line,
                place.Column,
                message,
                place.Line <= Lines.Length ? Lines[place.Line - 1] : ""
            )
        );

    /// <summary>The first character of a line that is no space.</summary>
    public Place StartOfLine(int line) =>
        new(line, Lines[line - 1].Length - Lines[line - 1].TrimStart().Length + 1);

    public static Place PlaceOf(YamlNode node) => PlaceOf(node.Start);

    public static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);
}

/// <summary>A YAML scalar's value, each character of which knows its place in the file.</summary>
internal sealed class Passage
{
    private readonly Place[] _places;

    public Passage(SourceText source, YamlScalarNode node)
    {
        Source = source;
        Text = node.Value ?? "";
        _places = node.Style is ScalarStyle.Literal or ScalarStyle.Folded
            ? PlacesInBlock(source, node, Text)
            : PlacesInFlow(source, node, Text);
    }

    public SourceText Source { get; }

    public string Text { get; }

    /// <summary>The place of the character at <paramref name="offset"/>; the end of the text has one, too.</summary>
    public Place At(int offset) => _places[offset];

    private static Place[] PlacesInBlock(SourceText source, YamlScalarNode node, string text)
    {
        var places = new Place[text.Length + 1];
        // The mark is that of the indicator; the content begins in the next line.
        var line = (int)node.Start.Line + 1;
        var indent = text.TrimStart('\n').Length == 0 ? 0 : IndentOf(source, line);
        var column = indent + 1;
        for (var i = 0; i <= text.Length; i++)
        {
            places[i] = new Place(line, column);
            if (i < text.Length && text[i] == '\n')
                (line, column) = (line + 1, indent + 1);
            else
                column++;
        }

        return places;
    }

    private static int IndentOf(SourceText source, int line)
    {
        for (; line <= source.Lines.Length; line++)
            if (source.Lines[line - 1].Trim().Length > 0)
                return source.Lines[line - 1].Length - source.Lines[line - 1].TrimStart(' ').Length;
        return 0;
    }

    /// <summary>Walks a plain or quoted scalar beside its value: escapes are several characters, a folded line break is one.</summary>
    private static Place[] PlacesInFlow(SourceText source, YamlScalarNode node, string text)
    {
        var places = new Place[text.Length + 1];
        int line = (int)node.Start.Line;
        int column = (int)node.Start.Column;
        if (node.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted)
            column++;
        for (var i = 0; i <= text.Length; i++)
        {
            while (line < source.Lines.Length && column > source.Lines[line - 1].TrimEnd().Length)
            {
                if (i == text.Length)
                    break;
                line++;
                var next = source.Lines[line - 1];
                column = next.Length - next.TrimStart().Length + 1;
                // The break itself is the space before this word.
                if (i < text.Length && char.IsWhiteSpace(text[i]) && next.Trim().Length > 0)
                    places[i++] = new Place(line, column);
            }

            if (i > text.Length)
                break;
            places[i] = new Place(line, column);
            column += WidthInSource(source.Lines[line - 1], column - 1, node.Style);
        }

        return places;
    }

    private static int WidthInSource(string line, int index, ScalarStyle style)
    {
        if (index + 1 >= line.Length)
            return 1;
        if (style == ScalarStyle.SingleQuoted && line[index] == '\'' && line[index + 1] == '\'')
            return 2;
        if (style != ScalarStyle.DoubleQuoted || line[index] != '\\')
            return 1;
        return line[index + 1] switch
        {
            'x' => 4,
            'u' => 6,
            'U' => 10,
            _ => 2,
        };
    }
}
