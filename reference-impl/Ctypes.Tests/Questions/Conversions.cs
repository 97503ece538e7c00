namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private const string Arguments = """
        class X: from_param = classmethod(lambda cls, v: v * 2)
        class N: __index__ = lambda self: -6
        class A: pass
        class G(Union): _fields_ = [('d', c_double), ('i', c_longlong)]
        class Y(Structure): _fields_ = [('a', c_int, 3), ('b', c_int, 5)]
        """;

    // What an argument becomes.
    private static Theme Conversions { get; } =
        new(
            "conversions",
            Shapes + "\n" + Arguments,
            [
                new(
                    "B2",
                    "from_param of any class converts the argument, and what it gives is passed",
                    "f = libc.abs; f.argtypes = [X]; f(-5), f.argtypes[0] is X",
                    "f = CFUNCTYPE(c_int, X)(('abs', libc)); f(-5), f.argtypes[0] is X",
                    "class F: from_param = lambda v: v + 1\nf = libc.abs; f.argtypes = [F]; f(-5)",
                    "class F: from_param = classmethod(lambda cls, v: v)\nf = libc.strlen; f.argtypes = [F]; f(b'abc'), f(create_string_buffer(b'ab'))",
                    "class F: from_param = classmethod(lambda cls, v: c_longlong(v))\nf = libc.abs; f.argtypes = [F]; f(-5)",
                    "class F: from_param = classmethod(lambda cls, v: c_double(v))\nf = CFUNCTYPE(c_double, F)(('fabs', CDLL('libm.so.6'))); f(-1.5), f(2)",
                    "f = libc.abs; f.argtypes = (X, c_int); f(-5, 6)"
                ),
                new(
                    "B2",
                    "A subclass's own from_param is used, by calls and by its subclasses",
                    "class F(c_int): from_param = classmethod(lambda cls, v: v * 2)\nf = libc.abs; f.argtypes = [F]; f(-5), F.from_param(4), F(3)",
                    "class F(c_int): from_param = classmethod(lambda cls, v: c_int.from_param(v * 3))\nf = libc.abs; f.argtypes = [F]; f(-5)",
                    "class F(c_int): from_param = classmethod(lambda cls, v: v * 2)\nCFUNCTYPE(c_int, F)(('abs', libc))(-5)",
                    "class F(c_int): from_param = classmethod(lambda cls, v: v * 2)\nclass E(F): pass\nf = libc.abs; f.argtypes = [E]; f(-5)",
                    "class F(Structure): _fields_ = [('a', c_int)]; from_param = classmethod(lambda cls, v: cls(v))\nf = libc.abs; f.argtypes = [F]; f(-5)"
                ),
                new(
                    "B2",
                    "A class in argtypes must have a from_param that can be called",
                    "f = libc.abs; told(lambda: setattr(f, 'argtypes', [A]))",
                    "class F: from_param = 5\nf = libc.abs; f.argtypes = [F]; told(lambda: f(1))[0]"
                ),
                new(
                    "B2",
                    "_as_parameter_ may be an attribute, a property or an object that has one itself",
                    "a = A(); a._as_parameter_ = -5; f = libc.abs; g = libc['abs']; g.argtypes = [c_int]; f(a), g(a)",
                    "class Q2: _as_parameter_ = -5\nlibc.abs(Q2())",
                    "class Q2: _as_parameter_ = property(lambda self: -9)\nlibc.abs(Q2())",
                    "a = A(); b = A(); a._as_parameter_ = b; b._as_parameter_ = -8; f = libc.abs; g = libc['abs']; g.argtypes = [c_int]; f(a), g(a)",
                    "a = A(); a._as_parameter_ = P(-3, 4); f = libc.abs; f.argtypes = [P]; f(a)",
                    "a = A(); a._as_parameter_ = b'abc'; f = libc.strlen; g = libc['strlen']; g.argtypes = [c_char_p]; f(a), g(a)",
                    "a = A(); a._as_parameter_ = byref(c_int(7)); f = libc.abs; f.argtypes = [POINTER(c_int)]; f(a) == 0",
                    "a = A(); a._as_parameter_ = c_int(7); f = libc.abs; f.argtypes = [POINTER(c_int)]; told(lambda: f(a))[0]",
                    "a = A(); a._as_parameter_ = None; f = libc.time; f.argtypes = [c_void_p]; f(a) == 0",
                    "a = A(); a._as_parameter_ = 5; c_void_p.from_param(a), c_int.from_param(a)"
                ),
                new(
                    "B2",
                    "A chain of _as_parameter_ without an end is refused",
                    "a = A(); a._as_parameter_ = a; f = libc.abs; f.argtypes = [c_int]; told(lambda: f(a))[0]",
                    "a = A(); a._as_parameter_ = a; c_int.from_param(a)",
                    "a = A(); a._as_parameter_ = a; POINTER(c_int).from_param(a)",
                    "a = A(); a._as_parameter_ = a; c_char_p.from_param(a)",
                    "a = A(); a._as_parameter_ = a; c_void_p.from_param(a)",
                    "a = A(); a._as_parameter_ = a; P.from_param(a)",
                    "a = A(); a._as_parameter_ = a; libc.abs(a)",
                    "a = A(); b = A(); a._as_parameter_ = b; b._as_parameter_ = a; libc.abs(a)"
                ),
                new(
                    "B2",
                    "An error raised by _as_parameter_ is not lost",
                    "class Q2: _as_parameter_ = property(lambda self: fail('KeyError'))\nf = libc.abs; f.argtypes = [c_int]; f(Q2())",
                    "class Q2: _as_parameter_ = property(lambda self: fail('KeyError'))\nc_int.from_param(Q2())"
                ),
                new(
                    "B2",
                    "An argtype asks for __index__ before _as_parameter_; without argtypes only the latter counts",
                    "class Q2: __index__ = lambda self: -6; _as_parameter_ = -9\nf = libc.abs; g = libc['abs']; f.argtypes = [c_int]; f(Q2()), g(Q2())"
                ),
                new(
                    "B2",
                    "c_bool and py_object take any object as it is",
                    "p = P(); p._as_parameter_ = -5; c_bool.from_param(p), py_object.from_param(p)",
                    "py_object.from_param(c_int(5)), c_bool.from_param(c_int(5)), c_bool.from_param([])",
                    "f = libc.abs; f.argtypes = [c_bool]; f(c_int(5)), f(P()), f(''), f(None)"
                ),
                new(
                    "B2",
                    "An integer parameter wraps to its type's width",
                    "f = libc.abs; f.argtypes = [c_ubyte]; f(-1), f(256), f(300)",
                    "f = libc.abs; f.argtypes = [c_short]; f(40000)",
                    "f = libc.labs; f.restype = c_long; f.argtypes = [c_long]; f(2**63 - 1), f(2**63 + 5), f(2**64 - 1), f(2**64 + 7), f(-2**63 - 1), f(2**200 + 3)",
                    "f = libc.abs; f.argtypes = [c_int]; f(2**31), f(2**32 + 5), f(2**64 + 7), f(-2**31 + 1), f(True)"
                ),
                new(
                    "B13",
                    "Without argtypes ints at the borders of int, long and unsigned long are cut to an int; beyond 64 bits they are refused",
                    "f = libc.labs; f.restype = c_long; f(2**31 - 1), f(2**31), f(2**32 - 1), f(2**32), f(2**63 - 1), f(2**63), f(2**64 - 1)",
                    "f = libc.labs; f.restype = c_long; f(-2**31), f(-2**31 - 1), f(-2**63), f(True), f(False)",
                    "libc.labs(2**64)",
                    "libc.labs(-2**63 - 1)",
                    "libc.labs(2**200)"
                ),
                new(
                    "B13",
                    "An object with __index__ needs an argtype to pass as an int",
                    "libc.abs(N())",
                    "f = libc.abs; f.argtypes = [c_int]; f(N())",
                    "c_int(N()).value, c_long(N()).value"
                ),
                new(
                    "D2",
                    "An object with __float__ passes and is stored as a float",
                    "class D2: __float__ = lambda self: -6.5\nf = CFUNCTYPE(c_double, c_double)(('fabs', CDLL('libm.so.6'))); f(D2()), c_double(D2()).value"
                ),
                new(
                    "B12",
                    "Without a restype a pointer, a long or an unsigned long comes back cut to an int",
                    "f = libc.malloc; f.restype = c_void_p; p = f(8); libc.memset(c_void_p(p), 1, 8) == c_int(p).value",
                    "f = libc.strtoul; f(b'4294967295', None, 10), f(b'4294967296', None, 10), f(b'8589934597', None, 10)",
                    "f = libc.labs; f(c_long(2**40 + 5)), f(c_long(-2**40))"
                ),
                new(
                    "B8",
                    "Any arguments may follow those that the function reads",
                    "libc.abs(-5, 6, 7), libc.abs(-5, b'x', 'y', None), libc.abs(-5, P(1, 2), R())",
                    "f = libc.abs; f.argtypes = [c_int]; f(-5, 2**40, c_longlong(3), b'x', None)",
                    "libc.abs(c_longlong(2**32 + 5)), libc.abs(c_ulonglong(2**63 - 5)), libc.abs(c_bool(True)), libc.abs(c_byte(-3))",
                    "libc.abs(pointer(c_int())) == 0, libc.time(None) == 0"
                ),
                new(
                    "B8",
                    "printf reads every kind of argument where the default conversions put it, in registers or on the stack",
                    "f = libc.snprintf; b = create_string_buffer(80); f(b, 80, b'%d %ld %s %ls %c %p', -5, c_long(2**40), b'ab', 'cd', c_char(b'x'), None), b.value",
                    "f = libc.snprintf; b = create_string_buffer(80); f(b, 80, b'%.3f %Lf', c_double(1.5), c_longdouble(2.25)), b.value",
                    "f = libc.snprintf; b = create_string_buffer(80); f(b, 80, b'%d %d %d %d %d %d %d %d', 1, 2, 3, 4, 5, 6, 7, 8), b.value"
                ),
                new(
                    "B9",
                    "A long double passes and returns by value, rounded to a double unless it stays boxed",
                    "f = CDLL('libm.so.6').fabsl; f.restype = c_longdouble; f.argtypes = [c_longdouble]; f(-0.1), f(-3)",
                    "class L(c_longdouble): pass\nf = CDLL('libm.so.6').fabsl; f.restype = L; f.argtypes = [c_longdouble]; r = f(-0.1); r, type(r) is L",
                    "f = CDLL('libm.so.6').ldexpl; f.restype = c_longdouble; f.argtypes = [c_longdouble, c_int]; f(0.75, 4)"
                ),
                new(
                    "D5",
                    "A complex number is an argument by value",
                    "f = CDLL('libm.so.6').cabs; f.restype = c_double; f.argtypes = [c_double_complex]; f(complex(3.0, 4.0))",
                    "f = CDLL('libm.so.6').crealf; f.restype = c_float; f.argtypes = [c_float_complex]; f(complex(3.0, 4.0))"
                ),
                new(
                    "B7",
                    "Structures with bit-fields and unions pass by value",
                    "libc.abs(Y(1, 2)), CFUNCTYPE(c_int, Y)(lambda y: y.a * 100 + y.b)(Y(-2, 7))",
                    "f = libc.abs; f.argtypes = [Y]; f(Y(1, 2))",
                    "f = libc.abs; f.argtypes = [G]; f.argtypes[0] is G",
                    "CFUNCTYPE(c_int, G), CFUNCTYPE(None, G)(lambda g: None)"
                ),
                new(
                    "B7",
                    "A callee is given copies: the caller's structure does not change",
                    "CFUNCTYPE(c_int, P, R, c_short)(lambda p, r, c: p.x + r.b.y + c)(P(1, 2), R((3, 4), (5, 6)), 100)",
                    "a = P(1, 2); s = []; f = CFUNCTYPE(None, P)(lambda p: setattr(p, 'x', 9)); f(a), a"
                ),
                new(
                    "B10",
                    "Whether errno is swapped is a flag of the function's type, not of the library it is looked up in",
                    "f = libe.close; set_errno(0); f(-1), get_errno(), libc.close(-1), get_errno()",
                    "f = CFUNCTYPE(c_int, c_int, use_errno=True)(('close', libc)); set_errno(0); f(-1), get_errno()",
                    "f = CFUNCTYPE(c_int, c_int)(('close', libe)); set_errno(0); f(-1), get_errno()"
                ),
                new(
                    "B10",
                    "set_errno gives the former value and takes what fits a C int",
                    "set_errno(7), get_errno(), set_errno(0), get_errno(), set_errno(-1), get_errno()",
                    "told(lambda: set_errno(2**31))",
                    "told(lambda: set_errno(-2**31 - 1))",
                    "told(lambda: set_errno('x'))[0]"
                ),
            ]
        );
}
