using System.Text.RegularExpressions;

namespace Touchstone.Judging;

/// <summary>A pattern over names: <c>*</c> stands for any text without a slash, <c>**</c> for any text.</summary>
public sealed record Glob(string Pattern)
{
    private readonly Regex _regex = new(
        "^" + Regex.Escape(Pattern).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*") + "$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );

    public bool IsWild => Pattern.Contains('*');

    public bool Matches(string name) => _regex.IsMatch(name);

    public bool Equals(Glob? other) => other is not null && Pattern == other.Pattern;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Pattern);

    public override string ToString() => Pattern;
}
