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

    // E1 to E7, E12, E13, F1.
    private static Theme Structures { get; } =
        new(
            "structures",
            Shapes,
            [
                "P(), P(1), P(1, 2), P(y=5), P(1, y=2)",
                "P(1, 2, 3)",
                "P(1, x=2)",
                "P(zz=1).zz",
                "P('a')",
                "P().zz",
                "p = P(); p.zz = 5; p.zz",
                "del P().x; 1",
                "r = R((1, 2), (3, 4)); q = r.b; q.x = 7; r, q",
                "r = R((1, 2), (3, 4)); r.a is r.a",
                "r = R(P(1, 2)); p = P(8, 9); r.a = p; p.x = 100; r",
                "r = R(); r.a = (5,); r",
                "R((1, 2, 3))",
                "R(('x',))",
                "R([1, 2])",
                "R(5)",
                "R(None)",
                "R(R())",
                "V((1, 2)), V((1, 2, 3), 4)",
                "V((1, 2, 3, 4))",
                "V([1, 2, 3])",
                "v = V(); v.v = (c_int * 3)(7, 8, 9); v",
                "v = V(); v.v = (c_int * 4)(7, 8, 9); v",
                "v = V(); w = v.v; w[1] = 5; v",
                "q = Q(pointer(c_int(5)), 3); q.p[0], q",
                "q = Q(); q.p = None; q",
                "Q(5)",
                "Q(pointer(c_short(5)))",
                "q = Q(); q.p = (c_int * 3)(1, 2, 3); q.p[2]",
                "q = Q(); q.p = (c_short * 3)(1, 2, 3)",
                "one = c_int(1); two = c_int(2); q = Q(pointer(one)); s = q.p; q.p = pointer(two); s[0]",
                "one = c_int(1); two = c_int(2); q = Q(pointer(one)); s = q.p; s.contents = two; q.p[0]",
                "z = Z(); z.z = b'abc'; z.w = 'def'; z.v = 5; z.z, z.w, z.v",
                "z = Z(); z.z = c_char_p(b'xyz'); z.z",
                "z = Z(); z.v = b'abc'",
                "z = Z(); z.v = c_void_p(7); z.v",
                "z = Z(); z.v = pointer(c_int())",
                "z = Z(); z.z = create_string_buffer(b'x')",
                "z = Z(); z.z = 'x'",
                "t = T(); t.c = b'abcd'; t.w = 'xyz'; t.c, t.w",
                "t = T(b'1234'); t.c = b'ab'; t.c, bytes(t)[:4]",
                "t = T(); t.c = b'abcde'",
                "t = T(); t.w = 'wxyz'",
                "t = T(); t.c = bytearray(b'ab')",
                "t = T(); t.c = (c_char * 4)()",
                "t = T(); t.w = b'x'",
                "b = B(M(5), 6); m = b.m; m.value = 50; b, type(b.m)",
                "b = B(5); b.m",
                "b = B(c_int(5))",
                "p = P(); p.x = c_int(5); p",
                "p = P(); p.x = M(5); p",
                "p = P(); p.x = c_short(5); p",
                "u = U(); u.i = -2; u.h, list(u.b)",
                "u = U(); b = u.b; u.i = -2; b[3] = 1; u.i",
                "U(1, (9, 8, 7, 6))",
                "U(h=5)",
                "E(), sizeof(E), alignment(E)",
                "E(1)",
                "x = E(); E._fields_ = [('a', c_int)]; 1",
                "sizeof(E); POINTER(E); E._fields_ = [('a', c_int)]; sizeof(E), E(5)",
                "A = E * 3; E._fields_ = [('a', c_int)]; sizeof(A), sizeof(E * 3)",
                "P._fields_ = []; 1",
                "E._fields_ = [('a', E)]; 1",
                "E._fields_ = [('p', POINTER(E)), ('n', c_int)]; e = E(None, 5); e.p = pointer(e); e.p.contents.n",
                "D(1, 2, 3), D(z=5), D(1, 2), sizeof(D)",
                "D(1, 2, 3, 4)",
                "class F(P): pass\nF(1, 2), sizeof(F), F.x",
                "class F(P): pass\nF._fields_ = [('q', c_short)]; F(1, 2, 3), sizeof(F)",
                "class F(P): pass\nP._fields_ = []; 1",
                "r = R(); r.a = D(1, 2, 3); r",
                "class F(Structure): _fields_ = [('a', c_int), ('a', c_short)]\nF(1, 2), F.a",
                "class F(Structure): _anonymous_ = ['u']; _fields_ = [('x', c_int), ('u', U), ('y', c_int)]\nf = F(1, (5,), 3); f.i, f.h, F.i, F.y",
                "class F(Structure): _anonymous_ = ['u']; _fields_ = [('x', c_int), ('u', U)]\nf = F(i=3); f.u.i, f.b[0]",
                "class F(Structure): _anonymous_ = ['z']; _fields_ = [('x', c_int)]",
                "class F(Structure): _anonymous_ = ['x']; _fields_ = [('x', c_int)]",
                "class F(Structure): _fields_ = [('x', c_int, 0)]",
                "class F(Structure): _fields_ = [('x', c_int, 33)]",
                "class F(Structure): _fields_ = [('x', c_float, 3)]",
                "class F(Structure): _fields_ = [('x', c_char, 3)]",
                "class F(Structure): _fields_ = [('x', c_void_p, 3)]",
                "class F(Structure): _fields_ = [('x', P, 3)]",
                "class F(Structure): _pack_ = -1; _fields_ = [('x', c_int)]",
                "class F(Structure): _fields_ = [('a', c_uint, 3), ('b', c_uint, 7), ('c', c_int, 5)]\nf = F(9, 127, -3); f, bytes(f)",
                "class F(Structure): _fields_ = [('a', c_bool, 1), ('b', c_bool, 1)]\nf = F(); f.b = True; f, bytes(f)",
                "class F(BigEndianStructure): _fields_ = [('a', c_ushort), ('b', c_int), ('c', c_double)]\nf = F(0x1234, -2, 1.5); f, bytes(f), F.b",
                "class F(BigEndianStructure): _fields_ = [('m', M), ('a', c_int * 2)]\nf = F(); f.m = 5; f.a[1] = 7; bytes(f)",
                "class F(BigEndianStructure): _fields_ = [('m', M)]\nf = F(); f.m = M(5)",
                "class F(BigEndianStructure): _fields_ = [('a', c_ushort, 4), ('b', c_ushort, 12)]\nf = F(5, 0x234); f, bytes(f)",
                "class F(BigEndianStructure): _fields_ = [('r', R), ('c', c_char * 3), ('b', c_byte)]\nf = F(((1, 2),), b'ab', 5); bytes(f)",
                "class F(BigEndianStructure): _fields_ = [('p', c_void_p)]",
                "class F(BigEndianStructure): _fields_ = [('p', POINTER(c_int))]",
                "class F(BigEndianStructure): _fields_ = [('b', c_bool)]",
                "class F(BigEndianStructure): _fields_ = [('b', c_wchar)]",
                "class F(BigEndianStructure): _fields_ = [('b', c_longdouble)]",
                "class F(BigEndianStructure): _fields_ = [('u', U)]\nsizeof(F)",
                "class F(BigEndianStructure): _fields_ = [('x', c_int)]\nclass G(F): _fields_ = [('y', c_short)]\nbytes(G(1, 2)), G.y",
                "P()[0]",
                "len(P())",
                "bool(P()), bool(E())",
                "P() is P()",
                "P().x is P().x",
            ]
        );
}
