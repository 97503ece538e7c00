using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>The closed vocabulary of features.yaml: what a case may say that it asks about, and what it may need.</summary>
internal sealed class FeatureVocabulary(
    ImmutableArray<Feature> features,
    IReadOnlyCollection<string> abilities
)
{
    /// <summary>For a program alone, which names no features: whatever abilities it needs are taken as they are.</summary>
    public static FeatureVocabulary Open { get; } = new([], []);

    public ImmutableArray<Feature> Features => features;

    public void CheckFeatures(SourceText source, IEnumerable<Word> words)
    {
        foreach (
            var word in words.Where(word => features.All(feature => feature.Slug != word.Text))
        )
            source.Report(
                word.Place,
                $"unknown feature `{word.Text}`{Nearest.Hint(word.Text, features.Select(feature => feature.Slug))}"
            );
    }

    public void CheckNeeds(SourceText source, IEnumerable<Word> words)
    {
        foreach (var word in words.Where(word => this != Open && !abilities.Contains(word.Text)))
            source.Report(
                word.Place,
                $"unknown ability `{word.Text}`{Nearest.Hint(word.Text, abilities)}"
            );
    }

    /// <summary>What the steps plainly use has to be among the features that the case lists.</summary>
    public void CheckDerived(
        SourceText source,
        Place place,
        IReadOnlyCollection<Word> listed,
        Program program
    )
    {
        foreach (var (slugs, use) in FeatureUse.Of(program))
        {
            var known = slugs
                .Where(slug => features.Any(feature => feature.Slug == slug))
                .ToArray();
            if (known.Length > 0 && !listed.Any(word => known.Contains(word.Text)))
                source.Report(place, $"the steps use {use}: list `{known[0]}`");
        }
    }
}
