using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Touchstone.Judging;

/// <summary>Versions of a runtime, as bounds that must all hold: <c>&gt;=3.8 &lt;3.14</c>. A bound without an operator means that version and all its releases.</summary>
public sealed record VersionRange
{
    private static readonly SearchValues<char> Numbers = SearchValues.Create("0123456789.");

    private readonly ImmutableArray<(string Operator, Version Bound)> _bounds;

    private VersionRange(ImmutableArray<(string, Version)> bounds) => _bounds = bounds;

    public static VersionRange Any { get; } = new([]);

    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRange? range)
    {
        var bounds = ImmutableArray.CreateBuilder<(string, Version)>();
        range = null;
        foreach (var word in text.Split(' ', ',').Where(word => word.Length > 0))
        {
            var digits = word.AsSpan().IndexOfAnyInRange('0', '9');
            if (
                digits < 0
                || word[..digits] is not (">=" or ">" or "<=" or "<" or "=" or "")
                || !TryVersion(word[digits..], out var version)
            )
            {
                return false;
            }
            bounds.Add((word[..digits], version));
        }
        range = new VersionRange(bounds.ToImmutable());
        return bounds.Count > 0;
    }

    /// <summary>Whether the version satisfies every bound. A text that is no version satisfies none but those of <see cref="Any"/>.</summary>
    public bool Contains(string version) =>
        _bounds.IsEmpty
        || (
            TryVersion(version, out var found)
            && _bounds.All(bound => Holds(bound.Operator, found, bound.Bound))
        );

    private static bool Holds(string comparison, Version found, Version bound)
    {
        // 3.11.2 is within =3.11 and within <=3.11: a bound speaks of as many parts as it names.
        var order = Truncated(found, bound).CompareTo(bound);
        return comparison switch
        {
            ">=" => order >= 0,
            ">" => order > 0,
            "<=" => order <= 0,
            "<" => order < 0,
            _ => order == 0,
        };
    }

    private static Version Truncated(Version version, Version like) =>
        like.Build < 0 ? new Version(version.Major, version.Minor) : version;

    /// <summary>Takes the leading numbers of <c>3.15.0b2</c>.</summary>
    internal static bool TryVersion(string text, [NotNullWhen(true)] out Version? version)
    {
        var end = text.AsSpan().IndexOfAnyExcept(Numbers);
        return Version.TryParse((end < 0 ? text : text[..end]).TrimEnd('.'), out version);
    }
}
