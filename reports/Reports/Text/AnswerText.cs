using System.Text.Json.Nodes;

namespace Touchstone.Reports.Text;

/// <summary>One observation in one line of plain text, for what has no room for a drawing: Markdown, JUnit, tooltips.</summary>
internal static class AnswerText
{
    public static string Of(JsonObject? body) =>
        Kind(body) switch
        {
            "value" => ValueText.Of(body!["value"]),
            "attempt" => Attempt(body!),
            "bytes" => String(body!["hex"]),
            "outcome" => String(body!["outcome"]),
            "lifetime" => string.Join(
                ", ",
                Subjects(body!).Select(subject => $"{subject.Label} {subject.State}")
            ),
            "" => "no answer",
            _ => Visible.Text(body!.ToJsonString(), 400),
        };

    /// <summary><c>completed 7</c>, or the class that was raised. Messages are soft and left out.</summary>
    public static string Attempt(JsonObject body) =>
        body["raised"] is JsonArray { Count: > 0 } classes
            ? $"raised {String(classes[0])}{(body["at"] is JsonValue step ? $" at step {step}" : "")}"
        : body["completed"] is JsonObject { } value && String(value["t"]) == "none" ? "completed"
        : $"completed with {ValueText.Of(body["completed"])}";

    public static IEnumerable<(string Label, string State)> Subjects(JsonObject body) =>
        (body["subjects"] as JsonArray ?? [])
            .OfType<JsonArray>()
            .Where(pair => pair.Count == 2)
            .Select(pair => (String(pair[0]), String(pair[1])));

    public static string Kind(JsonObject? body) => body is null ? "" : String(body["kind"]);

    public static string String(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text)
            ? Visible.Text(text)
            : node?.ToJsonString() ?? "";
}
