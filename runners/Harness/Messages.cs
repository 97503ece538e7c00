using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>The worker protocol, version 1: JSON objects, one a line. PROTOCOL.md tells it in full.</summary>
internal static class Messages
{
    public const int Version = 1;

    // Otherwise a JsonObject with a name twice throws only later, when it is looked into.
    private static readonly JsonSerializerOptions Strict = new(ModelJson.Options)
    {
        AllowDuplicateProperties = false,
    };

    public static byte[] Write(ToWorker message) =>
        JsonSerializer.SerializeToUtf8Bytes(message, ModelJson.Options);

    /// <exception cref="JsonException">The line is no message of the protocol.</exception>
    public static FromWorker Read(byte[] line)
    {
        LoneSurrogates.Replace(line);
        try
        {
            return JsonSerializer.Deserialize<FromWorker>(line, Strict)
                ?? throw new JsonException("null is no message");
        }
        catch (ArgumentException error)
        {
            // A JsonObject's own complaint about a name that occurs twice.
            throw new JsonException(error.Message, error);
        }
    }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "m")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Bye), "bye")]
internal abstract record ToWorker;

internal sealed record Hello(int Protocol, string Fixtures, string Witness, bool Poisoned)
    : ToWorker;

internal sealed record Run(
    string Key,
    int Epoch,
    Program? Program,
    string? Python,
    Isolation Isolation
) : ToWorker;

internal sealed record Bye : ToWorker;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "m")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Begin), "begin")]
[JsonDerivedType(typeof(Observed), "observation")]
[JsonDerivedType(typeof(End), "end")]
internal abstract record FromWorker;

/// <param name="Takes"><c>python</c>, <c>program</c> or both.</param>
/// <param name="Control">Of a poisoned worker: what its two known lifetimes came out as.</param>
/// <param name="Problem">Why it can run nothing all the same: the fixture library does not load.</param>
internal sealed record Ready(
    int Protocol,
    ImmutableArray<string> Takes,
    RuntimeFingerprint Runtime,
    Control? Control,
    string? Problem = null
) : FromWorker;

/// <summary>The positive control: one handle is known to dangle and one to be kept; anything else proves the worker blind.</summary>
internal sealed record Control(string? Dangling, string? Kept)
{
    [JsonIgnore]
    public bool Holds =>
        string.Equals(Dangling, "dangling", StringComparison.Ordinal)
        && string.Equals(Kept, "kept", StringComparison.Ordinal);
}

/// <summary>About the request of that key, and no other.</summary>
internal abstract record AboutRequest(string Key) : FromWorker;

internal sealed record Begin(string Key) : AboutRequest(Key);

internal sealed record Observed(string Key, int Step, string Name, JsonObject Body)
    : AboutRequest(Key);

internal sealed record End(
    string Key,
    Outcome Outcome,
    OutcomeDetail? Detail,
    string? Output,
    double Microseconds
) : AboutRequest(Key);
