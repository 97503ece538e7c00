using System.Collections.Frozen;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>What the letters of <c>_type_</c> stand for in C.</summary>
internal static class SimpleCode
{
    /// <summary>The types that Python's <c>ctypes</c> defines, each letter once; every other name is an alias.</summary>
    public static IReadOnlyList<(string Name, char Code, ScalarKind? Kind)> Defined { get; } =
    [
        ("c_byte", 'b', ScalarKind.SignedChar),
        ("c_ubyte", 'B', ScalarKind.UnsignedChar),
        ("c_short", 'h', ScalarKind.Short),
        ("c_ushort", 'H', ScalarKind.UnsignedShort),
        ("c_int", 'i', ScalarKind.Int),
        ("c_uint", 'I', ScalarKind.UnsignedInt),
        ("c_long", 'l', ScalarKind.Long),
        ("c_ulong", 'L', ScalarKind.UnsignedLong),
        ("c_longlong", 'q', ScalarKind.LongLong),
        ("c_ulonglong", 'Q', ScalarKind.UnsignedLongLong),
        ("c_float", 'f', ScalarKind.Float),
        ("c_double", 'd', ScalarKind.Double),
        ("c_longdouble", 'g', ScalarKind.LongDouble),
        ("c_float_complex", 'F', ScalarKind.ComplexFloat),
        ("c_double_complex", 'D', ScalarKind.ComplexDouble),
        ("c_longdouble_complex", 'G', ScalarKind.ComplexLongDouble),
        ("c_bool", '?', ScalarKind.Bool),
        ("c_char", 'c', ScalarKind.Char),
        ("c_wchar", 'u', ScalarKind.WChar),
        ("c_char_p", 'z', null),
        ("c_wchar_p", 'Z', null),
        ("c_void_p", 'P', null),
        ("py_object", 'O', null),
    ];

    /// <summary>Names of fixed or platform-given width, by the C type that ctypes finds for them on an LP64 machine.</summary>
    public static FrozenDictionary<string, string> Aliases { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["c_int8"] = "c_byte",
            ["c_uint8"] = "c_ubyte",
            ["c_int16"] = "c_short",
            ["c_uint16"] = "c_ushort",
            ["c_int32"] = "c_int",
            ["c_uint32"] = "c_uint",
            ["c_int64"] = "c_long",
            ["c_uint64"] = "c_ulong",
            // Where long is as wide as long long, ctypes makes them one type.
            ["c_longlong"] = "c_long",
            ["c_ulonglong"] = "c_ulong",
            ["c_size_t"] = "c_ulong",
            ["c_ssize_t"] = "c_long",
            ["c_time_t"] = "c_long",
            ["c_voidp"] = "c_void_p",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsInteger(char code) =>
        code is 'b' or 'B' or 'h' or 'H' or 'i' or 'I' or 'l' or 'L' or 'q' or 'Q';

    public static bool IsSigned(char code) => code is 'b' or 'h' or 'i' or 'l' or 'q';

    public static bool IsComplex(char code) => code is 'F' or 'D' or 'G';

    /// <summary><c>_type_</c> as a version spells it.</summary>
    public static string Text(char code, CtypesProfile profile) =>
        IsComplex(code) && profile.HasLongComplexCodes
            ? $"Z{(code == 'F' ? 'f' : code == 'D' ? 'd' : 'g')}"
            : code.ToString();

    /// <summary>The letter in a buffer's format: of standard size, so <c>long</c> is what it is as wide as.</summary>
    public static string BufferText(char code, CtypesProfile profile) =>
        code switch
        {
            'l' => "q",
            'L' => "Q",
            _ => Text(code, profile),
        };

    /// <summary>Whether the value is an address.</summary>
    public static bool IsAddress(char code) => code is 'z' or 'Z' or 'P' or 'O';

    /// <summary>Whether <c>__ctype_be__</c> is the type itself: one byte has no order.</summary>
    public static bool IsOneByte(char code) => code is 'b' or 'B' or 'c';

    /// <summary>Whether ctypes can read and write it in the order that is not the machine's.</summary>
    public static bool CanSwap(char code, CtypesProfile profile) =>
        IsInteger(code) || code is 'f' or 'd' or 'F' or 'D' || (code == '?' && profile.CanSwapBool);
}
