using System.Text.Json.Nodes;
using Touchstone.Model;
using YamlDotNet.RepresentationModel;

namespace Touchstone.Language.Tests;

/// <summary>
/// The published schemas describe what really travels. The validator is Debian's python3-jsonschema; JSON Schema
/// libraries for .NET were not to be had.
/// </summary>
public class SchemaTests
{
    private const string Validator = """
        import glob, json, os, sys
        import jsonschema
        schemas = [json.load(open(path)) for path in glob.glob(os.path.join(sys.argv[1], "*.schema.json"))]
        store = {schema["$id"]: schema for schema in schemas if "$id" in schema}
        validators = {}
        for name in store:
            jsonschema.Draft202012Validator.check_schema(store[name])
            resolver = jsonschema.RefResolver.from_schema(store[name], store=store)
            validators[os.path.basename(name).partition(".")[0]] = jsonschema.Draft202012Validator(store[name], resolver=resolver)
        for line in sys.stdin:
            name, _, text = line.partition(" ")
            error = jsonschema.exceptions.best_match(validators[name].iter_errors(json.loads(text)))
            print("valid" if error is None else "invalid")
            if error is not None:
                sys.stderr.write("%s: %s\n  in %s\n" % (name, error.message[:300], text[:2000]))
        """;

    [Fact]
    public void A_program_of_every_case_of_the_catalogue_fits_its_schema() =>
        AssertValid(
            Catalogue
                .Read(Texts.Cases)
                .Cases.Select(entry => ("program", ModelJson.Write(entry.Programs[^1])))
        );

    [Fact]
    public void Every_case_of_the_catalogue_fits_its_schema() =>
        AssertValid(
            from file in Directory.EnumerateFiles(
                Texts.Cases,
                "*.yaml",
                SearchOption.AllDirectories
            )
            from document in YamlDocuments.Read(new SourceText(file, File.ReadAllText(file), []))
            select ("case", Json(document)!.ToJsonString())
        );

    [Fact]
    public void Every_message_of_a_real_conversation_fits_its_schema()
    {
        var programs = Catalogue
            .Read(Texts.Cases)
            .Cases.SelectMany(entry => entry.Programs)
            .Where(program => program.Isolation != Isolation.Process)
            .ToArray();
        var answers = WorkerRun.Messages(Python.Require("3.11"), programs, isPoisoned: true);
        // The programs themselves are all held to their schema above.
        var requests = programs
            .Take(10)
            .Select(program => ("protocol", WorkerRun.Request(program)));
        AssertValid(requests.Concat(answers.Select(answer => ("protocol", answer.ToJsonString()))));
    }

    /// <summary>A schema that accepts everything would pass the tests above.</summary>
    [Fact]
    public void What_does_not_fit_is_refused()
    {
        (string Schema, string Json)[] misfits =
        [
            ("observation", """{"kind":"value","value":{"t":"int","v":12}}"""),
            ("observation", """{"kind":"value","value":{"t":"int","v":"012"}}"""),
            ("observation", """{"kind":"bytes","hex":"0"}"""),
            (
                "observation",
                """{"kind":"alias","of":["a"],"matrix":[["?"]],"regions":[null],"identity":[0]}"""
            ),
            ("observation", """{"kind":"lifetime","subjects":[["a","alive"]],"decoy":"none"}"""),
            ("observation", """{"kind":"colour"}"""),
            (
                "protocol",
                """{"m":"end","key":"k","outcome":"fine","detail":{},"output":"","microseconds":0}"""
            ),
            ("protocol", """{"m":"begin"}"""),
            ("result", """{"kind":"footer","results":1}"""),
            ("case", """{"id":"a/b","title":"t","why":"w","features":[]}"""),
            ("program", """{"id":"a/b"}"""),
        ];
        Assert.Equal(misfits.Select(_ => "invalid"), Validate(misfits));
    }

    [Fact]
    public void The_lines_of_a_result_file_fit_their_schema() =>
        AssertValid([
            (
                "result",
                """{"kind":"header","format":1,"runtime":{"name":"cpython-3.11.2","implementation":"cpython","version":"3.11.2","build":"","path":"","system":"linux","architecture":"x86_64","libc":"glibc 2.36","dataModel":"LP64","byteOrder":"little","abilities":["gc"]},"suite":"ab","fixtures":"cd","started":"2026-01-01T00:00:00+00:00"}"""
            ),
            (
                "result",
                """{"kind":"result","result":{"program":"a/b","revision":"ab","outcome":"crashed","detail":{"step":3,"signal":"SIGSEGV","confirmed":true},"observations":[{"step":1,"key":"x","body":{"kind":"value","value":{"t":"none"}}}],"output":"","microseconds":1.5}}"""
            ),
            ("result", """{"kind":"footer","results":1,"complete":true}"""),
        ]);

    private static void AssertValid(IEnumerable<(string Schema, string Json)> documents) =>
        Assert.All(
            Validate(documents, reportErrors: true),
            answer => Assert.Equal("valid", answer)
        );

    private static string[] Validate(
        IEnumerable<(string Schema, string Json)> documents,
        bool reportErrors = false
    )
    {
        const string python = "/usr/bin/python3";
        Assert.SkipUnless(
            File.Exists(python)
                && Python.Succeeds(
                    python,
                    "-c",
                    "import jsonschema; jsonschema.Draft202012Validator"
                ),
            "python3-jsonschema is not installed: apt-get install python3-jsonschema"
        );
        var (output, errors) = Python.RunWithErrors(
            python,
            ["-W", "ignore", "-c", Validator, Texts.Schemas],
            documents.Select(document => $"{document.Schema} {document.Json}")
        );
        Assert.True(!reportErrors || errors.Length == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>YAML as the JSON that it stands for; a plain number is a number.</summary>
    private static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(entry =>
                    KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Json(entry.Value))
                )
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
            YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar
                when int.TryParse(scalar.Value, out var number) => number,
            YamlScalarNode scalar => scalar.Value,
            _ => null,
        };
}
