using System.Text.Json;
using System.Text.Json.Nodes;
using Touchstone.Ctypes;
using Touchstone.Model;

namespace Touchstone.Reference;

/// <summary>The reference as a worker: answers requests that carry a program, one after the other.</summary>
public static class ReferenceWorker
{
    /// <summary>Serves until the coordinator says goodbye or closes its end.</summary>
    /// <param name="mutant">For tests of the judge; see <see cref="ReferenceOptions"/>.</param>
    /// <exception cref="FixturesException">The fixture library cannot be loaded.</exception>
    /// <exception cref="JsonException">A request is none.</exception>
    public static void Run(
        Stream input,
        Stream output,
        CtypesProfile profile,
        string? mutant = null
    )
    {
        using var channel = new WorkerChannel(input, output);
        ReferenceEngine? engine = null;
        try
        {
            while (channel.Receive() is var (_, message))
            {
                switch ((string?)message["m"])
                {
                    case "hello":
                        engine?.Dispose();
                        engine = new ReferenceEngine(Options(message, profile, mutant));
                        channel.SendReady(
                            ["program"],
                            engine.Runtime,
                            (bool?)message["poisoned"] == true ? Control.Observe(engine) : null
                        );
                        break;
                    case "run":
                        Answer(
                            channel,
                            engine ?? throw new JsonException("run came before hello"),
                            message
                        );
                        break;
                    case var unknown:
                        throw new JsonException($"there is no request '{unknown}'");
                }
            }
        }
        finally
        {
            engine?.Dispose();
        }
    }

    private static ReferenceOptions Options(
        JsonObject hello,
        CtypesProfile profile,
        string? mutant
    ) =>
        new(
            profile,
            (string?)hello["fixtures"] ?? throw new JsonException("hello names no fixtures"),
            (string?)hello["witness"] is { Length: > 0 } witness ? witness : null,
            mutant
        );

    private static void Answer(WorkerChannel channel, ReferenceEngine engine, JsonObject request)
    {
        var key = (string?)request["key"] ?? throw new JsonException("run has no key");
        var program =
            request["program"].Deserialize<Program>(ModelJson.Options)
            ?? throw new JsonException("run has no program");
        channel.SendBegin(key);
        var result = engine.Run(program, observation => channel.SendObservation(key, observation));
        channel.SendEnd(key, result);
    }
}
