using System.Text.Json.Nodes;

namespace Touchstone.Model;

/// <summary>What the fixtures write into the witness, as the body of an observation; PROTOCOL.md gives both forms.</summary>
public static class WitnessText
{
    /// <summary>The calls that C has recorded, in the order in which they were entered.</summary>
    /// <param name="lines"><c>E function</c>, <c>A hex</c>, <c>R hex</c> or <c>R</c>. A process that dies may leave half a line.</param>
    public static JsonArray Calls(IEnumerable<string> lines)
    {
        var calls = new JsonArray();
        var open = new Stack<JsonObject>(); // a callback may enter C again before its caller returns
        foreach (var line in lines)
        {
            var content = line.Length > 2 ? line[2..] : "";
            switch (line.FirstOrDefault())
            {
                case 'E':
                    open.Push(
                        new JsonObject
                        {
                            ["function"] = content,
                            ["phase"] = "entered",
                            ["arguments"] = new JsonArray(),
                            ["result"] = null,
                        }
                    );
                    calls.Add((JsonNode)open.Peek());
                    break;
                case 'A' when open.TryPeek(out var call):
                    call["arguments"]!.AsArray().Add((JsonNode)content);
                    break;
                case 'R' when open.TryPop(out var call):
                    call["phase"] = "returned";
                    call["result"] = content.Length > 0 ? content : null; // void returns nothing
                    break;
            }
        }
        return calls;
    }

    public static JsonObject Body(JsonArray calls) =>
        new() { ["kind"] = "witness", ["calls"] = calls };
}
