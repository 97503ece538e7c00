using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>
/// The results of one runtime as newline-delimited JSON: a header, a line for each program, a footer. A file without
/// its footer was cut short, and what it holds is not complete.
/// </summary>
public static class ResultFile
{
    /// <summary>Version of the format, in the header.</summary>
    public const int Format = 1;

    /// <summary>Replaces the file as a whole: a reader sees the old one or the new one, never a part.</summary>
    /// <exception cref="IOException" />
    public static void Write(RunResults results, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            using (var file = new StreamWriter(unfinished))
            {
                file.NewLine = "\n";
                file.WriteLine(
                    Text(
                        new Header(
                            Format,
                            results.Runtime,
                            results.Suite,
                            results.Fixtures,
                            results.Started
                        )
                    )
                );
                foreach (var result in results.Results)
                {
                    file.WriteLine(Text(new Line(result)));
                }
                file.WriteLine(
                    Text(new Footer(results.Results.Length, results.Complete, results.Problem))
                );
            }
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <exception cref="FormatException">The file is no result file; the message names file and line.</exception>
    /// <exception cref="IOException" />
    public static RunResults Read(string path)
    {
        Header? header = null;
        Footer? footer = null;
        var results = ImmutableArray.CreateBuilder<CaseResult>();
        var number = 0;
        foreach (var text in File.ReadLines(path))
        {
            number++;
            switch (Parse(text, path, number))
            {
                case Header { Format: not Format } other:
                    throw new FormatException(
                        $"{path}:{number}: format {other.Format} is not {Format}, which this program reads"
                    );
                case Header first when header is null && number == 1:
                    header = first;
                    break;
                case Line line when header is not null && footer is null:
                    results.Add(line.Result);
                    break;
                case Footer last when header is not null && footer is null:
                    footer = last;
                    break;
                default:
                    throw new FormatException(
                        $"{path}:{number}: expected a header, then results, then one footer"
                    );
            }
        }
        if (header is null)
        {
            throw new FormatException($"{path}: no header");
        }
        if (footer is not null && footer.Results != results.Count)
        {
            throw new FormatException(
                $"{path}: the footer counts {footer.Results} results, and there are {results.Count}"
            );
        }
        return new RunResults(
            header.Runtime,
            header.Suite,
            header.Fixtures,
            header.Started,
            results.ToImmutable(),
            footer?.Complete ?? false,
            footer is null ? "the file has no footer: the run was cut short" : footer.Problem
        );
    }

    private static string Text(Entry entry) => ModelJson.Write(entry);

    private static Entry Parse(string text, string path, int number)
    {
        try
        {
            return ModelJson.Read<Entry>(text);
        }
        catch (JsonException error)
        {
            throw new FormatException($"{path}:{number}: {error.Message}", error);
        }
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Header), "header")]
    [JsonDerivedType(typeof(Line), "result")]
    [JsonDerivedType(typeof(Footer), "footer")]
    private abstract record Entry;

    private sealed record Header(
        int Format,
        RuntimeFingerprint Runtime,
        string Suite,
        string Fixtures,
        DateTimeOffset Started
    ) : Entry;

    private sealed record Line(CaseResult Result) : Entry;

    private sealed record Footer(int Results, bool Complete, string? Problem) : Entry;
}
