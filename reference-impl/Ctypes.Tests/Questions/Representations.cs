namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // repr; addresses are masked by shown().
    private static Theme Representations { get; } =
        new(
            "representations",
            Shapes,
            [
                new(
                    "D11",
                    "A simple type shows its value, unboxed or not, as its Python object does",
                    "shown(c_int(5)), shown(c_byte(-3)), shown(c_ulonglong(2**64 - 1)), shown(c_bool(True))",
                    "shown(c_double(1.5)), shown(c_double(1e300)), shown(c_double(-0.0)), shown(c_double(1e16)), shown(c_double(0.0001)), shown(c_double(1e-5)), shown(c_double(3))",
                    "shown(c_float(0.1)), shown(c_longdouble(2.5)), shown(c_double(1e400)), shown(c_double(-1e400))",
                    "shown(c_char(b'a')), shown(c_char(b'\\n')), shown(c_char(b'\\'')), shown(c_wchar('x')), shown(c_wchar('\\''))",
                    "shown(c_wchar('\\xe9')), shown(c_wchar('\\x7f')), shown(c_wchar('\\ud800')), shown(c_wchar('\\U0001F600'))",
                    "shown(c_char_p(b'ab')), shown(c_char_p(None)), shown(c_char_p(b'\\x00\\xff')), shown(c_wchar_p('hi')), shown(c_wchar_p(None))",
                    "shown(c_void_p(5)), shown(c_void_p(None)), shown(py_object('x')), shown(py_object([1])), shown(py_object())",
                    "shown(M(5)), shown(M())",
                    "class X(c_char_p): pass\nclass Y(py_object): pass\nclass W(_SimpleCData): _type_ = 'i'\nshown(X(b'a')), shown(X()), shown(Y()), shown(Y(5)), shown(W(5))"
                ),
                new(
                    "E1",
                    "A structure or union shows its class and address",
                    "shown(P()), shown(U()), shown(E()), shown(D())"
                ),
                new(
                    "G1",
                    "An array shows its class and address",
                    "shown((c_int * 3)()), shown((P * 2)()), shown((c_char * 2)())"
                ),
                new(
                    "H2",
                    "A pointer shows its class and address",
                    "shown(pointer(P())), shown(pointer(pointer(P()))), shown(POINTER(M)())"
                ),
                new(
                    "E2",
                    "A field of an aggregate type shows as its own class does",
                    "shown(P().x), shown(R().a), shown(B().m)"
                ),
                new(
                    "H7",
                    "byref shows as a parameter with an address",
                    "shown(byref(c_int(5))), shown(byref(P()))"
                ),
                new(
                    "J5",
                    "A parameter shows its type's code and its value",
                    "shown(c_int.from_param(5)), shown(c_byte.from_param(5)), shown(c_short.from_param(-5)), shown(c_ushort.from_param(7))",
                    "shown(c_uint.from_param(5)), shown(c_long.from_param(-5)), shown(c_ulong.from_param(7)), shown(c_bool.from_param(1))",
                    "shown(c_float.from_param(1.5)), shown(c_double.from_param(0.25)), shown(c_double.from_param(1e300)), shown(c_longdouble.from_param(1.5))",
                    "shown(c_char.from_param(b'a')), shown(c_char.from_param(b'\\0')), shown(c_char.from_param(b'\\'')), shown(c_char.from_param(b'\\\\')), shown(c_char.from_param(b'\\xff'))",
                    "shown(c_wchar.from_param('a')), shown(c_char_p.from_param(b'abc')), shown(c_wchar_p.from_param('abc')), shown(c_void_p.from_param(7))"
                ),
                new(
                    "E11",
                    "A field's descriptor shows its type, offset and size, and since 3.14 its name",
                    "shown(P.x), shown(P.y), shown(R.b), shown(V.v), shown(Q.p), shown(Z.z), shown(B.m)",
                    "class F(Structure): _fields_ = [('a', c_uint, 3), ('b', c_uint, 7), ('c', c_short, 5)]\nshown(F.a), shown(F.b), shown(F.c)",
                    "class F(BigEndianStructure): _fields_ = [('a', c_ushort), ('b', c_int), ('d', c_int * 2), ('e', c_byte)]\nshown(F.a), shown(F.b), shown(F.d), shown(F.e)",
                    "class F(Structure): _anonymous_ = ['u']; _fields_ = [('x', c_int), ('u', U)]\nshown(F.u), shown(F.h)"
                ),
                new(
                    "D11",
                    "A type shows its name",
                    "shown(c_int), shown(P), shown(POINTER(P)), shown(P * 3), shown(c_int.__name__)"
                ),
                new(
                    "B5",
                    "A function pointer shows its type and address",
                    "shown(CFUNCTYPE(c_int)(lambda: 1)), shown(libc.abs), shown(CFUNCTYPE(c_int)())"
                ),
                new(
                    "F1",
                    "A number of the other byte order shows its value",
                    "shown(c_int.__ctype_be__(5)), shown(M.__ctype_be__(5))"
                ),
            ]
        );
}
