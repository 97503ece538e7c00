using System.Text.Json.Nodes;
using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>Where a type's data is in its bytes: its layout, and which bits are padding.</summary>
internal sealed class TypeMemory(Semantics semantics)
{
    private readonly Dictionary<CtypesType, byte[]> _masks = [];

    private CtypesSession Session => semantics.Session;

    public JsonObject Layout(CtypesType type)
    {
        var fields = new JsonArray();
        foreach (var field in type.Fields)
        {
            fields.Add(
                (JsonNode)(
                    field.IsBitField
                        ? new JsonObject
                        {
                            ["name"] = field.Name,
                            ["bits"] = field.BitWidth,
                            ["image"] = ValueForm.Hex(BitImage(type, field)),
                        }
                        : new JsonObject
                        {
                            ["name"] = field.Name,
                            ["offset"] = field.Offset,
                            ["size"] = field.ByteSize,
                        }
                )
            );
        }
        return new JsonObject
        {
            ["kind"] = "layout",
            ["size"] = (long)Session.SizeOf(type),
            ["alignment"] = Session.AlignmentOf(type),
            ["fields"] = fields,
        };
    }

    public JsonObject Bytes(Value value)
    {
        var bytes =
            Window.Of(Session, value)?.Read()
            ?? throw new PythonException("TypeError", $"a {value.ClassName} has no memory");
        return new JsonObject
        {
            ["kind"] = "bytes",
            ["hex"] = ValueForm.Hex(bytes),
            ["mask"] = ValueForm.Hex(Mask(value, bytes.Length)),
        };
    }

    private ReadOnlySpan<byte> Mask(Value value, int length)
    {
        // What resize has added after the object is data, for all that its type says.
        var mask = new byte[length];
        Array.Fill(mask, byte.MaxValue);
        if (value.TryAs<CData>() is { } data)
            Mask(data.Type).AsSpan(0, Math.Min(length, (int)data.Type.Size)).CopyTo(mask);
        return mask;
    }

    /// <summary>Ones on data bits, zeros on padding.</summary>
    private byte[] Mask(CtypesType type) =>
        _masks.TryGetValue(type, out var known) ? known : _masks[type] = MakeMask(type);

    private byte[] MakeMask(CtypesType type)
    {
        var mask = new byte[type.Size];
        switch (type.Kind)
        {
            case TypeKind.Structure or TypeKind.Union:
                foreach (var field in type.Fields)
                {
                    var image = field.IsBitField ? BitImage(type, field) : Mask(field.Type);
                    var offset = field.IsBitField ? 0 : field.Offset;
                    for (var i = 0; i < image.Length && offset + i < mask.Length; i++)
                        mask[offset + i] |= image[i];
                }
                break;
            case TypeKind.Array:
                var element = Mask(type.Element!);
                for (var i = 0; i < mask.Length; i++)
                    mask[i] = element[i % element.Length];
                break;
            default:
                Array.Fill(mask, byte.MaxValue);
                break;
        }
        return mask;
    }

    /// <summary>An object's bytes after the field alone has been set to ones, for the numbers that ctypes gives mean no place in memory.</summary>
    private byte[] BitImage(CtypesType type, CtypesField field)
    {
        var scratch = Session.Call(type, []);
        Session.MemSet(scratch, 0, (long)type.Size);
        semantics.SetAttribute(scratch, field.Name, field.Type.Code == '?' ? true : -1);
        return Window.Of(Session, scratch)!.Read();
    }
}
