namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // What C gets of a callback that failed is undefined in CPython, so it is not asked.
    private static Theme CallbackReports { get; } =
        new(
            "callback reports",
            Shapes,
            [
                new(
                    "C5",
                    "An exception in a callback is reported, and does not reach the caller",
                    "f = CFUNCTYPE(c_int)(lambda: fail('ValueError')); f(); reports",
                    "f = CFUNCTYPE(None)(lambda: fail('ValueError')); f(), reports",
                    "f = CFUNCTYPE(c_int)(lambda: fail('KeyboardInterrupt')); f(); unraised"
                ),
                new(
                    "C5",
                    "A result is converted by its type, and is reported where it cannot be",
                    "f = CFUNCTYPE(c_int)(lambda: 'x'); f(); f(); reports",
                    "f = CFUNCTYPE(c_int)(lambda: None); f(); reports",
                    "f = CFUNCTYPE(c_int)(lambda: 1.5); f(); reports",
                    "f = CFUNCTYPE(c_int)(lambda: c_int(5)); f(); reports",
                    "f = CFUNCTYPE(M)(lambda: M(5)); f(); reports",
                    "f = CFUNCTYPE(c_double)(lambda: 'x'); f(); reports",
                    "f = CFUNCTYPE(c_char)(lambda: b'xy'); f(); reports",
                    "f = CFUNCTYPE(c_void_p)(lambda: b'x'); bool(f()) == 5; reports",
                    "f = CFUNCTYPE(c_bool)(lambda: M(5)); f(), reports"
                ),
                new(
                    "C5",
                    "An argument that cannot be converted is reported, and the callable is not run",
                    "f = CFUNCTYPE(None, c_wchar)(lambda c: None); g = CFUNCTYPE(None, c_int)(cast(f, c_void_p).value); g(0x110000), reports",
                    "s = []; f = CFUNCTYPE(None, c_int, py_object)(lambda a, b: s.append(1)); g = CFUNCTYPE(None, c_int, c_void_p)(cast(f, c_void_p).value); g(1, None), s, reports",
                    "class X: from_param = classmethod(lambda cls, v: v)\nf = CFUNCTYPE(None, X)(lambda a: None); f(5), reports"
                ),
                new(
                    "C5",
                    "A result that C would have to free is warned of",
                    "f = CFUNCTYPE(c_char_p)(lambda: b'abc'); f(), warnings",
                    "f = CFUNCTYPE(c_char_p)(lambda: None); f(), warnings",
                    "f = CFUNCTYPE(c_wchar_p)(lambda: 'abc'); f(), f(), warnings",
                    "f = CFUNCTYPE(c_void_p)(lambda: 7); f(), warnings",
                    "f = CFUNCTYPE(py_object)(lambda: [7]); f(), warnings",
                    "class Z(c_char_p): pass\nf = CFUNCTYPE(Z)(lambda: b'abc'); f().value, warnings"
                ),
                new(
                    "C5",
                    "A callable whose result would be a structure, a pointer or an array is refused; an address is not",
                    "told(lambda: CFUNCTYPE(P)(lambda: 5)), told(lambda: CFUNCTYPE(POINTER(c_int))(lambda: 5))",
                    "told(lambda: CFUNCTYPE(CFUNCTYPE(None))(lambda: 5)), told(lambda: CFUNCTYPE(c_char * 2)(lambda: 5))",
                    "CFUNCTYPE(P)(5), CFUNCTYPE(c_int * 2)()"
                ),
            ]
        );

    private static Theme CallbackCalls { get; } =
        new(
            "callback calls",
            Shapes + "\n" + "F = CFUNCTYPE(c_int, c_int); V = CFUNCTYPE(c_void_p, c_void_p)",
            [
                new(
                    "C1",
                    "A function object keeps its callable, and what it is cast to keeps both",
                    "o = F(lambda x: x); v = cast(o, c_void_p); lives('o')",
                    "class C: __call__ = lambda self, x: x + 1\no = C(); v = F(o); lives('o'), v(4)",
                    "class C: __call__ = lambda self, x: x + 1\no = C(); v = F(o); v = cast(v, F); lives('o'), v(4)",
                    "class C: __call__ = lambda self, x: x + 1\no = C(); v = F(o); v = None; lives('o')"
                ),
                new(
                    "C1",
                    "A cycle through a callback is collected",
                    "o = F(lambda x: o(x)); lives('o')",
                    "s = []; o = F(lambda x: s.append(o)); s.append(o); s = None; lives('o')",
                    "class C: pass\no = C(); o.f = F(lambda x: o.f(x)); lives('o')",
                    "class C(Structure): _fields_ = [('f', F)]\no = C(); o.f = F(lambda x: o.f(x)); lives('o')"
                ),
                new(
                    "C1",
                    "A structure's slot keeps what the function object keeps, not the object itself",
                    "class C(Structure): _fields_ = [('f', F)]\nv = C(); o = F(lambda x: x + 1); v.f = o; lives('o'), v.f(4)"
                ),
                new(
                    "C1",
                    "A function object owns its memory and keeps its thunk",
                    "f = F(lambda x: x); f._objects, f._b_base_, f._b_needsfree_",
                    "f = F(F(lambda x: x + 1)); f(4), f._objects"
                ),
                new(
                    "C3",
                    "A structure or union by value is the callback's own, and may be kept after it has returned",
                    "s = []; f = CFUNCTYPE(c_int, P)(lambda p: s.append(p)); f(P(5, 6)); s[0]._objects, s[0]._b_base_, s[0]._b_needsfree_, s[0]",
                    "s = []; f = CFUNCTYPE(None, U)(lambda u: s.append(u.b[0])); g = CFUNCTYPE(None, c_int)(cast(f, c_void_p).value); g(7), s",
                    "s = []; f = CFUNCTYPE(None, D)(lambda d: s.append(d)); f(D(1, 2, 3)), s"
                ),
                new(
                    "C4",
                    "A pointer argument shares C's memory and keeps nothing",
                    "f = CFUNCTYPE(c_int, POINTER(c_int))(lambda p: p[0]); f(c_int(5)), f((c_int * 2)(7, 8)), f(byref(c_int(9)))",
                    "s = []; f = CFUNCTYPE(None, POINTER(c_int))(lambda p: s.append(p)); x = c_int(5); f(x); s[0][0] = 6; x, s[0]._objects, s[0]._b_base_, s[0]._b_needsfree_"
                ),
                new(
                    "C4",
                    "A char pointer argument arrives as new bytes",
                    "f = CFUNCTYPE(c_int, c_char_p)(lambda z: len(z)); f(b'abc'), f(create_string_buffer(b'abcd'))",
                    "s = []; f = CFUNCTYPE(None, c_char_p)(lambda z: s.append(z)); b = b'abc'; f(b); s[0] is b, s"
                ),
                new(
                    "C6",
                    "An argument of a simple type's subclass is boxed in a cell of its own",
                    "class Z(c_char_p): pass\ns = []; f = CFUNCTYPE(None, Z)(lambda z: s.append(z)); f(b'abc'); s[0].value, s[0]._objects, type(s[0]) is Z",
                    "s = []; f = CFUNCTYPE(None, M)(lambda m: s.append(m)); f(M(5)); s[0].value = 6; s"
                ),
                new(
                    "C4",
                    "A function pointer argument can be called, and keeps nothing",
                    "s = []; f = CFUNCTYPE(None, F)(lambda g: s.append((g(5), g._objects))); f(F(lambda x: x + 1)), s"
                ),
                new(
                    "D9",
                    "An object passes through a callback as itself, as argument and as result",
                    "s = []; f = CFUNCTYPE(None, py_object)(lambda a: s.append(a)); o = []; f(o); s[0] is o",
                    "o = []; f = CFUNCTYPE(py_object)(lambda: o); f() is o"
                ),
                new(
                    "C5",
                    "A callback's result may be any object that its type converts",
                    "class N: __index__ = lambda self: 6\nF(lambda x: N())(0), F(lambda x: True)(0)",
                    "class L(c_longdouble): pass\nf = CFUNCTYPE(L, c_longdouble)(lambda a: a); r = f(0.1); r, type(r) is L",
                    "b = b'abc'; f = CFUNCTYPE(c_char_p)(lambda: b); g = CFUNCTYPE(POINTER(c_char))(cast(f, c_void_p).value); g()[:3]"
                ),
                new(
                    "B10",
                    "A callback with use_errno sees the private errno swapped on the way in and on the way out",
                    "f = CFUNCTYPE(c_int, use_errno=True)(lambda: set_errno(5)); set_errno(0); f(); get_errno()",
                    "f = CFUNCTYPE(c_int, use_errno=True)(lambda: get_errno()); set_errno(33); f(), get_errno()",
                    "s = []; f = CFUNCTYPE(c_int, c_void_p, c_void_p, use_errno=True)(lambda a, b: (s.append(get_errno()), set_errno(7), 0)[2]); a = (c_int * 2)(); set_errno(44); libe.qsort(a, 2, 4, f); s, get_errno()",
                    "s = []; f = CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda a, b: (set_errno(7), 0)[1]); a = (c_int * 2)(); set_errno(44); libe.qsort(a, 2, 4, f); get_errno()",
                    "s = []; f = CFUNCTYPE(c_int, c_void_p, c_void_p, use_errno=True)(lambda a, b: (s.append(1), fail('ValueError'))); a = (c_int * 2)(); set_errno(44); libe.qsort(a, 2, 4, f); s, get_errno(), unraised"
                ),
                new(
                    "C7",
                    "A callback runs in a thread that C made, with an errno of that thread's own",
                    "s = []; f = V(lambda p: s.append(p)); t = c_ulong(); libc.pthread_create(byref(t), None, f, c_void_p(77)), libc.pthread_join(t, None), s",
                    "f = V(lambda p: 88); t = c_ulong(); r = c_void_p(); libc.pthread_create(byref(t), None, f, None), libc.pthread_join(t, byref(r)), r.value",
                    "f = V(lambda p: fail('ValueError')); t = c_ulong(); libc.pthread_create(byref(t), None, f, None), libc.pthread_join(t, None), unraised",
                    "s = []; f = CFUNCTYPE(c_void_p, c_void_p, use_errno=True)(lambda p: (set_errno(5), s.append(get_errno()), 0)[2]); t = c_ulong(); set_errno(3); libc.pthread_create(byref(t), None, f, None), libc.pthread_join(t, None), s, get_errno()"
                ),
                new(
                    "C8",
                    "A callback may call the library, which calls back again",
                    "C = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int)); i = (c_int * 2)(2, 1); n = C(lambda x, y: x[0] - y[0]); f = C(lambda x, y: (libc.qsort(i, 2, 4, n), x[0] - y[0])[1]); a = (c_int * 3)(3, 1, 2); libc.qsort(a, 3, 4, f); a, i",
                    "s = []; f = F(lambda x: libc.abs(x - 9)); g = F(lambda x: f(x) + libc.abs(f(x))); g(5)"
                ),
            ]
        );
}
