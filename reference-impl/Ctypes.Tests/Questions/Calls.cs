namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Calls { get; } =
        new(
            "calls",
            Shapes
                + "\n"
                + """
                class Div(Structure): _fields_ = [('quot', c_int), ('rem', c_int)]
                class Ldiv(Structure): _fields_ = [('quot', c_long), ('rem', c_long)]
                class Ldivs(Ldiv): pass
                """,
            [
                new(
                    "B13",
                    "Without argtypes an int is cut to a C int, and is refused where it needs more than 64 bits",
                    "libc.abs(-5), libc.abs(c_int(-5)), libc.abs(True), libc.abs(2**32 + 7), libc.abs(-2**31 + 1)",
                    "libc.abs(2**64 - 1), libc.abs(-2**63)",
                    "libc.abs(2**64)",
                    "libc.abs(-2**63 - 1)"
                ),
                new(
                    "B8",
                    "Without argtypes an argument is an int, bytes, a str, None or an instance of ctypes",
                    "libc.abs(1.5)",
                    "libc.abs([])",
                    "libc.abs(bytearray(b'x'))",
                    "libc.strlen(byref(create_string_buffer(b'abc')))",
                    "libc.abs(None)"
                ),
                new(
                    "B2",
                    "argtypes convert the arguments they name, and are the least number of arguments",
                    "f = libc.abs; f.argtypes = [c_int]; f()",
                    "f = libc.abs; f.argtypes = [c_int]; f(-3), f(-3, 4), f(M(-3))",
                    "f = libc.snprintf; f.argtypes = [c_char_p, c_size_t, c_char_p]; f(b'x')"
                ),
                new(
                    "B6",
                    "An argument that its argtype cannot take is an ArgumentError",
                    "f = libc.abs; f.argtypes = [c_int]; f(b'x')",
                    "f = libc.abs; f.argtypes = [c_int]; f(c_short(5))",
                    "f = libc.strlen; f.argtypes = [c_char_p]; f('hello')",
                    "f = libc.strlen; f.argtypes = [c_char_p]; f(5)",
                    "f = libc.strtol; f.restype = c_long; f.argtypes = [c_char_p, POINTER(c_char_p), c_int]; f(b'12xyz', c_int(), 10)"
                ),
                new(
                    "B8",
                    "Arguments beyond argtypes are converted as if there were none",
                    "f = libc.abs; f.argtypes = [c_int]; f(-3, 1.5)",
                    "f = libc.abs; f.argtypes = [c_int]; f(-3, c_short(1))",
                    "f = libc.abs; f.argtypes = [c_int]; f(-3, c_double(1.5))",
                    "f = libc.snprintf; f.argtypes = [c_char_p, c_size_t, c_char_p]; b = create_string_buffer(50); f(b, 50, b'%.2f %d', c_double(1.5), -3), b.value",
                    "f = libc.snprintf; f.argtypes = [c_char_p, c_size_t, c_char_p]; b = create_string_buffer(50); f(b, 50, b'%d', c_short(5))",
                    "f = libc.snprintf; f.argtypes = [c_char_p, c_size_t, c_char_p]; b = create_string_buffer(50); f(b, 50, b'%f', 1.5)"
                ),
                new(
                    "B1",
                    "argtypes and restype are read as they were set; what is no type is refused",
                    "f = libc.abs; f.argtypes, f.restype",
                    "f = libc.abs; f.argtypes = (c_int,); f.restype = None; f.argtypes, f.restype, f(-3)",
                    "f = libc.abs; f.argtypes = [1]",
                    "f = libc.abs; f.argtypes = 5",
                    "f = libc.abs; f.restype = 1"
                ),
                new(
                    "B1",
                    "A callable as restype is handed the int",
                    "f = libc.abs; f.restype = lambda x: x + 1; f(-3)"
                ),
                new(
                    "B1",
                    "A result of a simple type's subclass stays boxed",
                    "f = libc.abs; f.restype = M; f(-3)"
                ),
                new(
                    "B1",
                    "A result of a simple type is a plain value",
                    "f = libc.abs; f.restype = c_char; f(-3)",
                    "f = libc.abs; f.restype = c_bool; f(-3), f(0)",
                    "f = libc.abs; f.restype = c_void_p; f(0)",
                    "f = libc.atof; f.restype = c_double; f(b'1.5')",
                    "f = libc.atof; f.restype = c_double; f.argtypes = [c_char_p]; f(b'-2.25')",
                    "f = libc.atoll; f.restype = c_longlong; f(b'-9000000000')",
                    "f = libc.labs; f.restype = c_long; f(c_long(-2**40))",
                    "f = libc.labs; f.restype = c_long; f.argtypes = [c_long]; f(-2**40)",
                    "f = libc.memcpy; f.restype = c_void_p; b = create_string_buffer(4); f(b, b'abc', 3) == addressof(b), b.value"
                ),
                new(
                    "B2",
                    "Bytes, a buffer or a c_char_p will do for a char pointer",
                    "f = libc.strlen; f.restype = c_size_t; f(b'hello'), f(create_string_buffer(b'abc')), f(c_char_p(b'ab'))",
                    "f = libc.strlen; f.argtypes = [c_char_p]; f(b'hello'), f(create_string_buffer(b'abc'))"
                ),
                new(
                    "D7",
                    "A str passes as a wide copy",
                    "f = libc.wcslen; f('hello'), f(create_unicode_buffer('abc'))",
                    "f = libc.wcslen; f.argtypes = [c_wchar_p]; f('hel\\U0001F600')"
                ),
                new(
                    "B1",
                    "A char pointer as a result is bytes or None; a POINTER as a result shares what it points to",
                    "f = libc.strchr; f.restype = c_char_p; f(b'abcd', 99), f(b'abcd', 122)",
                    "f = libc.strchr; f.restype = c_char_p; f.argtypes = [c_char_p, c_char]; f(b'abcd', b'c'), f(b'abcd', 98)",
                    "f = libc.strchr; f.restype = POINTER(c_char); b = create_string_buffer(b'abcd'); p = f(b, 99); p[0] = b'X'; b.value, p._objects",
                    "f = libc.strchr; f.restype = POINTER(c_char); f(b'abcd', 122)"
                ),
                new(
                    "B7",
                    "A structure as a result is a new object that keeps nothing",
                    "f = libc.div; f.restype = Div; f(17, 5)",
                    "f = libc.ldiv; f.restype = Ldiv; f.argtypes = [c_long, c_long]; r = f(17, -5); r, r._objects, r._b_base_",
                    "f = libc.ldiv; f.restype = Ldivs; f.argtypes = [c_long, c_long]; type(f(17, -5))"
                ),
                new(
                    "B8",
                    "Variadic functions take what the default conversions give",
                    "f = libc.snprintf; b = create_string_buffer(50); f(b, 50, b'%d %s %c', 42, b'xyz', 65), b.value",
                    "f = libc.snprintf; b = create_string_buffer(50); f(b, 50, b'%.2f %d', c_double(1.5), -3), b.value"
                ),
                new(
                    "H7",
                    "byref with an offset lets C write behind the beginning",
                    "f = libc.memset; b = (c_int * 2)(); f(byref(b, 4), 1, 4); b"
                ),
                new(
                    "B2",
                    "A pointer parameter takes a byref, an instance of its target's type, or None",
                    "f = libc.strtol; f.restype = c_long; f.argtypes = [c_char_p, POINTER(c_char_p), c_int]; e = c_char_p(); f(b'12xyz', byref(e), 10), e.value",
                    "f = libc.strtol; f.restype = c_long; f.argtypes = [c_char_p, POINTER(c_char_p), c_int]; e = c_char_p(); f(b'12xyz', e, 10), e.value",
                    "f = libc.strtol; f.restype = c_long; f.argtypes = [c_char_p, POINTER(c_char_p), c_int]; f(b'12xyz', None, 10)"
                ),
                new(
                    "B10",
                    "Only a function with use_errno changes the private errno",
                    "f = libe.close; set_errno(0); f(-1), get_errno(), get_errno()",
                    "f = libc.close; set_errno(5); f(-1), get_errno()",
                    "f = libe.abs; set_errno(77); f(-1), get_errno()"
                ),
                new(
                    "B2",
                    "An instance with _as_parameter_ passes as that",
                    "x = P(); x._as_parameter_ = -9; f = libc.abs; f.argtypes = [c_int]; f(x)"
                ),
                new(
                    "B5",
                    "A prototype takes an address or nothing, no text and no None",
                    "F = CFUNCTYPE(c_int, c_int); f = F(cast(libc.abs, c_void_p).value); f(-3), f.argtypes, f.restype",
                    "F = CFUNCTYPE(c_int, c_int); f = F(cast(libc.abs, c_void_p).value); f('x')",
                    "F = CFUNCTYPE(c_int, c_int); F()",
                    "F = CFUNCTYPE(c_int, c_int); F(5, 6)",
                    "F = CFUNCTYPE(c_int, c_int); F('x')",
                    "F = CFUNCTYPE(c_int, c_int); F(None)"
                ),
                new(
                    "B5",
                    "There is one function type for each result, arguments and flags",
                    "CFUNCTYPE(c_int, c_int) is CFUNCTYPE(c_int, c_int), CFUNCTYPE(c_int) is CFUNCTYPE(None), CFUNCTYPE(c_int, use_errno=True) is CFUNCTYPE(c_int)",
                    "type(libc.abs), CFUNCTYPE(c_int), bool(libc.abs)"
                ),
                new(
                    "D6",
                    "C writes into the very bytes object that it is given",
                    "x = bytes(b'sha' + b'red'); libc.memset(x, 65, 2); x"
                ),
            ]
        );
}
