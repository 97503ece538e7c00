using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Touchstone.Model;

/// <summary>The JSON form of the model, as it travels to workers and into result files.</summary>
public static class ModelJson
{
    /// <summary>Camel case, nulls left out, enums by name, ASCII only: a line of it never breaks a line protocol.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
            Encoder = JavaScriptEncoder.Default,
            AllowOutOfOrderMetadataProperties = true,
            RespectRequiredConstructorParameters = false,
            MaxDepth = 128,
        };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text is not the JSON of a <typeparamref name="T"/>.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"expected a {typeof(T).Name}, found null");
}

/// <summary>An integer of any size as decimal text: JSON numbers lose bits beyond 2^53.</summary>
internal sealed class DecimalText : JsonConverter<BigInteger>
{
    public override BigInteger Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => BigInteger.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

    public override void Write(
        Utf8JsonWriter writer,
        BigInteger value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A double by its bits, as 16 hexadecimal digits: the only form that keeps every NaN and both zeros.</summary>
internal sealed class FloatBits : JsonConverter<double>
{
    public override double Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => BitConverter.UInt64BitsToDouble(Convert.ToUInt64(reader.GetString(), 16));

    public override void Write(
        Utf8JsonWriter writer,
        double value,
        JsonSerializerOptions options
    ) =>
        writer.WriteStringValue(
            BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture)
        );
}

internal sealed class HexText : JsonConverter<ImmutableArray<byte>>
{
    public override ImmutableArray<byte> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => [.. Convert.FromHexString(reader.GetString()!)];

    public override void Write(
        Utf8JsonWriter writer,
        ImmutableArray<byte> value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(Convert.ToHexStringLower(value.AsSpan()));
}
