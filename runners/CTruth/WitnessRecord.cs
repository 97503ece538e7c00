using System.Text.Json.Nodes;

namespace Touchstone.CTruth;

/// <summary>The witness's text as an observation: every call in the order in which it was entered.</summary>
internal static class WitnessRecord
{
    /// <param name="lines">"E function", "A hex", "R hex" or "R", as the fixtures write them.</param>
    public static JsonObject Body(IEnumerable<string> lines)
    {
        var calls = new JsonArray();
        var open = new Stack<JsonObject>();
        foreach (var line in lines)
        {
            var value = line.Length > 2 ? line[2..] : "";
            switch (line.Length == 0 ? ' ' : line[0])
            {
                case 'E':
                    var call = new JsonObject
                    {
                        ["function"] = value,
                        ["phase"] = "entered",
                        ["arguments"] = new JsonArray(),
                        ["result"] = null,
                    };
                    calls.Add((JsonNode)call);
                    open.Push(call);
                    break;
                case 'A' when open.TryPeek(out var entered):
                    entered["arguments"]!.AsArray().Add((JsonNode)value);
                    break;
                case 'R' when open.TryPop(out var returned):
                    returned["phase"] = "returned";
                    returned["result"] = value.Length == 0 ? null : value;
                    break;
                default:
                    break;
            }
        }
        return new JsonObject { ["kind"] = "witness", ["calls"] = calls };
    }
}
