using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Touchstone.Model;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Language;

/// <summary>
/// A single program as text: a case without what is written for people, its variants multiplied out. The form in which
/// generated and shrunk programs are stored.
/// </summary>
public static class ProgramText
{
    // A JSON string is a double-quoted YAML scalar; letters of other scripts stay readable.
    private static readonly JsonSerializerOptions s_quoting = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="ArgumentException">An observation's key is neither its source text nor a name.</exception>
    public static string Write(Program program)
    {
        var text = new StringBuilder();
        text.Append($"id: {program.Id}\n");
        if (program.Variant.Length > 0)
            text.Append($"variant: {Quoted(program.Variant)}\n");
        if (program.Since is { } since)
            text.Append($"since: {Quoted(since)}\n");
        if (program.Needs.Length > 0)
            text.Append($"needs: [{string.Join(", ", program.Needs)}]\n");
        if (program.Isolation != Isolations.Derive(program))
            text.Append($"isolation: {program.Isolation.ToString().ToLowerInvariant()}\n");
        Map(text, "undefined", program.Undefined.Select(entry => (Quoted(entry.Key), entry.Value)));
        Map(
            text,
            "types",
            program.Types.Select(type => (type.Name, TypeText.Write(type.Definition)))
        );
        Map(
            text,
            "functions",
            program.Functions.Select(function => (function.Name, TypeText.Write(function)))
        );
        if (program.PythonBody is { } body)
            Block(text, "python", body);
        else
            Block(text, "steps", StepText.Write(program.Steps));
        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote, or what a person wrote in that form.</summary>
    /// <param name="name">How messages call the text.</param>
    /// <exception cref="CaseFormatException">The text has mistakes; it names all of them.</exception>
    public static Program Read(string text, string name)
    {
        var problems = new List<CaseProblem>();
        var source = new SourceText(name, text, problems);
        Program? program = null;
        if (YamlDocuments.Read(source) is [YamlMappingNode map])
            program = new CaseReader(source, FeatureVocabulary.Open).ReadProgram(map);
        else if (problems.Count == 0)
            source.Report(new Place(1, 1), "a program is one map: `id: …`, `steps: …`");
        return problems.Count == 0 && program is not null
            ? program
            : throw new CaseFormatException([.. problems]);
    }

    private static void Map(
        StringBuilder text,
        string key,
        IEnumerable<(string Name, string Value)> entries
    )
    {
        var first = true;
        foreach (var (name, value) in entries)
        {
            if (first)
                text.Append($"{key}:\n");
            first = false;
            text.Append($"  {name}: {Quoted(value)}\n");
        }
    }

    private static void Block(StringBuilder text, string key, string content)
    {
        if (content.Trim().Length == 0)
        {
            text.Append($"{key}: |\n");
            return;
        }

        // YAML takes the first line's indent for the block's unless it is told.
        text.Append($"{key}: |{(content[0] == ' ' ? "2" : "")}\n");
        foreach (var line in content.TrimEnd('\n').Split('\n'))
            text.Append(line.Length > 0 ? $"  {line}\n" : "\n");
    }

    private static string Quoted(string value) => JsonSerializer.Serialize(value, s_quoting);
}
