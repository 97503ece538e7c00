using System.Text;

namespace Touchstone.Language;

/// <summary>Lines of Python, indented as the blocks around them are.</summary>
internal sealed class PythonWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string text)
    {
        if (text.Length > 0)
            _text.Append(' ', 4 * _depth).Append(text);
        _text.Append('\n');
    }

    /// <summary>A line that ends with a colon, and its block; an empty block is a <c>pass</c>.</summary>
    public void Block(string head, Action body)
    {
        Line(head);
        _depth++;
        var before = _text.Length;
        body();
        if (_text.Length == before)
            Line("pass");
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
