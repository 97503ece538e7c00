using System.Collections.Frozen;

namespace Touchstone.Model;

/// <summary>The scalar types of the case language.</summary>
public static class Scalars
{
    /// <summary>Each keyword and the name of its class in Python's <c>ctypes</c>; <c>void</c>, which has none, is not in it.</summary>
    public static FrozenDictionary<string, string> CtypesNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["char"] = "c_char",
            ["wchar"] = "c_wchar",
            ["bool"] = "c_bool",
            ["i8"] = "c_int8",
            ["i16"] = "c_int16",
            ["i32"] = "c_int32",
            ["i64"] = "c_int64",
            ["u8"] = "c_uint8",
            ["u16"] = "c_uint16",
            ["u32"] = "c_uint32",
            ["u64"] = "c_uint64",
            ["short"] = "c_short",
            ["ushort"] = "c_ushort",
            ["int"] = "c_int",
            ["uint"] = "c_uint",
            ["long"] = "c_long",
            ["ulong"] = "c_ulong",
            ["longlong"] = "c_longlong",
            ["ulonglong"] = "c_ulonglong",
            ["f32"] = "c_float",
            ["f64"] = "c_double",
            ["longdouble"] = "c_longdouble",
            ["complex_f32"] = "c_float_complex",
            ["complex_f64"] = "c_double_complex",
            ["complex_longdouble"] = "c_longdouble_complex",
            ["size"] = "c_size_t",
            ["ssize"] = "c_ssize_t",
            ["char_p"] = "c_char_p",
            ["wchar_p"] = "c_wchar_p",
            ["void_p"] = "c_void_p",
            ["object"] = "py_object",
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
