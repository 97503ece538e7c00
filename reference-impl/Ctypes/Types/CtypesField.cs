using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>A field descriptor, as <c>Structure.field</c> gives it: where a field is and what it is.</summary>
/// <param name="Type">In the byte order of its structure: a big-endian structure's <c>c_int</c> is <c>c_int.__ctype_be__</c>.</param>
/// <param name="Layout">Where it lies in the structure by whose name it is reached.</param>
/// <param name="Index">
/// The field's place in the keys of <c>_objects</c>: its number among the fields declared with it. A base's fields count from 0
/// too, so the two share keys, in CPython as here. Through an anonymous member it is the sum of both numbers.
/// </param>
public sealed record CtypesField(string Name, CtypesType Type, FieldLayout Layout, int Index)
{
    /// <summary>Whether <c>_anonymous_</c> names it, so that its members are reached without it.</summary>
    public bool IsAnonymous { get; internal init; }

    /// <summary>Bytes from the structure's start; of a bit-field, of the unit that holds it.</summary>
    public int Offset => Layout.Offset;

    /// <summary>Bytes of the field or the unit.</summary>
    public int ByteSize => Layout.Size;

    /// <summary>How far the unit is shifted right to bring a bit-field to the bottom.</summary>
    public int BitOffset => Layout.BitOffset;

    /// <summary>0 for a plain field.</summary>
    public int BitWidth => Layout.BitWidth;

    /// <summary>Whether a width was declared, be it the type's whole one.</summary>
    public bool IsBitField => Layout.IsBitField;

    /// <summary>The attribute <c>size</c>: of a bit-field the width and offset in one number, as CPython packs them.</summary>
    public int Size => IsBitField ? (BitWidth << 16) | BitOffset : ByteSize;

    /// <summary>Python's <c>repr</c>, which was written anew in 3.14.</summary>
    public override string ToString() =>
        (Type.Profile.HasFieldAttributes, IsBitField) switch
        {
            (true, true) =>
                $"<ctypes.CField '{Name}' type={Type.Name}, ofs={Offset}, bit_size={BitWidth}, bit_offset={BitOffset}>",
            (true, false) =>
                $"<ctypes.CField '{Name}' type={Type.Name}, ofs={Offset}, size={ByteSize}>",
            (false, true) => $"<Field type={Type.Name}, ofs={Offset}:{BitOffset}, bits={BitWidth}>",
            (false, false) => $"<Field type={Type.Name}, ofs={Offset}, size={ByteSize}>",
        };
}
