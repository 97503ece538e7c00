using System.Text.Json;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Reference;

/// <summary>A worker's end of the protocol: JSON objects, one a line; PROTOCOL.md tells it in full.</summary>
public sealed class WorkerChannel(Stream input, Stream output) : IDisposable
{
    public const int Version = 1;

    private readonly StreamReader _input = new(input);

    /// <summary>The next request as it was sent, and parsed; null once the coordinator has gone or said goodbye.</summary>
    /// <exception cref="JsonException">The line is no JSON object.</exception>
    public (string Line, JsonObject Message)? Receive()
    {
        if (_input.ReadLine() is not { } line)
            return null;
        var message =
            JsonNode.Parse(line, documentOptions: new() { MaxDepth = 128 })?.AsObject()
            ?? throw new JsonException("null is no request");
        return (string?)message["m"] == "bye" ? null : (line, message);
    }

    /// <summary>Sends a message that is JSON text already. Flushed: what was observed must outlive a crash.</summary>
    public void Send(string line)
    {
        output.Write(System.Text.Encoding.UTF8.GetBytes(line + '\n'));
        output.Flush();
    }

    public void Send(JsonObject message) => Send(message.ToJsonString(ModelJson.Options));

    public void SendReady(
        IEnumerable<string> takes,
        RuntimeFingerprint runtime,
        JsonObject? control = null
    )
    {
        var ready = new JsonObject
        {
            ["m"] = "ready",
            ["protocol"] = Version,
            ["takes"] = new JsonArray([.. takes.Select(form => (JsonNode)form)]),
            ["runtime"] = JsonSerializer.SerializeToNode(runtime, ModelJson.Options),
        };
        if (control is not null)
            ready["control"] = control;
        Send(ready);
    }

    public void SendBegin(string key) => Send(new JsonObject { ["m"] = "begin", ["key"] = key });

    public void SendObservation(string key, Observation observation) =>
        Send(
            new JsonObject
            {
                ["m"] = "observation",
                ["key"] = key,
                ["step"] = observation.Step,
                ["name"] = observation.Key,
                // A node has one parent: the observation keeps its own.
                ["body"] = observation.Body.DeepClone(),
            }
        );

    public void SendEnd(string key, CaseResult result) =>
        Send(
            new JsonObject
            {
                ["m"] = "end",
                ["key"] = key,
                ["outcome"] = JsonSerializer.SerializeToNode(result.Outcome, ModelJson.Options),
                ["detail"] = JsonSerializer.SerializeToNode(result.Detail, ModelJson.Options),
                ["output"] = result.Output,
                ["microseconds"] = result.Microseconds,
            }
        );

    public void Dispose() => _input.Dispose();
}
