using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Touchstone.Reports.Site;

/// <param name="Line">Where the quote begins, from 1.</param>
internal sealed record FixtureQuote(string File, int Line, string Text);

/// <summary>Finds the definition of a fixture's function in its source, with the comment above it.</summary>
internal sealed partial class FixtureQuotes
{
    private readonly Dictionary<string, FixtureQuote> _quotes = new(StringComparer.Ordinal);

    public FixtureQuotes(ImmutableArray<FixtureSource> sources)
    {
        foreach (var source in sources)
        {
            Read(source);
        }
    }

    /// <summary>The functions that are found, in the order asked for, each once.</summary>
    public IEnumerable<FixtureQuote> For(IEnumerable<string> symbols) =>
        symbols
            .Distinct(StringComparer.Ordinal)
            .Select(symbol => _quotes.GetValueOrDefault(symbol))
            .OfType<FixtureQuote>()
            .Distinct();

    private void Read(FixtureSource source)
    {
        var lines = source.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Definition().Match(lines[i]) is { Success: true } match)
            {
                var first = i;
                while (first > 0 && Comment().IsMatch(lines[first - 1]))
                {
                    first--;
                }
                var last = i;
                while (!EndsBody(lines[last]) && last + 1 < lines.Length)
                {
                    last++;
                }
                _quotes.TryAdd(
                    match.Groups["name"].Value,
                    new FixtureQuote(
                        source.File,
                        first + 1,
                        string.Join('\n', lines[first..(last + 1)])
                    )
                );
            }
        }
    }

    /// <summary>The sources are formatted: a definition ends on its own line, or with a brace in the first column.</summary>
    private static bool EndsBody(string line) =>
        line.StartsWith('}')
        || (!line.StartsWith(' ') && line.TrimEnd().EndsWith('}'))
        || line.TrimEnd().EndsWith(';') && !line.StartsWith(' ');

    [GeneratedRegex(@"^FIXTURE\s[^(=;]*?\b(?<name>\w+)\s*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^\s*(/\*|\*|//)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();
}
