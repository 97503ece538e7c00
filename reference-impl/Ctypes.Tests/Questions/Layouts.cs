namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Layouts { get; } =
        new(
            "layouts",
            "class W(Union): _fields_ = [('i', c_int), ('d', c_double)]",
            [
                new(
                    "I1",
                    "A structure is as large and as aligned as the compiler makes it",
                    "class S(Structure): _fields_ = [('a', c_char), ('b', c_longlong), ('c', c_short)]\nsizeof(S), alignment(S), S.a, S.b, S.c",
                    "class S(Structure): _fields_ = [('a', c_longdouble), ('b', c_char)]\nsizeof(S), alignment(S), S.b",
                    "class S(Structure): _fields_ = [('c', c_char), ('w', W), ('d', c_char * 3), ('e', c_wchar)]\nsizeof(S), S.w, S.d, S.e"
                ),
                new(
                    "E8",
                    "_pack_ is the most that a field of that class is aligned to",
                    "class S(Structure): _pack_ = 1; _fields_ = [('a', c_char), ('b', c_longlong), ('c', c_short)]\nsizeof(S), alignment(S), S.a, S.b, S.c",
                    "class S(Structure): _pack_ = 2; _fields_ = [('a', c_char), ('b', c_longlong), ('c', c_short)]\nsizeof(S), alignment(S), S.b, S.c",
                    "class S(Structure): _pack_ = 3; _fields_ = [('a', c_char), ('b', c_longlong)]\nsizeof(S), alignment(S)",
                    "class S(Structure): _pack_ = 0; _fields_ = [('a', c_char), ('b', c_longlong)]\nsizeof(S)",
                    "class S(Structure): _pack_ = 1; _fields_ = [('a', c_char), ('b', c_longlong)]\nclass T(S): _fields_ = [('c', c_char), ('d', c_int)]\nsizeof(T), T.d",
                    "class S(Structure): _fields_ = [('a', c_char)]\nclass T(S): _pack_ = 1; _fields_ = [('d', c_longlong)]\nsizeof(T), T.d"
                ),
                new(
                    "E14",
                    "An empty structure or union has size 0 and alignment 1",
                    "class S(Structure): _fields_ = []\nsizeof(S), alignment(S)",
                    "class S(Union): _fields_ = []\nsizeof(S), alignment(S)"
                ),
                new(
                    "E9",
                    "_align_ makes a small structure as large as its alignment, and is not negative",
                    "class S(Structure): _align_ = 16; _fields_ = [('a', c_char)]\nsizeof(S), alignment(S)",
                    "class S(Structure): _align_ = -1; _fields_ = [('a', c_char)]\nsizeof(S)"
                ),
                new(
                    "E13",
                    "A subclass's fields come after its base's padding, also a union's",
                    "class S(Structure): _fields_ = [('a', c_int), ('b', c_char)]\nclass T(S): _fields_ = [('c', c_char)]\nsizeof(T), T.c",
                    "class T(W): _fields_ = [('c', c_char * 20)]\nsizeof(T), T.c, T(1, 2.0).i"
                ),
                new(
                    "E7",
                    "Bit-fields share units as the version's rule says, in structures, subclasses and unions",
                    "class S(Structure): _fields_ = [('a', c_int, 3), ('b', c_int, 5), ('c', c_char)]\nsizeof(S), S.c, bytes(S(-1, 0)), bytes(S(0, -1))",
                    "class S(Structure): _fields_ = [('a', c_short, 3), ('b', c_int, 20), ('c', c_byte, 5)]\nsizeof(S), bytes(S(-1)), bytes(S(0, -1)), bytes(S(0, 0, -1))",
                    "class S(Structure): _fields_ = [('a', c_int, 20), ('b', c_int, 20)]\nsizeof(S), bytes(S(0, -1)), S(0, -7).b",
                    "class S(Structure): _fields_ = [('a', c_ulonglong, 60), ('b', c_ulonglong, 4)]\nsizeof(S), bytes(S(0, 15)), S(2**60 - 1, 9)",
                    "class S(Structure): _fields_ = [('x', c_char), ('a', c_int, 4), ('y', c_char), ('b', c_int, 4)]\nsizeof(S), S.y, bytes(S(b'x', -1, b'y', -1))",
                    "class S(Structure): _fields_ = [('a', c_int, 3)]\nclass T(S): _fields_ = [('b', c_int, 5)]\nsizeof(T), bytes(T(0, -1))",
                    "class S(Union): _fields_ = [('a', c_int, 3), ('b', c_uint)]\nsizeof(S), bytes(S(-1)), bytes(S(b=5)), S(-2)"
                ),
                new(
                    "F1",
                    "Bit-fields of a big-endian structure are filled from the highest bit",
                    "class S(BigEndianStructure): _fields_ = [('a', c_int, 3), ('b', c_int, 5), ('c', c_short)]\nsizeof(S), bytes(S(-1)), bytes(S(0, -1)), S(1, -2, 3)"
                ),
                new(
                    "G1",
                    "A type that is too large for memory is refused",
                    "class S(Structure): _fields_ = [('a', c_long * 2**60)]"
                ),
                new(
                    "I1",
                    "sizeof and alignment know arrays and functions, and refuse a number",
                    "sizeof(c_int * 0), alignment((c_double * 0)), sizeof(c_short * 7)",
                    "sizeof(1)",
                    "sizeof(libc.abs), sizeof(c_int), sizeof(CFUNCTYPE(None))",
                    "alignment(1)"
                ),
            ]
        );
}
