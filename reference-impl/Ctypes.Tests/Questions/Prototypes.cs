namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // What a function pointer is made of, what is set on it, and what it gives back.
    private static Theme Prototypes { get; } =
        new(
            "prototypes",
            Shapes
                + "\n"
                + """
                I = CFUNCTYPE(c_int, c_int); J = CFUNCTYPE(c_int, c_int, c_int, c_int)
                S = CFUNCTYPE(c_long, c_char_p, POINTER(c_char_p), c_int); X = CFUNCTYPE(c_double, c_double, POINTER(c_int))
                W = CFUNCTYPE(c_long, POINTER(c_long))
                """,
            [
                new(
                    "B5",
                    "A prototype binds a name and a library, an address, or a callable, and nothing else",
                    "I(('abs', libc))(-5), I((b'abs', libc))(-5), I(('abs', libc), None)(-5)",
                    "told(lambda: I(('abs',)))",
                    "told(lambda: I(('abs', libc, 5)))",
                    "told(lambda: I(()))",
                    "told(lambda: I((5, libc)))",
                    "told(lambda: I((5.5, libc)))",
                    "told(lambda: I((bytearray(b'abs'), libc)))",
                    "told(lambda: I(('abs', 5)))",
                    "I(('nonesuch', libc))",
                    "told(lambda: I(['abs', libc]))",
                    "told(lambda: I('abs'))",
                    "told(lambda: I(5, 6))",
                    "told(lambda: I(lambda x: x, 6))",
                    "told(lambda: I(('abs', libc), None, 5))",
                    "class L: _handle = libc._handle\nI(('abs', L))(-5), I(('abs', L()))(-5)",
                    "class L: _handle = 'x'\ntold(lambda: I(('abs', L)))",
                    "class L: _handle = None\ntold(lambda: I(('abs', L())))",
                    "I(('abs', libc))._objects, I(5)._objects, I()._objects",
                    "class C: __call__ = lambda self, x: x + 70\nI(C())(7)",
                    "I(I(lambda x: x + 1))(7)"
                ),
                new(
                    "B5",
                    "A function type needs a ctypes type or a callable as result, and types as arguments",
                    "told(lambda: CFUNCTYPE(5))",
                    "told(lambda: CFUNCTYPE(c_int, 5))",
                    "told(lambda: CFUNCTYPE(c_int, c_int, lambda: 5))",
                    "I._flags_, I._restype_, I._argtypes_, CFUNCTYPE(None)._restype_, CFUNCTYPE(None)._argtypes_",
                    "CFUNCTYPE(c_int, use_errno=True)._flags_, type(libc.abs)._restype_"
                ),
                new(
                    "B4",
                    "paramflags are a tuple of tuples, as many as there are arguments, with directions that the types allow",
                    "told(lambda: I(('abs', libc), 5))",
                    "told(lambda: I(('abs', libc), ()))",
                    "told(lambda: I(('abs', libc), (1,)))",
                    "told(lambda: I(('abs', libc), ((),)))",
                    "told(lambda: I(('abs', libc), ((1, 5),)))",
                    "told(lambda: I(('abs', libc), (('x', 1),)))",
                    "told(lambda: I(('abs', libc), ((1, 'x', 5, 6),)))",
                    "told(lambda: I(('abs', libc), ([1, 'x'],)))",
                    "told(lambda: I(('abs', libc), [(1, 'x')]))",
                    "told(lambda: I(('abs', libc), ((2, 'x'),)))",
                    "told(lambda: CFUNCTYPE(c_int, P)(('abs', libc), ((2, 'x'),)))",
                    "told(lambda: CFUNCTYPE(c_int, py_object)(('abs', libc), ((2, 'x'),)))",
                    "told(lambda: I(('abs', libc), ((4, 'x'),)))",
                    "told(lambda: I(('abs', libc), ((6, 'x'),)))",
                    "I(('abs', libc), ((8, 'x'),))(-5), I(('abs', libc), ((0,),))(-5)",
                    "CFUNCTYPE(c_int)(('abs', libc), ())(-5)"
                ),
                new(
                    "B4",
                    "An in parameter is given by position or name, or has a default; zero is the default of an lcid",
                    "I(('abs', libc), ((5, 'x'),))(), I(('abs', libc), ((5, 'x', -9),))()",
                    "told(lambda: I(('abs', libc), ((5, 'x'),))(3))",
                    "f = I(('abs', libc), ((1, 'x'),)); f(-5), f(x=-5)",
                    "told(lambda: I(('abs', libc), ((1, 'x'),))(y=-5))",
                    "told(lambda: I(('abs', libc), ((1, 'x'),))())",
                    "told(lambda: I(('abs', libc), ((1,),))())",
                    "told(lambda: I(('abs', libc), ((1,),))(x=5))",
                    "I(('abs', libc), ((1, 'x', -7),))()",
                    "told(lambda: I(('abs', libc), ((1, 'x', -7),))(1, 2))",
                    "told(lambda: I(('abs', libc), ((1, 'x', -7),))(-3, x=1))",
                    "told(lambda: I(('abs', libc), ((1, 'x', -7),))(y=1))",
                    "told(lambda: I(('abs', libc), ((1, 'x', 'no'),))())[0]",
                    "f = J(('abs', libc), ((1, 'a'), (1, 'b', 5), (1, 'c', 6))); f(-1), f(-1, 2), f(-1, c=3), f(a=-1), f(b=1, a=-3)",
                    "f = J(('abs', libc), ((1, 'a'), (1, 'b', 5), (1, 'c', 6))); told(lambda: f(b=1)), told(lambda: f(-1, a=2)), told(lambda: f(1, 2, 3, 4))"
                ),
                new(
                    "B4",
                    "Out parameters are made by the call, and are its result, unboxed",
                    "S(('strtol', libc), ((1, 's'), (2, 'e'), (1, 'b', 10)))(b'12xyz')",
                    "told(lambda: S(('strtol', libc), ((1, 's'), (2, 'e', 5), (1, 'b', 10)))(b'12xyz'))[0]",
                    "X(('frexp', libc), ((1,), (2,)))(12.0)",
                    "f = X(('frexp', libc), ((1,), (2,))); told(lambda: f(12.0, c_int()))",
                    "CFUNCTYPE(c_double, c_double, POINTER(M))(('frexp', libc), ((1,), (2,)))(12.0)",
                    "CFUNCTYPE(c_double, c_double, c_int * 1)(('frexp', libc), ((1,), (2,)))(12.0)",
                    "told(lambda: CFUNCTYPE(c_double, c_double, c_void_p)(('frexp', libc), ((1,), (2,)))(12.0))",
                    "CFUNCTYPE(c_double, c_double, c_void_p)(('frexp', libc), ((1,), (2, 'e', byref(c_int()))))(12.0)",
                    "x = c_int(); f = X(('frexp', libc), ((1,), (2, 'e', x))); f(12.0), x",
                    "x = c_int(); f = X(('frexp', libc), ((1,), (2, 'e', pointer(x)))); f(12.0)[0], x",
                    "class O: __ctypes_from_outparam__ = lambda self: 'out'; _as_parameter_ = None\nCFUNCTYPE(c_int, c_void_p)(('time', libc), ((2, 'x', O()),))()",
                    "class O(c_long): __ctypes_from_outparam__ = lambda self: ('out', self.value == 0)\nCFUNCTYPE(c_long, POINTER(O))(('time', libc), ((2, 'x'),))()",
                    "type(CFUNCTYPE(c_long, POINTER(P))(('time', libc), ((2,),))()) is P"
                ),
                new(
                    "B4",
                    "An inout parameter has to be given, and is given back",
                    "e = c_char_p(); f = S(('strtol', libc), ((1, 's'), (3, 'e'), (1, 'b', 10))); f(b'12xyz', e) is e, e.value, f(b'12xyz', e=e) is e",
                    "told(lambda: S(('strtol', libc), ((1, 's'), (3, 'e'), (1, 'b', 10)))(b'12xyz'))",
                    "f = CFUNCTYPE(c_int, c_char_p, c_char_p, POINTER(c_int), POINTER(c_int))(('sscanf', libc), ((1,), (1,), (2,), (2,))); f(b'7 8', b'%d %d')",
                    "x = c_int(); f = CFUNCTYPE(c_int, c_char_p, c_char_p, POINTER(c_int), POINTER(c_int))(('sscanf', libc), ((1,), (1,), (2,), (3,))); r = f(b'7 8', b'%d %d', x); r, r[1] is x"
                ),
                new(
                    "B4",
                    "argtypes of a function with paramflags keep their number",
                    "f = I(('abs', libc), ((1, 'a'),)); told(lambda: setattr(f, 'argtypes', []))",
                    "f = I(('abs', libc), ((1, 'a'),)); told(lambda: setattr(f, 'argtypes', [c_int, c_int]))",
                    "f = I(('abs', libc), ((1, 'a'),)); f.argtypes = [c_short]; f(a=-5)",
                    "f = I(('abs', libc), ((1, 'a'),)); f.argtypes = None; f(a=-5), f.argtypes",
                    "f = W(('time', libc), ((2, 'x'),)); told(lambda: setattr(f, 'argtypes', [c_int]))"
                ),
                new(
                    "B4",
                    "Without paramflags keywords are ignored",
                    "libc.abs(-5, x=5), I(('abs', libc))(-5, x=6), I(lambda x: x)(7, y=8)"
                ),
                new(
                    "B3",
                    "errcheck is given the result, the function and the arguments, and gives the call's value",
                    "s = []; f = I(('abs', libc)); f.errcheck = lambda r, g, a: s.append((r, g is f, a)); f(-5), s",
                    "f = I(('abs', libc)); f.errcheck = lambda r, g, a: a; f(-5)",
                    "f = I(('abs', libc)); f.errcheck = lambda r, g, a: (a[0],); f(-5)",
                    "f = X(('frexp', libc), ((1,), (2,))); f.errcheck = lambda r, g, a: a; f(12.0)",
                    "f = X(('frexp', libc), ((1,), (2,))); f.errcheck = lambda r, g, a: r; f(12.0)",
                    "f = X(('frexp', libc), ((1,), (2,))); f.errcheck = lambda r, g, a: (r, a); f(12.0)",
                    "f = libc.abs; f.errcheck = lambda r, g, a: (r, a); f(-5, x=6), f(-5, 6)",
                    "class C: __call__ = lambda self, r, g, a: ('seen', r)\nf = libc.abs; f.errcheck = C(); f(-5)",
                    "f = I(lambda x: x + 1); f.errcheck = lambda r, g, a: (r, a); f(4)"
                ),
                new(
                    "B3",
                    "An error in errcheck is the call's; it is not run where the arguments fail",
                    "f = I(('abs', libc)); f.errcheck = lambda r, g, a: fail('KeyError'); f(-5)",
                    "f = libc.abs; f.errcheck = lambda r, g, a: fail('KeyError'); told(lambda: f('x', 1.5))[0]"
                ),
                new(
                    "B3",
                    "errcheck is None until it is set to something that can be called, or after it is deleted",
                    "f = I(('abs', libc)); a = f.errcheck; f.errcheck = lambda r, g, x: 9; b = f(-5); del f.errcheck; a, b, f(-5), f.errcheck",
                    "f = libc.abs; told(lambda: setattr(f, 'errcheck', 5)), told(lambda: setattr(f, 'errcheck', None))"
                ),
                new(
                    "B1",
                    "A restype that is deleted is the function type's again",
                    "f = libc.abs; f.restype = c_int; del f.restype; f.restype is c_int",
                    "f = libc.abs; f.restype = None; del f.restype; f.restype is c_int, f(-5)",
                    "f = I(('abs', libc)); f.restype = c_double; f.argtypes = (); del f.restype; f.restype is c_int"
                ),
                new(
                    "B1",
                    "A restype is a type or can be called",
                    "f = libc.abs; told(lambda: setattr(f, 'restype', 5))",
                    "f = libc.abs; f.restype = lambda x: fail('KeyError'); f(-5)",
                    "class C: __call__ = lambda self, x: ('made', x)\nc = C(); f = libc.abs; f.restype = c; f(-5), f.restype is c",
                    "CFUNCTYPE(lambda x: ('made', x), c_int)(('abs', libc))(-5)",
                    "told(lambda: CFUNCTYPE(lambda x: 5)(lambda: 5))"
                ),
                new(
                    "B1",
                    "_check_retval_ of a restype is given the boxed result, before errcheck",
                    "class H(c_int): _check_retval_ = staticmethod(lambda r: ('checked', type(r) is H, r.value))\nf = libc.abs; f.restype = H; f(-5)",
                    "class H(c_int): _check_retval_ = lambda r: r.value\nCFUNCTYPE(H, c_int)(('abs', libc))(-5)",
                    "class H(c_int): _check_retval_ = staticmethod(lambda r: fail('OSError'))\nf = libc.abs; f.restype = H; f(-5)",
                    "class H(c_int): _check_retval_ = staticmethod(lambda r: ('checked', r.value))\nf = libc.abs; f.restype = H; f.errcheck = lambda r, g, a: ('errcheck', r); f(-5)"
                ),
                new(
                    "B1",
                    "A pointer or a string as result: each call makes a new object that keeps nothing",
                    "f = libc.strdup; f.restype = POINTER(c_char); p = f(b'ab'); q = f(b'ab'); p is q, p._objects, p._b_base_, p._b_needsfree_, p[:3]",
                    "f = libc.strdup; f.restype = POINTER(c_char); p = f(b'ab'); p[0] = b'X'; p[:3]",
                    "f = libc.strdup; f.restype = c_char_p; f(b'ab')",
                    "class Z(c_char_p): pass\nf = libc.strdup; f.restype = Z; r = f(b'ab'); r.value, r._objects, type(r) is Z",
                    "f = libc.wcsdup; f.restype = c_wchar_p; f('ab')",
                    "f = libc.strchr; f.restype = c_wchar_p; f(b'ab', 122)",
                    "f = libc.strchr; f.restype = POINTER(c_int); bool(f(b'ab', 122))",
                    "f = libc.strchr; f.restype = I; bool(f(b'ab', 122)), f(b'ab', 122)"
                ),
                new(
                    "B1",
                    "An array or a simple type as result reads the register as that type",
                    "f = libc.abs; f.restype = c_int * 2; type(f(-5)) is c_int * 2, f(-5)[0]",
                    "f = libc.toupper; f.restype = c_wchar; f(97)",
                    "f = libc.toupper; f.restype = c_bool; f(97), f(0)",
                    "f = libc.toupper; f.restype = c_byte; f(200)",
                    "f = libc.toupper; f.restype = c_ushort; f(65535), f(70000)"
                ),
                new(
                    "D9",
                    "py_object as a result is the object, and NULL is refused",
                    "F = CFUNCTYPE(py_object, py_object); x = []; F(lambda y: y)(x) is x",
                    "f = libc.abs; f.restype = py_object; f(0)"
                ),
                new(
                    "B11",
                    "More argtypes than the limit are refused since 3.11",
                    "f = libc.abs; told(lambda: setattr(f, 'argtypes', [c_int] * 1025))",
                    "f = libc.abs; f.argtypes = [c_int] * 1024; tries(lambda: f(1))",
                    "class X(I): _flags_ = 1; _argtypes_ = [c_int] * 1024\nbool(X())",
                    "class X(I): _flags_ = 1; _argtypes_ = [c_int] * 1025\nbool(X())",
                    "told(lambda: setattr(I(('abs', libc), ((1,),)), 'argtypes', [c_int] * 1025))"
                ),
                new(
                    "B2",
                    "argtypes may be none at all, are read as a tuple, and can be unset",
                    "f = libc.div; f.argtypes = [c_int, c_int]; told(lambda: f(1)), told(lambda: f())",
                    "f = libc.abs; t = [c_int]; f.argtypes = t; f.argtypes is t",
                    "f = libc.abs; f.argtypes = []; f(-5)",
                    "f = libc.abs; f.argtypes = [c_int]; f.argtypes = None; f.argtypes, f(-5)",
                    "f = I(('abs', libc)); f.argtypes = [c_short]; f.argtypes = None; f.argtypes",
                    "f = I(('abs', libc)); f.argtypes = [c_short]; del f.argtypes; f.argtypes"
                ),
                new(
                    "B5",
                    "A class of function pointers has _flags_, and types as its _restype_ and _argtypes_",
                    "class X(I): pass",
                    "class X(I): _flags_ = 'x'",
                    "class X(I): _flags_ = 1; _argtypes_ = 5",
                    "class X(I): _flags_ = 1; _restype_ = 5",
                    "class X(I): _flags_ = 1; _argtypes_ = (c_int, 5)",
                    "class X(I): _flags_ = 4\ntold(lambda: X(lambda x: x))"
                ),
                new(
                    "B5",
                    "A class of function pointers with types of its own is called with these, and is no other class",
                    "class X(I): _flags_ = 1; _restype_ = c_short; _argtypes_ = (c_int,)\nX(lambda x: x + 1)(70000), X(('abs', libc))(-70000), I.from_param(X(lambda x: 1)), told(lambda: X.from_param(I(lambda x: 1)))",
                    "class X(I): _flags_ = 1; _restype_ = lambda x: ('got', x)\nX(('abs', libc))(-4)",
                    "class X(I): _flags_ = 1; _restype_ = c_int; _argtypes_ = (c_int,)\nclass K(Structure): _fields_ = [('f', I), ('x', X)]\nk = K(X(lambda x: x + 1)); k.f(2), tries(lambda: setattr(k, 'x', I(lambda x: x)))"
                ),
                new(
                    "F1",
                    "A swapped parameter passes to C as the native number; a callback reads it swapped",
                    "CFUNCTYPE(c_int, c_int.__ctype_be__)(('abs', libc))(-5), CFUNCTYPE(c_double, c_double.__ctype_be__)(('sqrt', libc))(4.0)",
                    "s = []; CFUNCTYPE(None, c_int.__ctype_be__, c_short.__ctype_be__, c_float.__ctype_be__)(lambda x, y, z: s.append((x, y, z)))(1, 2, 3); s"
                ),
                new(
                    "B5",
                    "An address is an int of at most 64 bits, signed or not",
                    "told(lambda: I(2**64)), told(lambda: I(-2**63 - 1)), bool(I(2**64 - 1)), bool(I(-2**63)), bool(I(True)), bool(I(False))"
                ),
                new(
                    "B4",
                    "A direction is a C int",
                    "tries(lambda: I(('abs', libc), ((2**40, 'x'),))), tries(lambda: I(('abs', libc), ((2**31, 'x'),))), tries(lambda: I(('abs', libc), ((-2**31, 'x'),))), tries(lambda: I(('abs', libc), ((-2**70, 'x'),)))"
                ),
                new(
                    "B4",
                    "Several out and inout parameters come back as a tuple, the inout ones as they were given",
                    "Y = CFUNCTYPE(c_int, c_char_p, c_char_p, POINTER(c_int), POINTER(c_int), POINTER(c_int)); f = Y(('sscanf', libc), ((1,), (1, 'f', b'%d %d %d'), (2,), (3, 'b'), (2,))); y = c_int(); f(b'1 2 3', b=y), y"
                ),
                new(
                    "B3",
                    "errcheck is given the objects that out parameters are",
                    "Y = CFUNCTYPE(c_int, c_char_p, c_char_p, POINTER(c_int), POINTER(c_int), POINTER(c_int)); f = Y(('sscanf', libc), ((1,), (1,), (2,), (2,), (2,))); f.errcheck = lambda r, g, a: a[2]; f(b'1 2 3', b'%d %d %d')"
                ),
            ]
        );
}
