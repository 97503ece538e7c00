namespace Touchstone.Ctypes;

// C's own names for the simple types, as .NET writes names. Widths are those of the ABI at hand (LP64: long has 8 bytes).
public sealed partial class TypeSet
{
    /// <summary><c>_Bool</c>, 1 byte.</summary>
    public CtypesType Bool => this["c_bool"];

    /// <summary><c>char</c> as a character, 1 byte: reads as a <see cref="byte"/>, an array of it as text.</summary>
    public CtypesType Char => this["c_char"];

    /// <summary><c>signed char</c>, 1 byte.</summary>
    public CtypesType SignedChar => this["c_byte"];

    /// <summary><c>unsigned char</c>, 1 byte.</summary>
    public CtypesType UnsignedChar => this["c_ubyte"];

    /// <summary><c>wchar_t</c>, 4 bytes on System V.</summary>
    public CtypesType WideChar => this["c_wchar"];

    /// <summary><c>short</c>, 2 bytes.</summary>
    public CtypesType Short => this["c_short"];

    /// <summary><c>unsigned short</c>, 2 bytes.</summary>
    public CtypesType UnsignedShort => this["c_ushort"];

    /// <summary><c>int</c>, 4 bytes.</summary>
    public CtypesType Int => this["c_int"];

    /// <summary><c>unsigned int</c>, 4 bytes.</summary>
    public CtypesType UnsignedInt => this["c_uint"];

    /// <summary><c>long</c>, 8 bytes on LP64; also <c>int64_t</c> there.</summary>
    public CtypesType Long => this["c_long"];

    /// <summary><c>unsigned long</c>, 8 bytes on LP64; also <c>uint64_t</c> there.</summary>
    public CtypesType UnsignedLong => this["c_ulong"];

    /// <summary><c>size_t</c>.</summary>
    public CtypesType Size => this["c_size_t"];

    /// <summary><c>float</c>, 4 bytes.</summary>
    public CtypesType Float => this["c_float"];

    /// <summary><c>double</c>, 8 bytes.</summary>
    public CtypesType Double => this["c_double"];

    /// <summary><c>long double</c>, read and written as a <see cref="double"/>; 16 bytes on x86-64.</summary>
    public CtypesType LongDouble => this["c_longdouble"];

    /// <summary><c>void*</c>: reads as an <see cref="nint"/>.</summary>
    public CtypesType VoidPointer => this["c_void_p"];

    /// <summary><c>char*</c> to NUL-terminated text: reads as a <see cref="string"/> decoded from UTF-8, or null.</summary>
    public CtypesType Text => this["c_char_p"];

    /// <summary><c>wchar_t*</c> to NUL-terminated text: reads as a <see cref="string"/>, or null.</summary>
    public CtypesType WideText => this["c_wchar_p"];
}
