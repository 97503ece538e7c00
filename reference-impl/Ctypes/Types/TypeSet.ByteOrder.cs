using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// __ctype_be__ and __ctype_le__: the types of a structure whose bytes are in the order that is not the machine's.
public sealed partial class TypeSet
{
    /// <exception cref="PythonException"><c>TypeError</c>: ctypes has no swapped form of it.</exception>
    private CtypesType OtherEndian(CtypesType type) =>
        type switch
        {
            { Kind: TypeKind.Simple, IsSwapped: true } => type,
            { Kind: TypeKind.Simple } when SimpleCode.IsOneByte(type.Code) => type,
            { Kind: TypeKind.Simple } when SimpleCode.CanSwap(type.Code, Profile) =>
                type.OtherEndian ??= SwappedSimple(type),
            { Kind: TypeKind.Array } => Array(OtherEndian(type.Element!), type.Length),
            // A nested aggregate keeps the order that it was declared with.
            { Kind: TypeKind.Structure } => type,
            { Kind: TypeKind.Union } when type.Profile.HasSwappedUnionMembers => type,
            _ => throw new PythonException(
                ErrorKind.TypeError,
                $"This type does not support other endian: {type}"
            ),
        };

    /// <summary><c>__ctype_be__</c> or <c>__ctype_le__</c> of a simple type; null where it has none.</summary>
    internal CtypesType? InByteOrder(CtypesType type, ByteOrder order)
    {
        if (
            type.Kind != TypeKind.Simple
            || !(SimpleCode.IsOneByte(type.Code) || SimpleCode.CanSwap(type.Code, Profile))
        )
            return null;
        return type.IsSwapped == (order == Swapped) ? type
            : type.IsSwapped ? type.OtherEndian
            : OtherEndian(type);
    }

    // Named after what it is on the machine at hand, which is little-endian.
    private static CtypesType SwappedSimple(CtypesType type)
    {
        var swapped = CopyOfSimple(type, type.Name + "_be", type.Base, !type.IsSwapped);
        swapped.OtherEndian = type;
        return swapped;
    }
}
