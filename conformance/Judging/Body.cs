using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Touchstone.Judging;

/// <summary>
/// Reads observation bodies that a worker sent: nothing in them can be relied on, so every question has an answer for
/// a body that is not what the schema says.
/// </summary>
internal static class Body
{
    public static string Kind(JsonObject body) => Text(body["kind"]) ?? "";

    /// <summary>A body that says nothing: no kind, or nothing but a kind. Two such bodies are never equal.</summary>
    public static bool IsEmpty(JsonObject body) => Kind(body).Length == 0 || body.Count < 2;

    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool TryBytes(
        JsonObject body,
        string property,
        [NotNullWhen(true)] out byte[]? bytes
    )
    {
        bytes = null;
        if (Text(body[property]) is not { } hex || hex.Length % 2 != 0)
        {
            return false;
        }
        bytes = new byte[hex.Length / 2];
        return Convert.FromHexString(hex, bytes, out _, out _)
            == System.Buffers.OperationStatus.Done;
    }

    public static IEnumerable<JsonNode?> Items(JsonNode? node) => node as JsonArray ?? [];
}

internal static class ObservationKey
{
    /// <summary>The key as the case writes it, without the <c>@2</c> of a repetition.</summary>
    public static string Base(string key)
    {
        var at = key.LastIndexOf('@');
        return at > 0 && int.TryParse(key.AsSpan(at + 1), out _) ? key[..at] : key;
    }
}

internal static class Exceptions
{
    /// <summary>What a runtime raises that notices the use of memory whose owner is gone.</summary>
    public const string UseAfterFree = "UseAfterFreeError";

    /// <summary>The class of an attempt that raised; null for any other body.</summary>
    public static string? FirstClass(JsonObject body) =>
        body["raised"] is JsonArray { Count: > 0 } classes ? Body.Text(classes[0]) : null;
}
