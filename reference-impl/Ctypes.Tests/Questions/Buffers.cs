namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Buffers { get; } =
        new(
            "buffers",
            Shapes
                + "\n"
                + """
                class S(Structure): _fields_ = [('a', c_char), ('b', c_longlong), ('c', c_short)]
                class W(BigEndianStructure): _fields_ = [('a', c_char), ('b', c_int), ('c', c_short * 2)]
                class N(Structure): _fields_ = [('s', S), ('w', W), ('m', c_int * 2 * 3), ('p', POINTER(S))]
                """,
            [
                new(
                    "K2",
                    "A view's format, shape, strides and item size describe the C type",
                    [
                        .. from made in BufferMakers
                        select $"m = memoryview({made}); m.format, m.itemsize, m.ndim, m.shape, m.strides, m.readonly, m.nbytes",
                    ]
                ),
                new(
                    "K2",
                    "The format of a structure spells out its fields, or says only how many bytes it has",
                    "class F(Structure): _pack_ = 1; _fields_ = [('a', c_char), ('b', c_int)]\nmemoryview(F()).format",
                    "class F(Structure): _fields_ = [('a', c_int, 3), ('b', c_int, 5)]\nmemoryview(F()).format",
                    "class F(Structure): _fields_ = [('a', c_char), ('b', c_int, 5), ('c', c_short)]\nmemoryview(F()).format",
                    "class F(S): _fields_ = [('d', c_int)]\nmemoryview(F()).format",
                    "class F(S): pass\nmemoryview(F()).format",
                    "class F(S): _fields_ = []\nmemoryview(F()).format",
                    "class F(D): _fields_ = [('w', c_short)]\nmemoryview(F()).format",
                    "class F(Structure): _fields_ = []\nmemoryview(F()).format, memoryview(F()).itemsize",
                    "memoryview(E()).format",
                    "class F(Structure): _fields_ = [('e', E), ('a', c_int)]\nmemoryview(F()).format",
                    "class F(Structure): _fields_ = [('u', U), ('a', c_int)]\nmemoryview(F()).format",
                    "class F(Structure): _fields_ = [('a', c_int * 0), ('b', c_longdouble), ('c', CFUNCTYPE(None)), ('d', py_object)]\nmemoryview(F()).format",
                    "class F(Structure): _align_ = 16; _fields_ = [('a', c_char)]\nmemoryview(F()).format",
                    "class F(Structure): _anonymous_ = ['u']; _fields_ = [('x', c_int), ('u', P)]\nmemoryview(F()).format",
                    "E._fields_ = [('n', c_short), ('p', POINTER(E))]; memoryview(E()).format",
                    "p = POINTER(E)(); memoryview(p).format"
                ),
                new(
                    "K2",
                    "A view of a resized object has all its bytes",
                    "p = P(1, 2); resize(p, 32); m = memoryview(p); m.nbytes, m.itemsize, m.shape, len(bytes(m))",
                    "a = (c_int * 2)(1, 2); resize(a, 32); m = memoryview(a); m.nbytes, m.itemsize, m.shape"
                ),
                new(
                    "K2",
                    "The length of a view is its first dimension's; a scalar's view has none since 3.12",
                    "m = memoryview((c_int * 3)(1, 2, 3)); len(m)",
                    "tries(lambda: len(memoryview(c_int(5)))), tries(lambda: len(memoryview(P())))"
                ),
                new(
                    "K2",
                    "A view shares the object's memory, also when it is cast, and keeps the object",
                    "m = memoryview((c_byte * 3)(1, 2, 3)).cast('B'); m[0], m[2], m.format, list(m)",
                    "x = (c_int * 2)(1, 2); m = memoryview(x).cast('B'); m[4] = 9; x[1], m.nbytes",
                    "x = P(1, 2); m = memoryview(x).cast('B'); x.y = 7; m[4], bytes(m)",
                    "memoryview(c_int(5)).tobytes(), memoryview((c_int * 2)(1, 2)).tolist(), memoryview(b'ab').tolist()",
                    "m = memoryview(c_int(5)); m.obj._objects, m.contiguous, m.c_contiguous, m.f_contiguous, m.suboffsets",
                    "x = c_int(5); memoryview(x).obj is x"
                ),
                new(
                    "J1",
                    "A view of any shape is a source, for its bytes",
                    "x = (c_short * 4)(); y = (c_int * 2).from_buffer(memoryview(x)); y[1] = -1; x[:]",
                    "x = (c_int * 3 * 2)(); y = (c_int * 6).from_buffer(memoryview(x)); y[4] = 9; x[1][1]",
                    "b = bytearray(8); m = memoryview(b).cast('i'); x = c_int.from_buffer(m, 4); x.value = -1; b",
                    "b = bytearray(b'abcdefgh'); m = memoryview(b)[2:6]; x = c_int.from_buffer(m); x.value = 0; b"
                ),
                new(
                    "I5",
                    "memoryview_at shares memory as bytes, read-only where that is asked for",
                    "x = (c_int * 2)(1, 2); m = memoryview_at(x, 8); m.format, m.nbytes, m.readonly, bytes(m)",
                    "x = (c_int * 2)(1, 2); m = memoryview_at(addressof(x) + 4, 4); m[0] = 9; x[1]",
                    "x = (c_int * 2)(1, 2); m = memoryview_at(x, 8, True); m.readonly, tries(lambda: c_int.from_buffer(m))",
                    "x = b'abc'; m = memoryview_at(x, 3, True); bytes(m)",
                    "memoryview_at(None, 0)",
                    "m = memoryview_at(c_int(5), 0); len(m)",
                    "m = memoryview_at(byref(c_int(5)), 4); len(m)",
                    "m = memoryview_at(pointer(c_int(5)), 4, readonly=True); len(m), m.readonly"
                ),
                new(
                    "I5",
                    "memoryview_at refuses a size that is negative or no int, and what is no address",
                    "memoryview_at(c_int(5), -1)",
                    "memoryview_at(1.5, 0)",
                    "memoryview_at(c_int(5), 'x')"
                ),
                new(
                    "J1",
                    "from_buffer says what is wrong with an offset, a source or an abstract class",
                    "why(lambda: c_int.from_buffer(bytearray(b'abcd'), -1)), why(lambda: c_int.from_buffer(bytearray(b'abcd'), 1)), why(lambda: c_int.from_buffer(b'abcd'))",
                    "c_int.from_buffer(bytearray(b'abcd'), 'x')",
                    "Structure.from_buffer(bytearray(4))"
                ),
                new(
                    "J2",
                    "from_buffer_copy says what is wrong with an offset or a source",
                    "why(lambda: c_int.from_buffer_copy(b'abcd', -1)), why(lambda: c_int.from_buffer_copy(b'ab')), why(lambda: c_int.from_buffer_copy(5))"
                ),
                new(
                    "J1",
                    "An object made by from_buffer keeps a view of its source, which locks the size of both",
                    "b = bytearray(b'abcd'); x = c_int.from_buffer(b); why(lambda: b.extend(b'x'))",
                    "b = bytearray(b'abcd'); x = c_int.from_buffer(b); x._objects.nbytes, x._objects.obj is b",
                    "b = bytearray(b'abcd'); x = (c_byte * 4).from_buffer(b); x._objects['ffffffff'].nbytes, x._b_base_, x._b_needsfree_",
                    "b = bytearray(b'abcd'); x = c_int.from_buffer(b); tries(lambda: resize(x, 16))"
                ),
                new(
                    "J1",
                    "An object of any type can lie in a buffer, and objects made by from_buffer are sources themselves",
                    "b = bytearray(b'abcd'); x = c_int.from_buffer(b); y = c_int.from_buffer(x); y.value = 0; b",
                    "class F(Structure): pass\nF.from_buffer(bytearray(0))",
                    "POINTER(c_int).from_buffer(bytearray(8))[0]",
                    "M.from_buffer(bytearray(b'\\x05\\0\\0\\0'))",
                    "c_char_p.from_buffer(bytearray(8)).value"
                ),
                new(
                    "J2",
                    "What from_buffer_copy makes owns its memory and keeps nothing",
                    "P.from_buffer_copy(b'\\x01\\0\\0\\0\\x02\\0\\0\\0')._objects, P.from_buffer_copy(b'\\x01\\0\\0\\0\\x02\\0\\0\\0')._b_needsfree_"
                ),
            ]
        );

    private static string[] BufferMakers =>
        [
            "c_byte()",
            "c_ubyte()",
            "c_short()",
            "c_ushort()",
            "c_int()",
            "c_uint()",
            "c_long()",
            "c_ulong()",
            "c_longlong()",
            "c_ulonglong()",
            "c_float()",
            "c_double()",
            "c_longdouble()",
            "c_bool()",
            "c_char()",
            "c_wchar()",
            "c_char_p()",
            "c_wchar_p()",
            "c_void_p()",
            "py_object()",
            "M()",
            "c_int.__ctype_be__()",
            "c_double.__ctype_be__()",
            "c_float_complex()",
            "c_double_complex()",
            "c_longdouble_complex()",
            "(c_int * 3)()",
            "(c_int * 3 * 2)()",
            "(c_int * 0)()",
            "(c_int * 3 * 0)()",
            "(c_int * 0 * 3)()",
            "(c_char * 4)()",
            "(c_wchar * 4)()",
            "(P * 2)()",
            "(POINTER(c_int) * 2)()",
            "(c_int.__ctype_be__ * 2)()",
            "(M * 2)()",
            "pointer(c_int())",
            "pointer(pointer(c_int()))",
            "pointer(P())",
            "pointer((c_int * 3)())",
            "POINTER(c_char_p)()",
            "CFUNCTYPE(c_int)()",
            "pointer(CFUNCTYPE(c_int)())",
            "libc.abs",
            "P()",
            "S()",
            "W()",
            "N()",
            "(N * 2)()",
            "V()",
            "Q()",
            "Z()",
            "T()",
            "B()",
            "U()",
            "D()",
            "R()",
            "b'abc'",
            "bytearray(b'abc')",
        ];
}
