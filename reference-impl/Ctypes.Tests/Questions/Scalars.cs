namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Scalars { get; } =
        new(
            "scalars",
            "class M(c_int): pass",
            [
                new(
                    "D1",
                    "An integer type keeps the low bits of any int, and refuses all else",
                    "c_byte(200).value, c_ubyte(-1).value, c_short(70000).value, c_ushort(-2).value",
                    "c_int(2**31).value, c_uint(-1).value, c_long(2**63).value, c_ulong(-1).value",
                    "c_longlong(2**64 + 5).value, c_ulonglong(-2**70 - 1).value",
                    "c_int(True).value",
                    "c_int(1.5)",
                    "c_int('1')",
                    "c_int(b'1')",
                    "c_int(None)",
                    "c_int([])",
                    "c_int(c_int(3))",
                    "c_int(1, 2)",
                    "c_int(value=3).value"
                ),
                new(
                    "D2",
                    "A float type takes ints and floats, and rounds to its own precision",
                    "c_float(0.1).value, c_float(1e40).value, c_float(2**24 + 1).value",
                    "c_double(3).value, c_double(True).value, c_double(-0.0).value",
                    "c_double(2**64 - 1).value, c_double(2**53 + 1).value, c_double(2**100 + 1).value",
                    "c_double(10**400)",
                    "c_double('x')",
                    "c_double(complex(1.0, 2.0))",
                    "c_longdouble(0.1).value, c_longdouble(1e308).value, sizeof(c_longdouble)"
                ),
                new(
                    "D3",
                    "A bool is the truth of any object, and stores 0 or 1",
                    "c_bool(0).value, c_bool(7).value, c_bool([]).value, c_bool('a').value, c_bool(0.0).value",
                    "c_bool.from_buffer_copy(b'\\x02').value, bytes(c_bool(5))"
                ),
                new(
                    "D3",
                    "A char is one byte, as bytes or as an int",
                    "c_char(b'a').value, c_char(65).value, c_char(bytearray(b'z')).value",
                    "c_char(256)",
                    "c_char(-1)",
                    "c_char(b'')",
                    "c_char(b'ab')",
                    "c_char('a')"
                ),
                new(
                    "D3",
                    "A wchar is one character, astral or not",
                    "c_wchar('x').value, c_wchar('\\U0001F600').value",
                    "c_wchar('xy')",
                    "c_wchar(1)",
                    "c_wchar(b'x')",
                    "c_wchar.from_buffer_copy(b'\\x00\\x00\\x11\\x00').value"
                ),
                new(
                    "D8",
                    "c_void_p is an int as wide as an address, or None",
                    "c_void_p(0).value, c_void_p(None).value, c_void_p(-1).value, c_void_p(2**65 + 3).value",
                    "c_void_p(b'x')",
                    "x = c_int(5); p = c_void_p(addressof(x)); p.value == addressof(x), cast(p, POINTER(c_int))[0]",
                    "x = c_void_p(7); x.value = None; x.value, bool(x)",
                    "c_void_p(1.5)"
                ),
                new(
                    "D6",
                    "c_char_p is bytes up to the NUL, an address or None",
                    "c_char_p(None).value, c_char_p(b'abc\\0def').value, c_char_p(0).value",
                    "c_char_p('x')",
                    "c_char_p(bytearray(b'x'))",
                    "c_char_p(create_string_buffer(3))"
                ),
                new(
                    "D7",
                    "c_wchar_p is a str or None",
                    "c_wchar_p('hello').value, c_wchar_p(None).value",
                    "c_wchar_p(b'x')"
                ),
                new(
                    "D9",
                    "py_object holds the object itself, and NULL is not an object",
                    "py_object(5).value, py_object([1, 2]).value",
                    "py_object().value",
                    "x = []; py_object(x).value is x"
                ),
                new(
                    "D11",
                    "value is set as it was initialised, and cannot be deleted; other attributes can be added",
                    "x = c_int(5); x.value = 7; x",
                    "x = c_int(5); x.value = 'a'",
                    "del c_int().value; 1",
                    "c_int().zz",
                    "x = c_int(); x.zz = 5; x.zz"
                ),
                new(
                    "D10",
                    "An instance of a subclass is of the subclass, and as large",
                    "x = M(5); x, type(x), sizeof(M)"
                ),
                new(
                    "D1",
                    "Types of one width are the same class, their instances are not",
                    "M(5) is M(5), c_int is c_int32, c_long is c_longlong, c_size_t is c_ulong",
                    "c_int8 is c_byte, c_uint8 is c_ubyte, c_int64 is c_long, c_voidp is c_void_p"
                ),
                new(
                    "D11",
                    "A simple instance is true if its bytes are not all those of zero",
                    "bool(c_int(0)), bool(c_int(3)), bool(c_char(b'\\0')), bool(c_double(0)), bool(c_double(-0.0))",
                    "bool(c_char_p()), bool(c_char_p(b'')), bool(c_void_p(3)), bool(c_wchar('\\0'))"
                ),
                new(
                    "D11",
                    "A simple instance is not called, indexed or measured",
                    "c_int()()",
                    "c_int()[0]",
                    "len(c_int())"
                ),
                new(
                    "I1",
                    "The simple types are as large and aligned as the compiler makes them",
                    "sizeof(c_byte), sizeof(c_wchar), sizeof(c_bool), sizeof(c_void_p), alignment(c_longdouble)"
                ),
            ]
        );
}
