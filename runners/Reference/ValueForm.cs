using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>The form in which observations hold a value: tagged, floats by bits, integers of any size, no address ever.</summary>
internal sealed class ValueForm(Semantics semantics, TypeNames names)
{
    public JsonObject Of(Value value) =>
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
            ValueKind.List => Tagged("list", Items(value.As<PyList>().Items)),
            ValueKind.Tuple => Tagged("tuple", Items(value.As<PyTuple>().Items)),
            ValueKind.Data => Data(value.As<CData>()),
            _ => new JsonObject { ["t"] = "other", ["type"] = value.ClassName },
        };

    private JsonObject Data(CData data)
    {
        JsonNode content = data.Type.Kind switch
        {
            TypeKind.Simple when TypeNames.IsAddressLike(data.Type) => AddressOrNull(Slot(data, 0)),
            TypeKind.Simple => Of(semantics.GetAttribute(data, "value")),
            TypeKind.Pointer or TypeKind.Function => AddressOrNull(Slot(data, 0)),
            TypeKind.Array => Elements(data),
            TypeKind.Structure or TypeKind.Union => Fields(data),
            var kind => throw new UnreachableException($"no form for {kind}"),
        };
        return new JsonObject
        {
            ["t"] = "data",
            ["type"] = names.Of(data.Type),
            ["v"] = content,
        };
    }

    private JsonArray Fields(CData data)
    {
        var fields = new JsonArray();
        foreach (var declared in data.Type.Fields)
        {
            // Another field's name may have taken this one over.
            var field = data.Type.FindField(declared.Name) ?? declared;
            // Not through the attribute: it would be a number of this process, or whatever a char* points at.
            var form =
                field.Type.Kind == TypeKind.Simple
                && !field.Type.IsBoxedSimple
                && TypeNames.IsAddressLike(field.Type)
                    ? AddressOrNull(Slot(data, field.Offset))
                    : Of(semantics.GetAttribute(data, field.Name));
            JsonArray pair = [field.Name, form];
            fields.Add((JsonNode)pair);
        }
        return fields;
    }

    private static unsafe nint Slot(CData data, int offset) =>
        // Sound: the object is alive, and the slot lies inside it; packed structs hold it unaligned.
        Unsafe.ReadUnaligned<nint>(data.Address + offset);

    private static JsonObject AddressOrNull(nint slot) => Tagged(slot == 0 ? "null" : "address");

    private JsonArray Elements(CData data)
    {
        var elements = new JsonArray();
        for (nint i = 0; i < data.Type.Length; i++)
            elements.Add((JsonNode)Of(semantics.GetItem(data, Value.Of((long)i))));
        return elements;
    }

    private JsonArray Items(IEnumerable<Value> items)
    {
        var array = new JsonArray();
        foreach (var item in items)
            array.Add((JsonNode)Of(item));
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
