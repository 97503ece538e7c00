namespace Touchstone.Ctypes;

/// <summary>A field descriptor, as <c>Structure.field</c> gives it: where a field is and what it is.</summary>
/// <param name="Type">In the byte order of its structure: a big-endian structure's <c>c_int</c> is <c>c_int.__ctype_be__</c>.</param>
/// <param name="Offset">Bytes from the structure's start; of a bit-field, of the unit that holds it.</param>
/// <param name="ByteSize">Bytes of the field or the unit.</param>
/// <param name="BitOffset">How far the unit is shifted right to bring a bit-field to the bottom.</param>
/// <param name="BitWidth">0 for a plain field.</param>
/// <param name="Index">The field's place in the keys of <c>_objects</c>: its number among all fields, a base's first.</param>
public sealed record CtypesField(
    string Name,
    CtypesType Type,
    int Offset,
    int ByteSize,
    int BitOffset,
    int BitWidth,
    int Index,
    bool IsAnonymous
)
{
    public bool IsBitField => BitWidth > 0;

    /// <summary>The attribute <c>size</c>: of a bit-field the width and offset in one number, as CPython packs them.</summary>
    public int Size => IsBitField ? (BitWidth << 16) | BitOffset : ByteSize;

    public override string ToString() =>
        IsBitField
            ? $"<Field type={Type.Name}, ofs={Offset}:{BitOffset}, bits={BitWidth}>"
            : $"<Field type={Type.Name}, ofs={Offset}, size={ByteSize}>";
}
