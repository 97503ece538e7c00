using Touchstone.Model;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Language;

/// <summary>Reads features.yaml: a map of <c>needs</c> and <c>features</c>.</summary>
internal static class FeatureFile
{
    public static FeatureVocabulary Read(SourceText source)
    {
        var root = YamlDocuments.Read(source) is [YamlMappingNode map] ? map : null;
        if (root is null)
            source.Report(new Place(1, 1), "the vocabulary is a map of `needs` and `features`");
        var features = Entries(source, root, "features")
            .Select(entry => new Feature(
                Required(source, entry, "slug"),
                Required(source, entry, "id"),
                Required(source, entry, "title"),
                Required(source, entry, "group"),
                Optional(entry, "since"),
                Required(source, entry, "notes"),
                Optional(entry, "docs")
            ))
            .ToArray();
        foreach (var (entry, feature) in Entries(source, root, "features").Zip(features))
            if (features.First(other => other.Slug == feature.Slug) != feature)
                source.Report(
                    SourceText.PlaceOf(entry),
                    $"there is a feature `{feature.Slug}` already"
                );
        var needs = Entries(source, root, "needs").Select(entry => Required(source, entry, "name"));
        return new FeatureVocabulary([.. features], [.. needs]);
    }

    private static IEnumerable<YamlMappingNode> Entries(
        SourceText source,
        YamlMappingNode? root,
        string key
    )
    {
        if (root is null)
            return [];
        if (
            root.Children.TryGetValue(new YamlScalarNode(key), out var node)
            && node is YamlSequenceNode list
        )
            return list.Children.OfType<YamlMappingNode>();
        source.Report(SourceText.PlaceOf(root), $"the vocabulary has no list `{key}`");
        return [];
    }

    private static string Required(SourceText source, YamlMappingNode entry, string key)
    {
        if (Optional(entry, key) is { } text)
            return text;
        source.Report(SourceText.PlaceOf(entry), $"this entry has no `{key}`");
        return "";
    }

    private static string? Optional(YamlMappingNode entry, string key) =>
        entry.Children.TryGetValue(new YamlScalarNode(key), out var node)
            ? (node as YamlScalarNode)?.Value
            : null;
}
