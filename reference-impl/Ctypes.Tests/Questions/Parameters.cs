namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Parameters { get; } =
        new(
            "parameters",
            Shapes,
            [
                new(
                    "J5",
                    "An integer type takes ints and instances of itself and its subclasses",
                    "c_int.from_param(5), c_int.from_param(True), c_int.from_param(c_int(5))",
                    "c_int.from_param('x')",
                    "c_int.from_param(1.5)",
                    "c_int.from_param(c_short(5))",
                    "c_int.from_param(None)",
                    "c_int.from_param(M(5))",
                    "M.from_param(5)",
                    "M.from_param(c_int(5))"
                ),
                new(
                    "J5",
                    "A float type takes ints and floats",
                    "c_double.from_param(5), c_double.from_param(1.5)",
                    "c_double.from_param('x')",
                    "c_longdouble.from_param(1)"
                ),
                new(
                    "J5",
                    "A character type takes one character or byte of its kind",
                    "c_char.from_param(b'a'), c_char.from_param(97)",
                    "c_char.from_param(b'ab')",
                    "c_wchar.from_param('a')",
                    "c_wchar.from_param(b'a')"
                ),
                new(
                    "J5",
                    "c_bool and py_object take anything",
                    "c_bool.from_param('a')",
                    "py_object.from_param(5)"
                ),
                new(
                    "J5",
                    "c_char_p takes bytes, None, itself, and arrays and pointers of characters",
                    "c_char_p.from_param(None), c_char_p.from_param(b'x')",
                    "c_char_p.from_param(5)",
                    "c_char_p.from_param('x')",
                    "c_char_p.from_param(bytearray(b'x'))",
                    "c_char_p.from_param(create_string_buffer(2)), c_char_p.from_param(c_char_p(b'x'))",
                    "c_char_p.from_param(cast(b'x', POINTER(c_char)))",
                    "c_char_p.from_param((c_byte * 3)())",
                    "c_char_p.from_param(byref(c_char()))",
                    "c_char_p.from_param(byref(c_int()))",
                    "c_char_p.from_param(c_void_p(5))"
                ),
                new(
                    "J5",
                    "c_wchar_p takes a str, None and arrays of wide characters",
                    "c_wchar_p.from_param('x'), c_wchar_p.from_param(None)",
                    "c_wchar_p.from_param(b'x')",
                    "c_wchar_p.from_param(create_unicode_buffer(2))",
                    "c_wchar_p.from_param(create_string_buffer(2))"
                ),
                new(
                    "J5",
                    "c_void_p takes ints, text, pointers, arrays, byrefs and functions; no structure, boxed number or float",
                    "c_void_p.from_param(5), c_void_p.from_param(None), c_void_p.from_param(b'x'), c_void_p.from_param('x')",
                    "c_void_p.from_param(True)",
                    "c_void_p.from_param(pointer(c_int())), c_void_p.from_param((P * 2)())",
                    "c_void_p.from_param(byref(P()))",
                    "c_void_p.from_param(c_char_p(b'x'))",
                    "c_void_p.from_param(CFUNCTYPE(None)(lambda: None))",
                    "c_void_p.from_param(P())",
                    "c_void_p.from_param(c_int(5))",
                    "c_void_p.from_param(1.5)",
                    "c_void_p.from_param(bytearray(b'x'))"
                ),
                new(
                    "J5",
                    "A pointer type takes None, and a pointer, byref, array or instance of its target's type",
                    "POINTER(c_int).from_param(None), POINTER(c_int).from_param(pointer(c_int()))",
                    "POINTER(c_int).from_param(5)",
                    "POINTER(c_int).from_param(c_int(5))",
                    "POINTER(c_int).from_param(M(5))",
                    "POINTER(c_int).from_param(c_short(5))",
                    "POINTER(c_int).from_param(byref(c_int(5)))",
                    "POINTER(c_int).from_param(byref(c_short(5)))",
                    "POINTER(c_int).from_param((c_int * 2)())",
                    "POINTER(c_int).from_param((c_short * 2)())",
                    "POINTER(c_int).from_param(pointer(c_short()))",
                    "POINTER(c_int).from_param(b'x')",
                    "POINTER(P).from_param(D()), POINTER(P).from_param((D * 2)())",
                    "POINTER(P).from_param(pointer(D()))"
                ),
                new(
                    "J5",
                    "A structure takes instances of itself and its subclasses",
                    "P.from_param(P()), P.from_param(D())",
                    "P.from_param((1, 2))",
                    "P.from_param(R())",
                    "P.from_param(None)"
                ),
                new(
                    "J5",
                    "An array type takes only its own instances, or None",
                    "(c_int * 2).from_param((c_int * 2)(1, 2))",
                    "(c_int * 2).from_param((c_int * 3)(1, 2))",
                    "(c_int * 2).from_param(None)",
                    "(c_int * 2).from_param(pointer(c_int()))"
                ),
                new(
                    "J5",
                    "A function type takes only its own instances",
                    "CFUNCTYPE(c_int).from_param(None)",
                    "CFUNCTYPE(c_int).from_param(5)",
                    "F = CFUNCTYPE(c_int); F.from_param(F(lambda: 1))"
                ),
                new(
                    "J5",
                    "An object's _as_parameter_ is taken for it",
                    "x = P(); x._as_parameter_ = 5; c_int.from_param(x)",
                    "x = P(); x._as_parameter_ = c_int(7); c_int.from_param(x)"
                ),
            ]
        );
}
