namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // The attributes of types, and what equality, hashing and identity say.
    private static Theme Types { get; } =
        new(
            "types",
            Shapes,
            [
                new(
                    "D1",
                    "A type of a fixed width is one of the C types, and has its name",
                    "c_ssize_t is c_long, c_size_t is c_ulong, c_int16 is c_short, c_uint32 is c_uint, c_time_t is c_long, sizeof(c_time_t)",
                    "c_long.__name__, c_longlong.__name__, c_size_t.__name__, c_int64.__name__, c_voidp.__name__"
                ),
                new(
                    "D4",
                    "c_time_t is the integer that is as wide as time_t, since 3.12",
                    "c_time_t is c_long, sizeof(c_time_t) == sizeof(c_long)",
                    "c_time_t(2**40).value, c_time_t(-1).value",
                    "f = libc.difftime; f.restype = c_double; f.argtypes = [c_time_t, c_time_t]; f(2**40 + 5, 2**40)"
                ),
                new(
                    "D11",
                    "_type_ is the code of the C type",
                    "c_byte._type_, c_ubyte._type_, c_short._type_, c_ushort._type_, c_int._type_, c_uint._type_, c_long._type_, c_ulong._type_",
                    "c_float._type_, c_double._type_, c_longdouble._type_, c_bool._type_, c_char._type_, c_wchar._type_, c_char_p._type_, c_wchar_p._type_, c_void_p._type_, py_object._type_"
                ),
                new(
                    "D5",
                    "_type_ of a complex type is one letter until 3.15 has two",
                    "c_float_complex._type_, c_double_complex._type_, c_longdouble_complex._type_"
                ),
                new(
                    "D5",
                    "A complex type takes numbers, is stored in two halves, and is true if either is",
                    "c_double_complex(complex(1.0, 2.0)).value, c_float_complex(1.5).value, c_longdouble_complex(2).value",
                    "c_double_complex('x')",
                    "c_double_complex(None)",
                    "x = c_double_complex(); x.value = complex(-0.0, 3.0); x.value, bytes(x), sizeof(c_float_complex), alignment(c_longdouble_complex)",
                    "shown(c_double_complex(complex(1.0, 2.0))), shown(c_float_complex(1.5)), bool(c_double_complex(0)), bool(c_double_complex(complex(0.0, 1.0)))",
                    "class F(Structure): _fields_ = [('c', c_double_complex), ('f', c_float_complex)]\nf = F(complex(1.0, 2.0), 3.5); f.c, f.f, sizeof(F), F.f.offset"
                ),
                new(
                    "D10",
                    "A subclass keeps all bits of a long double, in fields, elements and buffers",
                    "class X(c_longdouble): pass\nclass S(Structure): _fields_ = [('f', X)]\nx = X(); memmove(byref(x), b'\\xab\\xaa\\xaa\\xaa\\xaa\\xaa\\xaa\\xfd\\x3f\\0', 10); s = S(x); bytes(s)[:10], bytes(s.f)[:10]",
                    "class X(c_longdouble): pass\nx = X.from_buffer_copy(b'\\xab\\xaa\\xaa\\xaa\\xaa\\xaa\\xaa\\xfd\\x3f\\0' + b'\\0' * 6); a = (X * 2)(x, x); bytes(a[1])[:10], x.value"
                ),
                new(
                    "D10",
                    "An instance of a subclass stays boxed as field and element; arrays of a character's subclass are text still",
                    "class X(c_char_p): pass\nx = X(b'abc'); x.value, x._objects, (X * 2)(x)[0]",
                    "class X(c_void_p): pass\nclass S(Structure): _fields_ = [('f', X)]\ns = S(); s.f = 5; s.f.value",
                    "class X(c_void_p): pass\nclass S(Structure): _fields_ = [('f', X)]\ns = S(); s.f",
                    "class X(M): pass\nx = X(4); x.value, sizeof(X), X._type_, POINTER(X) is POINTER(M), (X * 2)(1, 2)[1]",
                    "class X(c_char): pass\na = (X * 3)(); a.value, a.raw, a[0]",
                    "class X(c_char): pass\na = (X * 3)(b'a', b'b'); a[0:2], a[0]",
                    "class X(c_wchar): pass\na = (X * 3)('a', 'b'); a[0:2], a.value",
                    "class X(c_char): pass\nclass S(Structure): _fields_ = [('t', X * 3)]\ns = S(b'ab'); s.t",
                    "class X(c_bool): pass\nx = X(7); x.value, bool(x), bytes(x)",
                    "class X(py_object): pass\nx = X([1]); x.value"
                ),
                new(
                    "D11",
                    "Equality is identity",
                    "x = M(5); y = M(5); x == y, x == x, x is x",
                    "c_int(5) == c_int(5), c_int(5) == 5, P() == P()"
                ),
                new(
                    "D11",
                    "Instances cannot be hashed, byref can",
                    "hash(c_int(5))",
                    "hash(P())",
                    "hash((c_int * 2)())",
                    "hash(pointer(c_int()))",
                    "hash(libc.abs)",
                    "hash(byref(c_int())) is None",
                    "why(lambda: hash(c_int(5)))"
                ),
                new(
                    "D11",
                    "Each read of value makes a new object, but for those that Python shares",
                    "x = c_long(2**40); x.value is x.value, x.value == x.value",
                    "x = c_int(5); x.value is x.value",
                    "x = c_int(256); y = c_int(257); x.value is x.value, y.value is y.value",
                    "x = c_int(1024); y = c_int(1025); x.value is x.value, y.value is y.value",
                    "x = c_int(-5); y = c_int(-6); x.value is x.value, y.value is y.value",
                    "x = c_double(1.5); x.value is x.value",
                    "x = c_bool(1); x.value is x.value, x.value is True",
                    "x = c_char(b'a'); x.value is x.value",
                    "x = c_char_p(b'ab'); x.value is x.value",
                    "x = c_wchar('a'); y = c_wchar('\\u0101'); x.value is x.value, y.value is y.value",
                    "x = c_wchar_p('ab'); x.value is x.value",
                    "x = c_char_p(b''); y = c_char_p(b'q'); x.value is x.value, y.value is y.value",
                    "x = c_wchar_p(''); x.value is x.value",
                    "x = [1, 2]; y = py_object(x); y.value is x, y.value is y.value",
                    "x = c_void_p(2**40); x.value is x.value; x.value == 2**40",
                    "p = P(2**20, 5); p.x is p.x, p.y is p.y",
                    "v = c_long(2**40).value; v is v",
                    "P().x is None, c_void_p().value is None",
                    "M(5) is M(5), P().x is P().y"
                ),
                new(
                    "D11",
                    "Attributes of instances and types are Python's, and the built-in ones cannot be deleted or set",
                    "c_int.zz",
                    "c_int(5).zz",
                    "del c_int(5).zz; 1",
                    "x = c_int(5); x.zz = 1; del x.zz; x.zz",
                    "x = c_int(5); del x.value; 1",
                    "x = pointer(c_int(5)); del x.contents; 1",
                    "x = create_string_buffer(3); tries(lambda: delattr(x, 'value')), tries(lambda: delattr(x, 'raw'))",
                    "x = create_unicode_buffer(3); tries(lambda: delattr(x, 'value'))",
                    "x = P(); tries(lambda: delattr(x, 'x')), tries(lambda: delattr(x, '_objects')), tries(lambda: delattr(x, '_b_base_'))",
                    "x = P(); tries(lambda: setattr(x, '_objects', 1)), tries(lambda: setattr(x, '_b_base_', 1)), tries(lambda: setattr(x, '_b_needsfree_', 1))"
                ),
                new(
                    "D11",
                    "A simple type without a value is zero, and takes no keywords",
                    "c_int(), c_int(0), c_double(), c_char(), c_wchar(), c_bool(), bool(c_char_p()), c_void_p().value",
                    "c_int(value=5)",
                    "c_int(5, zz=3)"
                ),
                new(
                    "G1",
                    "Multiplying a type by an int gives the array type, whichever side the int is on",
                    "(c_int * 3).__name__, (c_int * 3)._type_ is c_int, (c_int * 3)._length_, (c_int * 3 * 2).__name__, (P * 2).__name__",
                    "3 * c_int is c_int * 3",
                    "c_int * True is c_int * 1",
                    "(c_char * (2**40)), sizeof(c_char * 2**40)"
                ),
                new(
                    "G1",
                    "A length is an int that an array in memory can have",
                    "c_int * 'x'",
                    "c_int * 1.5",
                    "c_int * 2**70",
                    "c_int * (2**63 - 1)"
                ),
                new(
                    "G1",
                    "A subclass of Array has _type_ and _length_ of its own",
                    "class A(Array): _type_ = c_int; _length_ = 3\na = A(1, 2); a[:], len(a), sizeof(A), A.__name__",
                    "class A(Array): _type_ = c_int; _length_ = 3\nA is c_int * 3, type(A()) is A",
                    "class A(Array): _type_ = c_int",
                    "class A(Array): _length_ = 3",
                    "class A(Array): _type_ = c_int; _length_ = -1",
                    "class A(Array): _type_ = c_int; _length_ = 'x'",
                    "class A(Array): _type_ = c_int; _length_ = 2**70",
                    "class A(Array): _type_ = 5; _length_ = 2",
                    "class A(Array): _type_ = c_char; _length_ = 4\na = A(); a.value = b'ab'; a.raw, a.value"
                ),
                new(
                    "G1",
                    "A field of an Array subclass is of that class",
                    "class A(Array): _type_ = c_int; _length_ = 3\nclass S(Structure): _fields_ = [('a', A)]\ns = S((1, 2, 3)); type(s.a), s.a[:]",
                    "class A(Array): _type_ = c_int; _length_ = 3\nclass S(Structure): _fields_ = [('a', A)]\ns = S(); s.a = (c_int * 3)(1, 2, 3)"
                ),
                new(
                    "G1",
                    "A subclass of an array type fits where the array type does",
                    "A = c_int * 3\nclass X(A): pass\nx = X(1, 2); x[:], len(x), sizeof(X), X._length_, X._type_",
                    "A = c_int * 3\nclass X(A): pass\nclass S(Structure): _fields_ = [('a', c_int * 3)]\ns = S(); s.a = X(1, 2, 3); s.a[:]",
                    "A = c_int * 3\nclass X(A): pass\nq = Q(); q.p = X(1, 2, 3); q.p[2]",
                    "A = c_int * 3; A.zz = 5; A.zz, A().zz"
                ),
                new(
                    "G1",
                    "ARRAY is the product, without a warning",
                    "ARRAY(c_int, 3) is c_int * 3, warned"
                ),
                new(
                    "H1",
                    "A pointer type has its target's name, and is the target's __pointer_type__ since 3.14",
                    "POINTER(c_int).__name__, POINTER(P).__name__, POINTER(POINTER(P)).__name__, POINTER(P)._type_ is P, POINTER(c_int * 2).__name__",
                    "c_int.__pointer_type__ is POINTER(c_int)",
                    "tries(lambda: E.__pointer_type__), POINTER(E) is E.__pointer_type__"
                ),
                new(
                    "H1",
                    "POINTER takes a type or a name, which is warned of since 3.14",
                    "tries(lambda: POINTER(5)), tries(lambda: POINTER('x'))",
                    "p = POINTER('E'); p.__name__, warned"
                ),
                new(
                    "H1",
                    "A pointer type made from a name is completed by its target, once there is one",
                    "p = POINTER('Late'); tries(lambda: p().contents), tries(lambda: p()[0]), bool(p())",
                    "p = POINTER('Late'); tries(lambda: p(c_int()))",
                    "p = POINTER('Late'); tries(lambda: SetPointerType(p, E)), warned",
                    "p = POINTER('Late'); tries(lambda: p.set_type(E)), p._type_ is E",
                    "p = POINTER('Late'); E._fields_ = [('p', p), ('n', c_int)]; p.set_type(E); e = E(); e.p = pointer(e); e.n = 3; e.p.contents.n",
                    "p = POINTER('Late'); p is POINTER('Late')",
                    "p = POINTER('Late'); tries(lambda: p.set_type(5))",
                    "p = POINTER(c_int); p.set_type(c_short); p._type_ is c_short",
                    "tries(lambda: POINTER('Later')._type_)"
                ),
                new(
                    "H1",
                    "A subclass of a pointer type is a type of its own, and has no instances",
                    "class X(POINTER(c_int)): pass\nX(c_int(5))[0], X._type_, X.__name__",
                    "class X(POINTER(c_int)): pass\nX is POINTER(c_int), POINTER(c_int) is POINTER(c_int)",
                    "class X(POINTER(c_int)): pass\nx = X(c_int(5)); q = Q(x); q.p[0]"
                ),
                new(
                    "H1",
                    "A subclass of _Pointer needs a _type_",
                    "class X(_Pointer): _type_ = c_int\nX(c_int(5))[0], X is POINTER(c_int), X._type_",
                    "class X(_Pointer): pass\nX()",
                    "class X(_Pointer): pass\ntries(lambda: X._type_), sizeof(X)",
                    "class X(_Pointer): _type_ = 5"
                ),
                new(
                    "H1",
                    "POINTER(None) is c_void_p, and POINTER of one type is one type",
                    "POINTER(None), POINTER(c_void_p) is POINTER(c_void_p)",
                    "P * 2 is P * 2, POINTER(P * 2) is POINTER(P * 2)"
                ),
                new(
                    "H2",
                    "pointer takes an instance, and stays of the subclass",
                    "pointer(5)",
                    "pointer(None)",
                    "pointer(c_int)",
                    "type(pointer(M(5))), pointer(M(5))[0], pointer(M(5)).contents"
                ),
                new(
                    "D11",
                    "The abstract classes have no instances",
                    "Structure()",
                    "Union()",
                    "Array()",
                    "_SimpleCData()",
                    "_Pointer()"
                ),
                new(
                    "D11",
                    "A subclass of _SimpleCData has a _type_ that is one code",
                    "class X(_SimpleCData): _type_ = 'i'\nx = X(5); x.value, sizeof(X), X._type_, x",
                    "class X(_SimpleCData): _type_ = 'i'\nclass S(Structure): _fields_ = [('x', X)]\nS(5).x",
                    "class X(_SimpleCData): pass",
                    "class X(_SimpleCData): _type_ = 'ii'",
                    "class X(_SimpleCData): _type_ = 'x'",
                    "class X(_SimpleCData): _type_ = 5",
                    "class X(_SimpleCData): _type_ = ''"
                ),
                new(
                    "D10",
                    "A subclass with a _type_ of its own is of that size and code, and refuses one that is none",
                    "class X(c_int): _type_ = 'h'\nsizeof(X), X(70000).value, bytes(X(1)), X(1), c_int.from_param(X(4))",
                    "class X(c_int): _type_ = 'd'\nclass K(Structure): _fields_ = [('x', X)]\nk = K(1.5); k, (X * 2)(1, 2)[1], X.__ctype_be__",
                    "class X(c_int): _type_ = 'zz'",
                    "class X(c_int): _type_ = 5",
                    "class X(M): _type_ = 'h'\nclass Y(X): pass\nsizeof(Y), Y(70000).value",
                    "class X(c_int): _type_ = 'z'\nX(b'abc').value, X(b'abc')._objects",
                    "class X(c_char_p): _type_ = 'P'\nX(5).value"
                ),
                new(
                    "F1",
                    "A subclass of a swapped type stores as the native type",
                    "class X(c_int.__ctype_be__): pass\nx = X(5); bytes(x), x.value, shown(x)"
                ),
                new(
                    "F1",
                    "A complex number has both its halves in the other byte order, but not one of long doubles",
                    "c_double_complex.__ctype_be__, c_float_complex.__ctype_be__, c_double_complex.__ctype_le__ is c_double_complex, tries(lambda: c_longdouble_complex.__ctype_be__)",
                    "x = c_double_complex.__ctype_be__(complex(1.5, 2.0)); bytes(x), x.value, memoryview(x).format",
                    "x = c_float_complex.__ctype_be__(complex(1.5, 2.0)); bytes(x), x.value, memoryview(x).format",
                    "class F(BigEndianStructure): _fields_ = [('a', c_double_complex), ('b', c_float_complex)]\nf = F(complex(1.0, 2.0), 5); bytes(f), f, F.a.size"
                ),
                new(
                    "I1",
                    "sizeof and alignment refuse the abstract classes",
                    "tries(lambda: sizeof(Structure)), tries(lambda: sizeof(_Pointer)), tries(lambda: sizeof(_SimpleCData)), tries(lambda: alignment(Union))"
                ),
                new(
                    "D3",
                    "What is no character is told",
                    "told(lambda: c_char(b'')), told(lambda: c_char(300)), told(lambda: c_char(2**70)), told(lambda: c_char(None)), told(lambda: c_char(bytearray(b'xy')))",
                    "told(lambda: c_char('x')), told(lambda: c_char(P())), told(lambda: c_char(c_int(5))), told(lambda: c_char(c_int)), told(lambda: c_char((c_int * 2)()))",
                    "told(lambda: c_wchar('')), told(lambda: c_wchar('ab')), told(lambda: c_wchar(5)), told(lambda: c_wchar(P())), told(lambda: c_wchar(pointer(c_int())))"
                ),
                new(
                    "H1",
                    "What is no target of a pointer type is told",
                    "told(lambda: POINTER(5))"
                ),
            ]
        );
}
