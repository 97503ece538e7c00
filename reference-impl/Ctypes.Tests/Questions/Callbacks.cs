namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Callbacks { get; } =
        new(
            "callbacks",
            Shapes,
            [
                new(
                    "C1",
                    "A callback is called with arguments that are converted and counted as any function's",
                    "f = CFUNCTYPE(c_int, c_int)(lambda x: x + 1); f(3), f(3, 4), f.argtypes, f.restype, bool(f)",
                    "f = CFUNCTYPE(c_int, c_int)(lambda x: x + 1); f('x')",
                    "f = CFUNCTYPE(c_int, c_int)(lambda x: x + 1); f()",
                    "f = CFUNCTYPE(None)(lambda: 5); f()",
                    "f = CFUNCTYPE(c_double, c_double)(lambda a: a); f(1.5)"
                ),
                new(
                    "C1",
                    "Arguments of simple types arrive as plain values",
                    "s = []; f = CFUNCTYPE(None, c_byte, c_ubyte, c_short, c_float, c_longlong, c_bool, c_char, c_wchar)(lambda a, b, c, d, e, g, h, i: s.append((a, b, c, d, e, g, h, i))); f(200, 200, 70000, 0.1, 2**63, 5, b'x', 'y'); s",
                    "s = []; f = CFUNCTYPE(None, c_longdouble, c_int)(lambda a, b: s.append((a, b))); f(1.5, 7); s"
                ),
                new(
                    "C4",
                    "Strings arrive as values and pointers as pointers, NULL as None or as a pointer that is false",
                    "s = []; f = CFUNCTYPE(None, c_char_p, c_wchar_p, c_void_p, POINTER(c_int))(lambda a, b, c, d: s.append((a, b, c, d[0]))); f(b'abc', 'def', 5, c_int(7)); s",
                    "s = []; f = CFUNCTYPE(None, c_char_p, c_void_p, POINTER(c_int))(lambda a, b, c: s.append((a, b, c))); f(None, None, None); s"
                ),
                new(
                    "C3",
                    "A structure by value arrives as a copy, however many words it takes",
                    "s = []; f = CFUNCTYPE(None, P)(lambda p: s.append(p)); a = P(1, 2); f(a); a.x = 9; s[0].y = 5; s, a",
                    "s = []; f = CFUNCTYPE(None, R, c_int)(lambda r, i: s.append((r, i))); f(R((1, 2), (3, 4)), 5); s"
                ),
                new(
                    "C4",
                    "What a callback finds behind a pointer is the caller's own memory",
                    "s = []; f = CFUNCTYPE(None, POINTER(P))(lambda p: s.append(p.contents)); a = P(1, 2); f(a); s[0].x = 7; a, s[0]._objects"
                ),
                new(
                    "C6",
                    "An int passed for a simple type's subclass arrives boxed",
                    "s = []; f = CFUNCTYPE(None, M)(lambda m: s.append(m)); f(5); s"
                ),
                new(
                    "D9",
                    "A callback with a py_object argument is handed the object",
                    "s = []; f = CFUNCTYPE(None, py_object)(lambda m: s.append(m)); f('x'); s"
                ),
                new(
                    "C5",
                    "A number as a result is cut or rounded to its type",
                    "f = CFUNCTYPE(c_longlong)(lambda: 2**63); f()",
                    "f = CFUNCTYPE(c_byte)(lambda: 200); f()",
                    "f = CFUNCTYPE(c_ushort)(lambda: -1); f()",
                    "f = CFUNCTYPE(c_float)(lambda: 0.1); f()",
                    "f = CFUNCTYPE(c_longdouble)(lambda: 0.1); f()"
                ),
                new(
                    "C5",
                    "A result is read back as a call's result of that type would be",
                    "f = CFUNCTYPE(c_bool)(lambda: 5); f()",
                    "f = CFUNCTYPE(c_char)(lambda: b'x'); f()",
                    "f = CFUNCTYPE(c_char_p)(lambda: None); f()",
                    "f = CFUNCTYPE(c_void_p)(lambda: 7); f()",
                    "f = CFUNCTYPE(M)(lambda: 7); f()"
                ),
                new(
                    "C5",
                    "What goes wrong in a callback reaches the unraisable hook, once for each call",
                    "f = CFUNCTYPE(c_int)(lambda: 'x'); f(); unraised",
                    "f = CFUNCTYPE(c_int)(lambda: None); f(); unraised",
                    "f = CFUNCTYPE(c_int)(lambda: c_int(5)); f(); unraised",
                    "f = CFUNCTYPE(c_int)(lambda: fail('ValueError')); f(); f(); unraised",
                    "f = CFUNCTYPE(None)(lambda: fail('IndexError')); f(), unraised"
                ),
                new(
                    "C5",
                    "A function type may have any result, but no callable is taken for one that C cannot be given",
                    "CFUNCTYPE(P)(lambda: P())",
                    "CFUNCTYPE(POINTER(c_int))(lambda: None)",
                    "CFUNCTYPE(c_int * 2)(lambda: None)",
                    "CFUNCTYPE(CFUNCTYPE(None))(lambda: None)",
                    "CFUNCTYPE(P), CFUNCTYPE(POINTER(c_int))"
                ),
                new(
                    "C1",
                    "The C library sorts with a callback, whose arguments are pointers or addresses",
                    "C = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int)); a = (c_int * 5)(5, 1, 4, 2, 3); libc.qsort(a, 5, 4, C(lambda x, y: x[0] - y[0])); a",
                    "C = CFUNCTYPE(c_int, c_void_p, c_void_p); a = (c_int * 2)(5, 1); libc.qsort(a, 2, 4, C(lambda x, y: cast(x, POINTER(c_int))[0] - cast(y, POINTER(c_int))[0])); a"
                ),
                new(
                    "C8",
                    "A callback may call another callback",
                    "F = CFUNCTYPE(c_int, c_int); f = F(lambda x: 0 - x); g = F(lambda x: f(x) + 1); g(5)"
                ),
                new(
                    "C1",
                    "A function pointer can be the callable of another",
                    "F = CFUNCTYPE(c_int, c_int); f = F(libc.abs); f(-5)"
                ),
            ]
        );
}
