using System.Runtime.InteropServices;
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
        foreach (var field in Reached(type))
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

    /// <summary>What the names of its fields reach: another field's name may have taken one over.</summary>
    private static IEnumerable<CtypesField> Reached(CtypesType type) =>
        type.Fields.Select(field => type.FindField(field.Name) ?? field);

    /// <summary>An object's bytes; what the mask hides is zero.</summary>
    public JsonObject Bytes(Value value)
    {
        var bytes =
            Window.Of(Session, value)?.Read()
            ?? throw new PythonException("TypeError", $"a {value.ClassName} has no memory");
        var mask = new byte[bytes.Length];
        // What resize has added belongs to nobody's padding.
        Array.Fill(mask, byte.MaxValue);
        if (value.TryAs<CData>() is { } data)
            Mask(data.Type).AsSpan(0, Math.Min(mask.Length, (int)data.Type.Size)).CopyTo(mask);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= mask[i];
        return new JsonObject
        {
            ["kind"] = "bytes",
            ["hex"] = ValueForm.Hex(bytes),
            ["mask"] = ValueForm.Hex(mask),
        };
    }

    /// <summary>Ones on data bits; zeros on padding and on addresses, which differ from run to run.</summary>
    private byte[] Mask(CtypesType type) =>
        _masks.TryGetValue(type, out var known) ? known : _masks[type] = MakeMask(type);

    private byte[] MakeMask(CtypesType type)
    {
        var mask = new byte[type.Size];
        switch (type.Kind)
        {
            case TypeKind.Structure or TypeKind.Union:
                foreach (var field in Reached(type))
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
            case TypeKind.Simple when !TypeNames.IsAddressLike(type):
                for (var i = 0; i < mask.Length; i++)
                    mask[i] = i % PartSize(type) < DataSize(type) ? byte.MaxValue : (byte)0;
                break;
        }
        return mask;
    }

    // A complex number is two numbers.
    private static int PartSize(CtypesType type) =>
        type.Code is 'F' or 'D' or 'G' ? (int)type.Size / 2 : (int)type.Size;

    /// <summary>x87's 80-bit number takes 12 or 16 bytes.</summary>
    private static int DataSize(CtypesType type)
    {
        const int x87 = 10;
        var isX86 = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
        return type.Code is 'g' or 'G' && isX86 && PartSize(type) > sizeof(double)
            ? x87
            : PartSize(type);
    }

    /// <summary>An object's bytes after the field alone has been set to ones, for the numbers that ctypes gives mean no place in memory.</summary>
    private byte[] BitImage(CtypesType type, CtypesField field)
    {
        var scratch = Session.Call(type, []);
        semantics.SetAttribute(scratch, field.Name, field.Type.Code == '?' ? true : -1);
        return Window.Of(Session, scratch)!.Read();
    }
}
