namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // ArgumentError, word for word.
    private static Theme Refusals { get; } =
        new(
            "refusals",
            Shapes + "\n" + Arguments + "\n" + "f = libc.abs",
            [
                new(
                    "B6",
                    "Without argtypes an argument that cannot pass is told with its position and type",
                    "told(lambda: libc.abs(1.5))",
                    "told(lambda: libc.abs([]))",
                    "told(lambda: libc.abs(bytearray(b'x')))",
                    "told(lambda: libc.abs(2**64))",
                    "told(lambda: libc.abs('x', []))",
                    "told(lambda: libc.abs(1, 2, N()))",
                    "a = A(); a._as_parameter_ = 1.5; told(lambda: libc.abs(a))"
                ),
                new(
                    "B6",
                    "A number that does not fit its argtype is told",
                    "f.argtypes = [c_int]; told(lambda: f('x'))",
                    "f.argtypes = [c_int]; told(lambda: f())",
                    "f.argtypes = [c_int, c_int]; told(lambda: f(1)), told(lambda: f())",
                    "f.argtypes = [c_int]; told(lambda: f(c_short(1)))",
                    "f.argtypes = [c_int]; told(lambda: f([]))",
                    "f.argtypes = [c_int]; told(lambda: f(None))",
                    "f.argtypes = [M]; told(lambda: f(c_int(1)))",
                    "f.argtypes = [c_double]; told(lambda: f('x'))",
                    "f.argtypes = [c_double]; told(lambda: f(c_double))[0]"
                ),
                new(
                    "B6",
                    "What is no string or address is told",
                    "f.argtypes = [c_char_p]; told(lambda: f(5))",
                    "f.argtypes = [c_char_p]; told(lambda: f('x'))",
                    "f.argtypes = [c_char_p]; told(lambda: f(c_int()))",
                    "f.argtypes = [c_wchar_p]; told(lambda: f(b'x'))",
                    "f.argtypes = [c_wchar_p]; told(lambda: f(create_string_buffer(2)))",
                    "f.argtypes = [c_void_p]; told(lambda: f(1.5))",
                    "f.argtypes = [c_void_p]; told(lambda: f(c_int()))",
                    "f.argtypes = [c_void_p]; told(lambda: f(P()))"
                ),
                new(
                    "B6",
                    "What is no instance of a pointer's target, a structure, an array or a function type is told",
                    "f.argtypes = [POINTER(c_int)]; told(lambda: f(5))",
                    "f.argtypes = [POINTER(c_int)]; told(lambda: f(c_short()))",
                    "f.argtypes = [POINTER(c_int)]; told(lambda: f(byref(c_short())))",
                    "f.argtypes = [POINTER(c_int)]; told(lambda: f(pointer(c_short())))",
                    "f.argtypes = [POINTER(c_int)]; told(lambda: f((c_short * 2)()))",
                    "f.argtypes = [P]; told(lambda: f(5))",
                    "f.argtypes = [P]; told(lambda: f(R()))",
                    "f.argtypes = [P]; told(lambda: f(byref(P())))",
                    "f.argtypes = [P]; told(lambda: f(pointer(P())))",
                    "f.argtypes = [c_int * 2]; told(lambda: f((c_int * 3)()))",
                    "f.argtypes = [c_int * 2]; told(lambda: f(None))",
                    "f.argtypes = [CFUNCTYPE(c_int)]; told(lambda: f(5))",
                    "f.argtypes = [CFUNCTYPE(c_int)]; told(lambda: f(CFUNCTYPE(None)(5)))"
                ),
                new(
                    "B6",
                    "The position of the refused argument is told",
                    "f.argtypes = [c_int, c_int]; told(lambda: f(1, 'x'))"
                ),
                new(
                    "B6",
                    "An error of from_param or _as_parameter_ is told as the argument's",
                    "class F: from_param = classmethod(lambda cls, v: 1.5)\nf.argtypes = [F]; told(lambda: f(-5))",
                    "class F: from_param = classmethod(lambda cls, v: fail('KeyError'))\nf.argtypes = [F]; told(lambda: f(-5))[0]",
                    "class F: from_param = classmethod(lambda cls, v: fail('ValueError'))\nf.argtypes = [F]; told(lambda: f(-5))",
                    "class Q2: _as_parameter_ = property(lambda self: fail('ValueError'))\ntold(lambda: libc.abs(Q2()))",
                    "class Q2: _as_parameter_ = 1.5\nf.argtypes = [c_int]; told(lambda: f(Q2()))"
                ),
                new(
                    "B6",
                    "argtypes that are none are told",
                    "told(lambda: setattr(f, 'argtypes', 5))",
                    "told(lambda: setattr(f, 'argtypes', [c_int, 5]))"
                ),
                new(
                    "J5",
                    "from_param tells what it expected and what it got",
                    "told(lambda: c_int.from_param('x')), told(lambda: c_int.from_param(c_short()))",
                    "told(lambda: c_char_p.from_param(5)), told(lambda: c_void_p.from_param(1.5))",
                    "told(lambda: POINTER(c_int).from_param(5)), told(lambda: P.from_param(5))"
                ),
                new(
                    "E2",
                    "A nested structure tells which field's value was refused",
                    "r = R(); told(lambda: setattr(r, 'a', ('x',)))",
                    "r = R(); told(lambda: setattr(r, 'a', (1, 2, 3)))"
                ),
            ]
        );
}
