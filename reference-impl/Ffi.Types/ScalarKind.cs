using System.Runtime.InteropServices;

namespace Touchstone.Ffi.Types;

/// <summary>Every scalar of C that has a size of its own. What it is on a machine is <see cref="TargetAbi.Scalar"/>'s answer.</summary>
public enum ScalarKind
{
    /// <summary>C's plain <c>char</c>: a byte of text; its sign is the ABI's choice.</summary>
    Char,

    /// <summary>C's <c>_Bool</c>: one byte that is 0 or 1.</summary>
    Bool,

    /// <summary>C's <c>wchar_t</c>: UTF-16 on Windows, UTF-32 elsewhere; its sign is the ABI's choice.</summary>
    WChar,

    /// <summary>C's <c>signed char</c>: 1 byte.</summary>
    SignedChar,

    /// <summary>C's <c>unsigned char</c>: 1 byte.</summary>
    UnsignedChar,

    /// <summary>C's <c>short</c>: 2 bytes.</summary>
    Short,

    /// <summary>C's <c>unsigned short</c>: 2 bytes.</summary>
    UnsignedShort,

    /// <summary>C's <c>int</c>: 4 bytes.</summary>
    Int,

    /// <summary>C's <c>unsigned int</c>: 4 bytes.</summary>
    UnsignedInt,

    /// <summary>C's <c>long</c>: a pointer's size, but 4 bytes on 64-bit Windows.</summary>
    Long,

    /// <summary>C's <c>unsigned long</c>: as <see cref="Long"/>.</summary>
    UnsignedLong,

    /// <summary>C's <c>long long</c>: 8 bytes, which i386 Linux aligns to 4 inside an aggregate.</summary>
    LongLong,

    /// <summary>C's <c>unsigned long long</c>: as <see cref="LongLong"/>.</summary>
    UnsignedLongLong,

    /// <summary>gcc's and clang's <c>__int128</c>: 16 bytes; no C compiler has it for i386, ARM or 32-bit Windows.</summary>
    Int128,

    /// <summary><c>unsigned __int128</c>: as <see cref="Int128"/>.</summary>
    UInt128,

    /// <summary><c>int8_t</c> of <c>&lt;stdint.h&gt;</c>.</summary>
    Int8,

    /// <summary><c>uint8_t</c> of <c>&lt;stdint.h&gt;</c>.</summary>
    UInt8,

    /// <summary><c>int16_t</c> of <c>&lt;stdint.h&gt;</c>.</summary>
    Int16,

    /// <summary><c>uint16_t</c> of <c>&lt;stdint.h&gt;</c>.</summary>
    UInt16,

    /// <summary><c>int32_t</c> of <c>&lt;stdint.h&gt;</c>.</summary>
    Int32,

    /// <summary><c>uint32_t</c> of <c>&lt;stdint.h&gt;</c>.</summary>
    UInt32,

    /// <summary><c>int64_t</c> of <c>&lt;stdint.h&gt;</c>: aligned as <see cref="LongLong"/>.</summary>
    Int64,

    /// <summary><c>uint64_t</c> of <c>&lt;stdint.h&gt;</c>: aligned as <see cref="LongLong"/>.</summary>
    UInt64,

    /// <summary>C's <c>size_t</c>: a pointer's size.</summary>
    Size,

    /// <summary>POSIX's <c>ssize_t</c>: a pointer's size.</summary>
    SignedSize,

    /// <summary>C's <c>float</c>: IEEE binary32.</summary>
    Float,

    /// <summary>C's <c>double</c>: IEEE binary64.</summary>
    Double,

    /// <summary>
    /// C's <c>long double</c>: x87's 80 bits in 12 or 16 bytes on x86, IEEE binary128 on AArch64, RISC-V, s390x and wasm, two doubles
    /// on ppc64le (or binary128, in the same 16 bytes), a <c>double</c> on ARM and on Windows.
    /// </summary>
    LongDouble,

    /// <summary>C's <c>float _Complex</c>: aligned as a <c>float</c>.</summary>
    ComplexFloat,

    /// <summary>C's <c>double _Complex</c>: aligned as a <c>double</c>.</summary>
    ComplexDouble,

    /// <summary>C's <c>long double _Complex</c>: aligned as a <c>long double</c>.</summary>
    ComplexLongDouble,
}

/// <summary>How the bits of a scalar are read.</summary>
public enum ScalarClass
{
    /// <summary>An integer in two's complement.</summary>
    Signed,

    /// <summary>An integer without sign.</summary>
    Unsigned,

    /// <summary>An unsigned integer that holds only 0 and 1.</summary>
    Bool,

    /// <summary>A float of the target's own format for that size.</summary>
    Float,

    /// <summary>Two floats: the real part, then the imaginary one.</summary>
    Complex,
}

/// <summary>A scalar on one ABI.</summary>
/// <param name="Size">Bytes that <c>sizeof</c> counts.</param>
/// <param name="Alignment">Bytes that a member of this type is aligned to inside an aggregate.</param>
/// <param name="Class">How its bits are read.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScalarFormat(int Size, int Alignment, ScalarClass Class)
{
    /// <summary>Whether C lets a bit-field have this type.</summary>
    public bool IsInteger =>
        Class is ScalarClass.Signed or ScalarClass.Unsigned or ScalarClass.Bool;
}
