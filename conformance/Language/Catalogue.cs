using System.Collections.Immutable;
using Touchstone.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Language;

/// <summary>All cases of a directory and the features they may name.</summary>
public sealed record Catalogue(ImmutableArray<Case> Cases, ImmutableArray<Feature> Features)
{
    /// <summary>
    /// Reads every <c>*.yaml</c> below <paramref name="directory"/>, in the order of their paths, with the vocabulary
    /// beside it (<c>../schema/features.yaml</c>).
    /// </summary>
    /// <exception cref="CaseFormatException">Files have mistakes; it names all of them.</exception>
    /// <exception cref="IOException">The directory or the vocabulary cannot be read.</exception>
    public static Catalogue Read(string directory) =>
        Read(directory, Path.Combine(directory, "..", "schema", "features.yaml"));

    /// <inheritdoc cref="Read(string)"/>
    public static Catalogue Read(string directory, string featuresFile)
    {
        var files = Directory
            .EnumerateFiles(directory, "*.yaml", SearchOption.AllDirectories)
            .Select(path =>
                (Name: Path.GetRelativePath(directory, path).Replace('\\', '/'), Path: path)
            )
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (file.Name, File.ReadAllText(file.Path)));
        return Parse(files, Path.GetFileName(featuresFile), File.ReadAllText(featuresFile));
    }

    /// <summary>Reads cases from texts: what <see cref="Read(string)"/> does with files.</summary>
    /// <exception cref="CaseFormatException">The texts have mistakes; it names all of them.</exception>
    public static Catalogue Parse(
        IEnumerable<(string Name, string Text)> files,
        string featuresName,
        string featuresText
    )
    {
        var problems = new List<CaseProblem>();
        var vocabulary = FeatureFile.Read(new SourceText(featuresName, featuresText, problems));
        var cases = ImmutableArray.CreateBuilder<Case>();
        var seen = new Dictionary<string, Case>();
        foreach (var (name, text) in files)
        {
            var source = new SourceText(name, text, problems);
            foreach (var found in ReadFile(source, vocabulary))
            {
                if (found.Id.Length > 0 && seen.TryGetValue(found.Id, out var first))
                    source.Report(
                        new Place(found.Line, 1),
                        $"duplicate id `{found.Id}`: it is taken by {first.File}:{first.Line}"
                    );
                else
                    seen[found.Id] = found;
                cases.Add(found);
            }
        }

        return problems.Count == 0
            ? new Catalogue(cases.ToImmutable(), vocabulary.Features)
            : throw new CaseFormatException([.. problems]);
    }

    private static IEnumerable<Case> ReadFile(SourceText source, FeatureVocabulary vocabulary)
    {
        foreach (var node in YamlDocuments.Read(source))
        {
            if (node is not YamlMappingNode map)
            {
                source.Report(SourceText.PlaceOf(node), "a case is a map: `id: …`, `title: …`");
                continue;
            }

            if (
                new CaseReader(source, vocabulary).Read(map, YamlDocuments.TextOf(source, map)) is
                { } found
            )
                yield return found;
        }
    }
}

/// <summary>The documents of one YAML file.</summary>
internal static class YamlDocuments
{
    /// <summary>The root of each document that is not empty; a mistake in the YAML itself is reported, and there are none.</summary>
    public static IReadOnlyList<YamlNode> Read(SourceText source)
    {
        var parser = new Parser(new StringReader(source.Text));
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            return
            [
                .. stream
                    .Documents.Select(document => document.RootNode)
                    .Where(root => root is not YamlScalarNode { Value: null or "" }),
            ];
        }
        catch (YamlException problem)
        {
            source.Report(
                SourceText.PlaceOf(problem.Start),
                $"this is no YAML: {Sentence(problem)}"
            );
            return [];
        }
        catch (InvalidOperationException)
        {
            // What the library throws where a bracket is still open when the next key comes.
            source.Report(
                SourceText.PlaceOf(parser.Current?.End ?? Mark.Empty),
                "this is no YAML: something before this place is not closed"
            );
            return [];
        }
    }

    /// <summary>The lines of one document, as its author wrote them.</summary>
    public static string TextOf(SourceText source, YamlNode root)
    {
        var first = (int)root.Start.Line - 1;
        var lines = source
            .Lines.Skip(first)
            .TakeWhile(
                (line, index) => index == 0 || !line.StartsWith("---", StringComparison.Ordinal)
            );
        return string.Join('\n', lines).TrimEnd() + "\n";
    }

    /// <summary>The library's text without the place, which stands before it already.</summary>
    private static string Sentence(YamlException problem)
    {
        var text = problem.InnerException?.Message ?? problem.Message;
        var end = text.IndexOf("): ", StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 3)..];
    }
}
