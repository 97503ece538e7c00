using System.Text;

namespace Touchstone.Ctypes;

/// <summary>Python's <c>str</c>: a sequence of code points, in which surrogates may stand alone.</summary>
/// <remarks>A .NET string would merge two neighbouring lone surrogates into one character, and ctypes can make such text.</remarks>
public sealed class PyText : IEquatable<PyText>
{
    private readonly int[] _codePoints;

    public PyText(ReadOnlySpan<int> codePoints) => _codePoints = codePoints.ToArray();

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

    public int Length => _codePoints.Length;

    public ReadOnlySpan<int> CodePoints => _codePoints;

    public bool Equals(PyText? other) =>
        other is not null && CodePoints.SequenceEqual(other.CodePoints);

    public override bool Equals(object? obj) => Equals(obj as PyText);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

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
