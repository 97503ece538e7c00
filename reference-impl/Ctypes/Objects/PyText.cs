using System.Text;

namespace Touchstone.Ctypes;

/// <summary>Python's <c>str</c>: a sequence of code points, in which surrogates may stand alone.</summary>
/// <remarks>A .NET string would merge two neighbouring lone surrogates into one character, and ctypes can make such text.</remarks>
public sealed class PyText : IEquatable<PyText>
{
    private readonly int[] _codePoints;

    /// <summary>Copies the code points: 0 to 0x10FFFF, lone surrogates (0xD800 to 0xDFFF) included.</summary>
    public PyText(ReadOnlySpan<int> codePoints) => _codePoints = codePoints.ToArray();

    /// <summary>Joins each pair of surrogates to one code point; lone ones stay.</summary>
    public PyText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var points = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair =
                char.IsHighSurrogate(text[i])
                && i + 1 < text.Length
                && char.IsLowSurrogate(text[i + 1]);
            points.Add(isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i]);
        }
        _codePoints = [.. points];
    }

    /// <summary><c>len</c>: code points, not UTF-16 units.</summary>
    public int Length => _codePoints.Length;

    /// <summary>As Python's <c>ord</c> gives them, whatever the width of C's <c>wchar_t</c>.</summary>
    public ReadOnlySpan<int> CodePoints => _codePoints;

    /// <summary>Python's <c>==</c>: the same code points.</summary>
    public bool Equals(PyText? other) =>
        other is not null && CodePoints.SequenceEqual(other.CodePoints);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PyText);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text itself; a lone surrogate is a lone UTF-16 unit, and two neighbours read as one character.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(_codePoints.Length);
        foreach (var point in _codePoints)
        {
            if (point > char.MaxValue)
                text.Append(char.ConvertFromUtf32(point));
            else
                text.Append((char)point);
        }
        return text.ToString();
    }
}
