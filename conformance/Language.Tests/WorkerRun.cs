using System.Text.Json;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Language.Tests;

/// <summary>Runs programs on one Python through <c>worker.run_request</c>, the worker without its channel.</summary>
internal static class WorkerRun
{
    // os.write, not print: a forked child leaves without flushing.
    private const string Driver = """
        import os, sys
        sys.path.insert(0, sys.argv[1])
        import worker
        for line in sys.stdin:
            worker.run_request(line, lambda text: os.write(1, (text + "\n").encode("ascii")))
        """;

    /// <summary>Every message that the worker sends, from <c>ready</c> on.</summary>
    public static List<JsonObject> Messages(
        string python,
        IEnumerable<Program> programs,
        bool isPoisoned = false
    )
    {
        var witness = Path.GetTempFileName();
        try
        {
            var hello = new JsonObject
            {
                ["m"] = "hello",
                ["protocol"] = 1,
                ["fixtures"] = Python.RequireFixtures(),
                ["witness"] = witness,
                ["poisoned"] = isPoisoned,
            };
            var output = Python.Run(
                python,
                ["-c", Driver, Texts.Worker],
                programs.Select(Request).Prepend(hello.ToJsonString())
            );
            return
            [
                .. output
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonNode.Parse(line)!.AsObject()),
            ];
        }
        finally
        {
            File.Delete(witness);
        }
    }

    public static string Request(Program program) =>
        new JsonObject
        {
            ["m"] = "run",
            ["key"] = program.Name,
            ["epoch"] = 1,
            ["program"] = JsonSerializer.SerializeToNode(program, ModelJson.Options),
            ["python"] = PythonLowering.Lower(program).Python,
            ["isolation"] = program.Isolation.ToString().ToLowerInvariant(),
        }.ToJsonString();

    /// <summary>What may be compared: observations and outcome, without text that is for people only.</summary>
    public static ILookup<string, string> Answers(IEnumerable<JsonObject> messages) =>
        messages
            .Where(message => (string?)message["m"] is "observation" or "end")
            .ToLookup(message => (string)message["key"]!, Comparable);

    private static string Comparable(JsonObject message)
    {
        if ((string?)message["m"] == "end")
            return $"{message["outcome"]} at {message["detail"]?["step"] ?? "the end"}";
        var body = message["body"]!.DeepClone().AsObject();
        body.Remove("message");
        body.Remove("decoy");
        return $"{message["step"]} {message["name"]}: {CanonicalJson.Write(body)}";
    }
}
