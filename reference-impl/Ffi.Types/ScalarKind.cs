using System.Runtime.InteropServices;

namespace Touchstone.Ffi.Types;

/// <summary>Every scalar of C that has a size of its own. What it is on a machine is <see cref="TargetAbi.Scalar"/>'s answer.</summary>
public enum ScalarKind
{
    /// <summary>C's plain <c>char</c>: a byte of text; its sign is the ABI's choice.</summary>
    Char,

    /// <summary>C's <c>_Bool</c>: one byte that is 0 or 1.</summary>
    Bool,

    /// <summary>C's <c>wchar_t</c>.</summary>
    WChar,
    SignedChar,
    UnsignedChar,
    Short,
    UnsignedShort,
    Int,
    UnsignedInt,
    Long,
    UnsignedLong,
    LongLong,
    UnsignedLongLong,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,

    /// <summary>C's <c>size_t</c>.</summary>
    Size,

    /// <summary>POSIX's <c>ssize_t</c>.</summary>
    SignedSize,
    Float,
    Double,
    LongDouble,
    ComplexFloat,
    ComplexDouble,
    ComplexLongDouble,
}

/// <summary>How the bits of a scalar are read.</summary>
public enum ScalarClass
{
    Signed,
    Unsigned,

    /// <summary>An unsigned integer that holds only 0 and 1.</summary>
    Bool,
    Float,

    /// <summary>Two floats: the real part, then the imaginary one.</summary>
    Complex,
}

/// <summary>A scalar on one ABI.</summary>
/// <param name="Size">Bytes that <c>sizeof</c> counts.</param>
/// <param name="Alignment">Bytes that a member of this type is aligned to inside an aggregate.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScalarFormat(int Size, int Alignment, ScalarClass Class)
{
    /// <summary>Whether C lets a bit-field have this type.</summary>
    public bool IsInteger =>
        Class is ScalarClass.Signed or ScalarClass.Unsigned or ScalarClass.Bool;
}
