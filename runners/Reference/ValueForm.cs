using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>The form in which observations hold a value: tagged, floats by bits, integers of any size, no address ever.</summary>
internal sealed class ValueForm(Semantics semantics, TypeNames names)
{
    /// <summary>How many levels of ctypes data inside data are written out.</summary>
    private const int Depth = 3;

    public JsonObject Of(Value value) => Of(value, Depth);

    private JsonObject Of(Value value, int depth) =>
        value.Kind switch
        {
            ValueKind.None => Tagged("none"),
            ValueKind.Boolean => Tagged("bool", value.AsBoolean()),
            ValueKind.Integer => Tagged(
                "int",
                value.AsInteger().ToString(CultureInfo.InvariantCulture)
            ),
            ValueKind.Real => Tagged("f64", Bits(value.AsReal())),
            ValueKind.Complex => Tagged("complex", Parts(value.AsComplex())),
            ValueKind.Bytes => Tagged("bytes", Hex(value.As<PyBytes>().Content)),
            ValueKind.ByteArray => Tagged("bytearray", Hex(value.As<PyByteArray>().Content)),
            ValueKind.MemoryView => Tagged("memoryview", Hex(value.As<PyMemoryView>().Content)),
            ValueKind.Text => Tagged("text", Escaped(value.As<PyText>())),
            ValueKind.List => Tagged("list", Items(value.As<PyList>().Items, depth)),
            ValueKind.Tuple => Tagged("tuple", Items(value.As<PyTuple>().Items, depth)),
            ValueKind.Data => Data(value.As<CData>(), depth),
            _ => new JsonObject { ["t"] = "other", ["type"] = value.ClassName },
        };

    private JsonObject Data(CData data, int depth)
    {
        var form = new JsonObject { ["t"] = "data", ["type"] = names.Of(data.Type) };
        var content = data.Type.Kind switch
        {
            TypeKind.Simple when TypeNames.IsAddressLike(data.Type) => Tagged(
                semantics.GetAttribute(data, "value").IsNone ? "null" : "address"
            ),
            TypeKind.Simple => Of(semantics.GetAttribute(data, "value")),
            TypeKind.Pointer or TypeKind.Function => Tagged(
                semantics.Session.IsTrue(data) ? "address" : "null"
            ),
            TypeKind.Array when depth > 0 => Elements(data, depth - 1),
            TypeKind.Structure or TypeKind.Union when depth > 0 => Fields(data, depth - 1),
            _ => (JsonNode?)null,
        };
        if (content is not null)
            form["v"] = content;
        return form;
    }

    private JsonArray Fields(CData data, int depth)
    {
        var fields = new JsonArray();
        foreach (var field in data.Type.Fields)
        {
            JsonArray pair = [field.Name, Of(semantics.GetAttribute(data, field.Name), depth)];
            fields.Add((JsonNode)pair);
        }
        return fields;
    }

    private JsonArray Elements(CData data, int depth)
    {
        var elements = new JsonArray();
        for (nint i = 0; i < data.Type.Length; i++)
            elements.Add((JsonNode)Of(semantics.GetItem(data, Value.Of((long)i)), depth));
        return elements;
    }

    private JsonArray Items(IEnumerable<Value> items, int depth)
    {
        var array = new JsonArray();
        foreach (var item in items)
            array.Add((JsonNode)Of(item, depth));
        return array;
    }

    private static JsonArray Parts(Complex value) => [Bits(value.Real), Bits(value.Imaginary)];

    private static JsonObject Tagged(string tag) => new() { ["t"] = tag };

    private static JsonObject Tagged(string tag, JsonNode content) =>
        new() { ["t"] = tag, ["v"] = content };

    private static string Bits(double value) =>
        BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>Python's <c>unicode_escape</c>: ASCII, and the same on every Python.</summary>
    public static string Escaped(PyText text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var point in text.CodePoints)
        {
            _ = point switch
            {
                '\\' => escaped.Append("\\\\"),
                '\t' => escaped.Append("\\t"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                >= ' ' and < 0x7f => escaped.Append((char)point),
                < 0x100 => escaped.Append(CultureInfo.InvariantCulture, $"\\x{point:x2}"),
                < 0x10000 => escaped.Append(CultureInfo.InvariantCulture, $"\\u{point:x4}"),
                _ => escaped.Append(CultureInfo.InvariantCulture, $"\\U{point:x8}"),
            };
        }
        return escaped.ToString();
    }
}
