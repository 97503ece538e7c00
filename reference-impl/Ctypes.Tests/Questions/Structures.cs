namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private const string Shapes = """
        class P(Structure): _fields_ = [('x', c_int), ('y', c_int)]
        class R(Structure): _fields_ = [('a', P), ('b', P)]
        class V(Structure): _fields_ = [('v', c_int * 3), ('n', c_short)]
        class Q(Structure): _fields_ = [('p', POINTER(c_int)), ('n', c_int)]
        class Z(Structure): _fields_ = [('v', c_void_p), ('z', c_char_p), ('w', c_wchar_p)]
        class T(Structure): _fields_ = [('c', c_char * 4), ('w', c_wchar * 3)]
        class M(c_int): pass
        class B(Structure): _fields_ = [('m', M), ('n', c_int)]
        class U(Union): _fields_ = [('i', c_int), ('b', c_ubyte * 4), ('h', c_short)]
        class E(Structure): pass
        class D(P): _fields_ = [('z', c_int)]
        """;

    private static Theme Structures { get; } =
        new(
            "structures",
            Shapes,
            [
                new(
                    "E1",
                    "Fields are initialised by position and by name; too many, or twice the same, is a TypeError",
                    "P(), P(1), P(1, 2), P(y=5), P(1, y=2)",
                    "P(1, 2, 3)",
                    "P(1, x=2)",
                    "P(zz=1).zz",
                    "P('a')",
                    "P().zz",
                    "p = P(); p.zz = 5; p.zz",
                    "del P().x; 1"
                ),
                new(
                    "E2",
                    "A nested structure is read as a view that shares memory, anew each time; assigning copies",
                    "r = R((1, 2), (3, 4)); q = r.b; q.x = 7; r, q",
                    "r = R((1, 2), (3, 4)); r.a is r.a",
                    "r = R(P(1, 2)); p = P(8, 9); r.a = p; p.x = 100; r",
                    "r = R(); r.a = (5,); r"
                ),
                new(
                    "E2",
                    "The initial value of a nested structure is a tuple or an instance of its type",
                    "R((1, 2, 3))",
                    "R(('x',))",
                    "R([1, 2])",
                    "R(5)",
                    "R(None)",
                    "R(R())"
                ),
                new(
                    "E3",
                    "An array field is initialised from a tuple, which must not be too long",
                    "V((1, 2)), V((1, 2, 3), 4)",
                    "V((1, 2, 3, 4))",
                    "V([1, 2, 3])"
                ),
                new(
                    "E3",
                    "An array field is read as a view, and assigning an array of its type copies",
                    "v = V(); v.v = (c_int * 3)(7, 8, 9); v",
                    "v = V(); v.v = (c_int * 4)(7, 8, 9); v",
                    "v = V(); w = v.v; w[1] = 5; v"
                ),
                new(
                    "E4",
                    "A pointer field takes a pointer or an array of its target's type, or None",
                    "q = Q(pointer(c_int(5)), 3); q.p[0], q",
                    "q = Q(); q.p = None; q",
                    "Q(5)",
                    "Q(pointer(c_short(5)))",
                    "q = Q(); q.p = (c_int * 3)(1, 2, 3); q.p[2]",
                    "q = Q(); q.p = (c_short * 3)(1, 2, 3)"
                ),
                new(
                    "E4",
                    "A pointer that was read from a field follows the field, and setting its contents sets the field",
                    "one = c_int(1); two = c_int(2); q = Q(pointer(one)); s = q.p; q.p = pointer(two); s[0]",
                    "one = c_int(1); two = c_int(2); q = Q(pointer(one)); s = q.p; s.contents = two; q.p[0]"
                ),
                new(
                    "E4",
                    "Strings and addresses in fields are plain values, and a field refuses what it cannot keep",
                    "z = Z(); z.z = b'abc'; z.w = 'def'; z.v = 5; z.z, z.w, z.v",
                    "z = Z(); z.z = c_char_p(b'xyz'); z.z",
                    "z = Z(); z.v = b'abc'",
                    "z = Z(); z.v = c_void_p(7); z.v",
                    "z = Z(); z.v = pointer(c_int())",
                    "z = Z(); z.z = create_string_buffer(b'x')",
                    "z = Z(); z.z = 'x'"
                ),
                new(
                    "E3",
                    "A character array field is a plain value, and takes as much as it holds",
                    "t = T(); t.c = b'abcd'; t.w = 'xyz'; t.c, t.w",
                    "t = T(b'1234'); t.c = b'ab'; t.c, bytes(t)[:4]",
                    "t = T(); t.c = b'abcde'",
                    "t = T(); t.w = 'wxyz'",
                    "t = T(); t.c = bytearray(b'ab')",
                    "t = T(); t.c = (c_char * 4)()",
                    "t = T(); t.w = b'x'"
                ),
                new(
                    "D10",
                    "A field of a simple type's subclass is a cell that shares, and takes instances as well as values",
                    "b = B(M(5), 6); m = b.m; m.value = 50; b, type(b.m)",
                    "b = B(5); b.m",
                    "b = B(c_int(5))"
                ),
                new(
                    "E1",
                    "A field of a simple type takes instances of its type and its subclasses",
                    "p = P(); p.x = c_int(5); p",
                    "p = P(); p.x = M(5); p",
                    "p = P(); p.x = c_short(5); p"
                ),
                new(
                    "E5",
                    "The members of a union share memory, and are initialised in order or by name",
                    "u = U(); u.i = -2; u.h, list(u.b)",
                    "u = U(); b = u.b; u.i = -2; b[3] = 1; u.i",
                    "U(1, (9, 8, 7, 6))",
                    "U(h=5)"
                ),
                new(
                    "E12",
                    "A structure without _fields_ is empty until they are set",
                    "E(), sizeof(E), alignment(E)",
                    "E(1)",
                    "sizeof(E); POINTER(E); E._fields_ = [('a', c_int)]; sizeof(E), E(5)",
                    "A = E * 3; E._fields_ = [('a', c_int)]; sizeof(A), sizeof(E * 3)"
                ),
                new(
                    "E12",
                    "_fields_ cannot be set after an instance, twice, or on themselves",
                    "x = E(); E._fields_ = [('a', c_int)]; 1",
                    "P._fields_ = []; 1",
                    "E._fields_ = [('a', E)]; 1"
                ),
                new(
                    "E12",
                    "A structure can point to its own type",
                    "E._fields_ = [('p', POINTER(E)), ('n', c_int)]; e = E(None, 5); e.p = pointer(e); e.p.contents.n"
                ),
                new(
                    "E13",
                    "A subclass is initialised from its base's fields on, and fits where the base does",
                    "D(1, 2, 3), D(z=5), D(1, 2), sizeof(D)",
                    "D(1, 2, 3, 4)",
                    "class F(P): pass\nF(1, 2), sizeof(F), F.x",
                    "class F(P): pass\nF._fields_ = [('q', c_short)]; F(1, 2, 3), sizeof(F)",
                    "class F(P): pass\nP._fields_ = []; 1",
                    "r = R(); r.a = D(1, 2, 3); r"
                ),
                new(
                    "E1",
                    "Of two fields of the same name the later one is seen",
                    "class F(Structure): _fields_ = [('a', c_int), ('a', c_short)]\nF(1, 2), F.a"
                ),
                new(
                    "E6",
                    "Anonymous members' fields are set and initialised as the structure's own",
                    "class F(Structure): _anonymous_ = ['u']; _fields_ = [('x', c_int), ('u', U), ('y', c_int)]\nf = F(1, (5,), 3); f.i, f.h, F.i, F.y",
                    "class F(Structure): _anonymous_ = ['u']; _fields_ = [('x', c_int), ('u', U)]\nf = F(i=3); f.u.i, f.b[0]"
                ),
                new(
                    "E6",
                    "An anonymous name must be a field, and that a structure or union",
                    "class F(Structure): _anonymous_ = ['z']; _fields_ = [('x', c_int)]",
                    "class F(Structure): _anonymous_ = ['x']; _fields_ = [('x', c_int)]"
                ),
                new(
                    "E7",
                    "A bit-field needs a width that fits and an integer type",
                    "class F(Structure): _fields_ = [('x', c_int, 0)]",
                    "class F(Structure): _fields_ = [('x', c_int, 33)]",
                    "class F(Structure): _fields_ = [('x', c_float, 3)]",
                    "class F(Structure): _fields_ = [('x', c_char, 3)]",
                    "class F(Structure): _fields_ = [('x', c_void_p, 3)]",
                    "class F(Structure): _fields_ = [('x', P, 3)]"
                ),
                new(
                    "E8",
                    "_pack_ is not negative",
                    "class F(Structure): _pack_ = -1; _fields_ = [('x', c_int)]"
                ),
                new(
                    "E7",
                    "Bit-fields hold what fits their widths",
                    "class F(Structure): _fields_ = [('a', c_uint, 3), ('b', c_uint, 7), ('c', c_int, 5)]\nf = F(9, 127, -3); f, bytes(f)",
                    "class F(Structure): _fields_ = [('a', c_bool, 1), ('b', c_bool, 1)]\nf = F(); f.b = True; f, bytes(f)"
                ),
                new(
                    "F1",
                    "Fields of the other byte order are swapped in memory, and only there",
                    "class F(BigEndianStructure): _fields_ = [('a', c_ushort), ('b', c_int), ('c', c_double)]\nf = F(0x1234, -2, 1.5); f, bytes(f), F.b",
                    "class F(BigEndianStructure): _fields_ = [('m', M), ('a', c_int * 2)]\nf = F(); f.m = 5; f.a[1] = 7; bytes(f)",
                    "class F(BigEndianStructure): _fields_ = [('m', M)]\nf = F(); f.m = M(5)",
                    "class F(BigEndianStructure): _fields_ = [('a', c_ushort, 4), ('b', c_ushort, 12)]\nf = F(5, 0x234); f, bytes(f)",
                    "class F(BigEndianStructure): _fields_ = [('r', R), ('c', c_char * 3), ('b', c_byte)]\nf = F(((1, 2),), b'ab', 5); bytes(f)",
                    "class F(BigEndianStructure): _fields_ = [('x', c_int)]\nclass G(F): _fields_ = [('y', c_short)]\nbytes(G(1, 2)), G.y"
                ),
                new(
                    "F1",
                    "A swapped structure refuses fields that have no other byte order",
                    "class F(BigEndianStructure): _fields_ = [('p', c_void_p)]",
                    "class F(BigEndianStructure): _fields_ = [('p', POINTER(c_int))]",
                    "class F(BigEndianStructure): _fields_ = [('b', c_bool)]",
                    "class F(BigEndianStructure): _fields_ = [('b', c_wchar)]",
                    "class F(BigEndianStructure): _fields_ = [('b', c_longdouble)]"
                ),
                new(
                    "F2",
                    "A swapped structure and a union",
                    "class F(BigEndianStructure): _fields_ = [('u', U)]\nsizeof(F)"
                ),
                new(
                    "E1",
                    "A structure is not indexed or measured, and is always true",
                    "P()[0]",
                    "len(P())",
                    "bool(P()), bool(E())",
                    "P() is P()",
                    "P().x is P().x"
                ),
            ]
        );
}
