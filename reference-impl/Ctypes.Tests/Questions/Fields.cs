namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // What a class statement says, and the descriptors that it makes.
    private static Theme Fields { get; } =
        new(
            "fields",
            Shapes
                + "\n"
                + """
                class G(Structure): _fields_ = [('a', c_uint, 3), ('b', c_uint, 7), ('c', c_short, 5), ('d', c_byte)]
                class H(Structure): _anonymous_ = ['u']; _fields_ = [('x', c_int), ('u', U), ('y', c_int)]
                """,
            [
                new(
                    "E11",
                    "A field's descriptor tells where its bytes and bits are, and since 3.14 its name and type",
                    "P.x.offset, P.y.offset, P.y.size, V.n.offset, V.v.size",
                    "G.a.offset, G.a.size, G.b.size, G.c.offset, G.c.size, G.d.offset",
                    "P.y.name, P.y.type, P.y.byte_offset, P.y.byte_size, P.y.bit_offset, P.y.bit_size, P.y.is_bitfield, P.y.is_anonymous",
                    "G.b.name, G.b.type, G.b.byte_offset, G.b.byte_size, G.b.bit_offset, G.b.bit_size, G.b.is_bitfield, G.b.is_anonymous",
                    "G.c.byte_offset, G.c.byte_size, G.c.bit_offset, G.c.bit_size",
                    "H.u.is_anonymous, H.u.name, H.u.type, H.h.name, H.h.byte_offset, H.h.is_anonymous, H.b.type",
                    "P.x.type is c_int, V.v.type is c_int * 3",
                    "class F(BigEndianStructure): _fields_ = [('a', c_uint, 3), ('b', c_uint, 7), ('c', c_int)]\nF.a.size, F.b.size, F.c.size, F.a.offset",
                    "class F(BigEndianStructure): _fields_ = [('a', c_uint, 3), ('b', c_uint, 7), ('c', c_int)]\nF.a.bit_offset, F.b.bit_offset, F.b.bit_size, F.c.type"
                ),
                new(
                    "E11",
                    "A descriptor cannot be changed",
                    "P.x.offset = 3",
                    "P.x.size = 3",
                    "P.x.name = 'z'",
                    "P.x.zz = 3",
                    "P.x.zz",
                    "why(lambda: setattr(P.x, 'offset', 3)), why(lambda: setattr(P.x, 'size', 3))",
                    "del P.x.size; 1"
                ),
                new(
                    "E11",
                    "A class has one descriptor for each field",
                    "P.x is P.x, H.h is H.h, H.h is U.h"
                ),
                new(
                    "E12",
                    "_fields_, _pack_ and _anonymous_ are read where the class has them",
                    "P._fields_",
                    "D._fields_, H._anonymous_",
                    "E._fields_",
                    "class F(P): pass\nF._fields_",
                    "class F(Structure): _pack_ = 2; _fields_ = [('x', c_char), ('y', c_int)]\nF._pack_",
                    "P._pack_"
                ),
                new(
                    "E13",
                    "A structure's class has attributes as any class; a field replaces one of its name, and can be replaced",
                    "P.__name__, P.zz",
                    "P.x = 5; P(1, 2).y",
                    "P.zz = 5; P.zz, P().zz",
                    "del P.zz; 1",
                    "P.zz = 5; del P.zz; P.zz",
                    "class F(Structure): zz = 7; _fields_ = [('x', c_int)]\nF.zz, F(3).zz, F(3).x",
                    "class F(Structure): zz = 7; _fields_ = [('x', c_int)]\nf = F(); f.zz = 8; f.zz, F.zz",
                    "class F(Structure): x = 7; _fields_ = [('x', c_int)]\nF(3).x",
                    "class F(Structure): _fields_ = [('value', c_int), ('contents', c_int), ('raw', c_int)]\nf = F(1, 2, 3); f.value, f.contents, f.raw"
                ),
                new(
                    "E1",
                    "_fields_ is a sequence of names and types",
                    "class F(Structure): _fields_ = [('_fields_', c_int)]\nsizeof(F)",
                    "class F(Structure): _fields_ = (('x', c_int), ('y', c_int))\nF(1, 2)",
                    "class F(Structure): _fields_ = [['x', c_int]]",
                    "class F(Structure): _fields_ = [('x',)]",
                    "class F(Structure): _fields_ = [('x', c_int, 3, 4)]",
                    "class F(Structure): _fields_ = [(1, c_int)]",
                    "class F(Structure): _fields_ = [('x', 1)]",
                    "class F(Structure): _fields_ = [('x', None)]",
                    "class F(Structure): _fields_ = ['ab']",
                    "class F(Structure): _fields_ = 5",
                    "class F(Structure): _fields_ = None",
                    "class F(Structure): _fields_ = 'ab'"
                ),
                new(
                    "E7",
                    "The width of a bit-field is an int from one to the bits of its type, which is an integer",
                    "class F(Structure): _fields_ = [('x', c_int, 'y')]",
                    "class F(Structure): _fields_ = [('x', c_int, 1.5)]",
                    "class F(Structure): _fields_ = [('x', c_int, -1)]",
                    "class F(Structure): _fields_ = [('x', c_int, 2**40)]",
                    "class F(Structure): _fields_ = [('x', c_int, True)]\nsizeof(F), F.x.size",
                    "class F(Structure): _fields_ = [('x', c_bool, 9)]",
                    "class F(Structure): _fields_ = [('x', c_wchar, 3)]",
                    "class F(Structure): _fields_ = [('x', M, 3)]\nF(3).x, F(7).x",
                    "class F(Structure): _fields_ = [('x', c_int * 2, 3)]",
                    "class F(Structure): _fields_ = [('x', POINTER(c_int), 3)]"
                ),
                new(
                    "E6",
                    "The fields of an anonymous member are the outer structure's, at their own offsets",
                    "h = H(1, (5,), 3); h.i, h.u.i, h.y; h.h = 9; h.i, h.u.h",
                    "class F(Structure): _anonymous_ = 'u'; _fields_ = [('u', U)]\nF(i=3).u.i",
                    "class F(Structure): _anonymous_ = ['h']; _fields_ = [('h', H)]\nf = F(); f.i = 5; f.x = 3; f.h.u.i, f.h.x, F.i.offset, F.y.offset",
                    "class F(Structure): _anonymous_ = ['a', 'b']; _fields_ = [('a', P), ('b', P)]\nf = F((1, 2), (3, 4)); f.x, f.y",
                    "class F(Structure): _anonymous_ = ['p']; _fields_ = [('x', c_int), ('p', P)]\nf = F(1, (5, 6)); f.x, F.x.offset",
                    "class F(P): _anonymous_ = ['u']; _fields_ = [('u', U)]\nF(1, 2, (3,)).i, F.i.offset"
                ),
                new(
                    "E6",
                    "_anonymous_ names fields that are structures or unions",
                    "class F(Structure): _anonymous_ = 5; _fields_ = [('u', U)]",
                    "class F(Structure): _anonymous_ = ['v']; _fields_ = [('u', U)]",
                    "class F(Structure): _anonymous_ = [1]; _fields_ = [('u', U)]",
                    "class F(Structure): _anonymous_ = ['x']; _fields_ = [('x', c_int)]",
                    "class F(Structure): _anonymous_ = ['x']; _fields_ = [('x', POINTER(P))]",
                    "class F(Structure): _anonymous_ = ['x']; x = 5; _fields_ = [('y', c_int)]"
                ),
                new(
                    "E8",
                    "_pack_ is neither negative nor large; what else it may be has changed in 3.14",
                    "class F(Structure): _pack_ = 'x'; _fields_ = [('x', c_int)]",
                    "class F(Structure): _pack_ = 1.5; _fields_ = [('x', c_int)]",
                    "class F(Structure): _pack_ = None; _fields_ = [('x', c_int)]",
                    "class F(Structure): _pack_ = 2**31; _fields_ = [('x', c_int)]",
                    "class F(Structure): _pack_ = 2**70; _fields_ = [('x', c_int)]",
                    "class F(Structure): _pack_ = True; _fields_ = [('a', c_char), ('x', c_int)]\nsizeof(F)",
                    "class F(Structure): _pack_ = -2; _fields_ = []"
                ),
                new(
                    "E8",
                    "_pack_ without _layout_ is warned of since 3.14",
                    "class F(Structure): _pack_ = 1; _fields_ = [('a', c_int)]\nwarned",
                    "class F(Structure): _pack_ = 1; _layout_ = 'ms'; _fields_ = [('a', c_int)]\nwarned",
                    "class F(Structure): _pack_ = 0; _fields_ = [('a', c_int)]\nwarned",
                    "class F(Structure): _pack_ = 1; _fields_ = []\nwarned",
                    "class F(Union): _pack_ = 1; _fields_ = [('a', c_char), ('b', c_int)]\nwarned, sizeof(F), alignment(F)",
                    "class F(BigEndianStructure): _pack_ = 1; _fields_ = [('a', c_char), ('b', c_int)]\nwarned, sizeof(F), alignment(F)",
                    "class F(Structure): _pack_ = 1\nwarned"
                ),
                new(
                    "E10",
                    "_layout_ is ms or gcc-sysv, and the latter knows no _pack_",
                    "class F(Structure): _layout_ = 'gcc-sysv'; _pack_ = 1; _fields_ = [('a', c_int)]",
                    "class F(Structure): _layout_ = 'gcc-sysv'; _fields_ = [('a', c_int, 3), ('b', c_short, 4)]\nsizeof(F), F.b.offset, F.b.size",
                    "class F(Structure): _layout_ = 'ms'; _fields_ = [('a', c_int, 3), ('b', c_short, 4)]\nsizeof(F), F.b.offset, F.b.size",
                    "class F(Structure): _layout_ = 'sysv'; _fields_ = [('a', c_int)]",
                    "class F(Structure): _layout_ = 5; _fields_ = [('a', c_int)]",
                    "class F(Structure): _layout_ = None; _fields_ = [('a', c_int)]"
                ),
                new(
                    "E9",
                    "_align_ raises the alignment and with it the size, and never lowers it",
                    "class F(Structure): _align_ = 8; _fields_ = [('a', c_int)]\nsizeof(F), alignment(F)",
                    "class F(Structure): _align_ = 2; _fields_ = [('a', c_int)]\nsizeof(F), alignment(F)",
                    "class F(Structure): _align_ = 0; _fields_ = [('a', c_int)]\nsizeof(F), alignment(F)",
                    "class F(Structure): _align_ = 8; _fields_ = [('a', c_int)]\nclass K(F): _fields_ = [('b', c_int)]\nsizeof(K), alignment(K), K.b.offset",
                    "class F(Structure): _align_ = 8; _fields_ = []\nsizeof(F), alignment(F)",
                    "class F(Union): _align_ = 16; _fields_ = [('a', c_char), ('b', c_int)]\nsizeof(F), alignment(F)",
                    "class F(Structure): _align_ = 16; _pack_ = 1; _fields_ = [('a', c_char), ('b', c_int)]\nsizeof(F), alignment(F), F.b.offset",
                    "class F(Structure): _align_ = 16; _fields_ = [('a', c_char)]\nclass K(Structure): _fields_ = [('a', c_char), ('f', F)]\nsizeof(K), K.f.offset",
                    "class F(BigEndianStructure): _align_ = 16; _fields_ = [('a', c_char), ('b', c_int)]\nsizeof(F), alignment(F)"
                ),
                new(
                    "E9",
                    "_align_ need not be a power of two, but has to be a number",
                    "class F(Structure): _align_ = 3; _fields_ = [('a', c_int)]\nsizeof(F), alignment(F)",
                    "class F(Structure): _align_ = 'x'; _fields_ = [('a', c_int)]\n1"
                ),
                new(
                    "E12",
                    "_fields_ are final once they were set, or the type has an instance, a subclass or is a field",
                    "E._fields_ = [('a', c_int)]; E._fields_ = [('b', c_int)]",
                    "why(lambda: setattr(P, '_fields_', []))",
                    "e = E(); tries(lambda: setattr(E, '_fields_', [('a', c_int)]))",
                    "class F(E): pass\ntries(lambda: setattr(E, '_fields_', [('a', c_int)]))",
                    "class F(Structure): _fields_ = [('e', E)]\ntries(lambda: setattr(E, '_fields_', [('a', c_int)])), sizeof(F)"
                ),
                new(
                    "E12",
                    "Arrays, functions and pointers of a type leave its _fields_ to be set",
                    "A = E * 2; tries(lambda: setattr(E, '_fields_', [('a', c_int)])), sizeof(A), sizeof(E)",
                    "a = (E * 2)(); tries(lambda: setattr(E, '_fields_', [('a', c_int)])), sizeof(E)",
                    "f = CFUNCTYPE(None, E); tries(lambda: setattr(E, '_fields_', [('a', c_int)])), sizeof(E)",
                    "p = POINTER(E)(); tries(lambda: setattr(E, '_fields_', [('a', c_int)])), sizeof(E)"
                ),
                new(
                    "E12",
                    "_fields_ that were refused can be set again; what they leave behind has changed in 3.14",
                    "E._fields_ = [('a', 5)]",
                    "s = tries(lambda: setattr(E, '_fields_', [('a', 5)])); E._fields_ = [('b', c_int)]; s, E(3).b",
                    "s = tries(lambda: setattr(E, '_fields_', [('a', c_int, 99)])); t = tries(lambda: setattr(E, '_fields_', [('b', c_int)])); s, t, sizeof(E)",
                    "s = tries(lambda: setattr(E, '_fields_', [('a', c_int), ('b', E)])); s, tries(lambda: E.a), sizeof(E)",
                    "tries(lambda: setattr(E, '_fields_', [('a', 5)])), tries(lambda: E._fields_)"
                ),
                new(
                    "E12",
                    "A structure may hold pointers to itself",
                    "p = POINTER(E); E._fields_ = [('p', p), ('n', c_int)]; e = E(); e.p = p(e); e.n = 4; e.p[0].n, e.p.contents.p.contents.n"
                ),
                new(
                    "E13",
                    "A subclass's fields follow its base's",
                    "class F(D): _fields_ = [('w', c_short)]\nF(1, 2, 3, 4), sizeof(F), F.w.offset, F.x.offset",
                    "class F(D): _fields_ = [('x', c_short)]\nf = F(1, 2, 3, 4); f.x, F.x.offset, bytes(f)",
                    "class F(D): _fields_ = []\nF(1, 2, 3), sizeof(F)",
                    "class F(U): _fields_ = [('q', c_longlong)]\nsizeof(F), F.q.offset, F(1).i",
                    "class F(U): pass\nF(5).h, sizeof(F)"
                ),
                new(
                    "E13",
                    "An attribute set on a view is lost when the field is read again",
                    "r = R(); r.a.zz = 5; r.a.zz",
                    "r = R((1, 2)); q = r.a; q.zz = 5; q.zz, tries(lambda: r.a.zz)"
                ),
                new(
                    "E14",
                    "An array at the end reaches as far as resize made room, by its pointer only",
                    "class F(Structure): _fields_ = [('n', c_int), ('a', c_int * 0)]\nf = F(3); sizeof(F), F.a.offset, F.a.size, len(f.a)",
                    "class F(Structure): _fields_ = [('n', c_int), ('a', c_int * 0)]\nf = F(3); resize(f, 12); sizeof(f), cast(f.a, POINTER(c_int))[1]",
                    "class F(Structure): _fields_ = [('n', c_int), ('a', c_int * 0)]\nf = F(3); f.a[0]",
                    "class F(Structure): _fields_ = [('n', c_int), ('a', c_char * 1)]\nf = F(3); resize(f, 12); f.a, sizeof(f)"
                ),
                new(
                    "E14",
                    "An empty structure has size 0, as a field and as an element",
                    "class F(Structure): _fields_ = [('e', E), ('n', c_int)]\nsizeof(F), F.n.offset, alignment(F)",
                    "class F(Structure): _fields_ = []\nsizeof(F), alignment(F), bytes(F()), sizeof(F * 4)",
                    "class F(Structure): pass\nsizeof(F), sizeof(F * 4), bool(F())"
                ),
                new(
                    "F1",
                    "An integer or a float has a type of the other byte order, a character none of its own, a pointer none",
                    "c_int.__ctype_be__ is c_int.__ctype_be__, c_int.__ctype_le__ is c_int, c_int.__ctype_be__.__ctype_le__ is c_int, c_byte.__ctype_be__ is c_byte",
                    "c_int.__ctype_be__.__name__, bytes(c_int.__ctype_be__(5)), c_int.__ctype_be__(5).value, bool(c_int.__ctype_be__(0))",
                    "bytes(c_double.__ctype_be__(1.5)), bytes(c_float.__ctype_be__(1.5)), bytes(c_ushort.__ctype_be__(0x1234)), bytes(c_longlong.__ctype_be__(-2))",
                    "c_char.__ctype_be__ is c_char, tries(lambda: c_bool.__ctype_be__), tries(lambda: c_wchar.__ctype_be__), tries(lambda: c_void_p.__ctype_be__), tries(lambda: c_longdouble.__ctype_be__)",
                    "tries(lambda: M.__ctype_be__), tries(lambda: M.__ctype_le__), tries(lambda: P.__ctype_be__), tries(lambda: (c_int * 2).__ctype_be__), tries(lambda: POINTER(c_int).__ctype_be__)"
                ),
                new(
                    "F1",
                    "_swappedbytes_ marks the classes of the other byte order",
                    "BigEndianStructure._swappedbytes_",
                    "class F(BigEndianStructure): _fields_ = [('a', c_int)]\nF._swappedbytes_, tries(lambda: P._swappedbytes_)"
                ),
                new(
                    "F1",
                    "Structures hold fields of both byte orders, inherit and nest",
                    "class F(BigEndianStructure): _fields_ = [('a', c_int)]\nclass K(F): _fields_ = [('b', c_short)]\nclass L(Structure): _fields_ = [('k', K), ('n', c_short)]\nbytes(L((1, 2), 3))",
                    "class F(BigEndianStructure): _fields_ = [('a', c_int.__ctype_le__), ('b', c_int.__ctype_be__)]\nf = F(1, 2); bytes(f)",
                    "class F(Structure): _fields_ = [('a', c_int.__ctype_be__), ('b', c_ushort.__ctype_be__ * 2)]\nf = F(1, (2, 3)); bytes(f), f.a, f.b[1]",
                    "class F(LittleEndianStructure): _fields_ = [('a', c_int)]\nbytes(F(1)), F.a.size, tries(lambda: F._swappedbytes_)"
                ),
                new(
                    "F2",
                    "A union of either byte order has one place for its members",
                    "class F(BigEndianUnion): _fields_ = [('a', c_int), ('b', c_ubyte * 4)]\nf = F(1); bytes(f), f.b[3]",
                    "class F(LittleEndianUnion): _fields_ = [('a', c_int), ('b', c_ubyte * 4)]\nf = F(1); bytes(f), f.b[3]",
                    "class F(BigEndianUnion): _fields_ = [('p', P), ('b', c_short)]\nf = F((1, 2)); bytes(f)"
                ),
                new(
                    "F2",
                    "A swapped structure holds a union",
                    "class F(BigEndianStructure): _fields_ = [('u', U), ('a', c_int)]\nf = F((1,), 2); bytes(f)"
                ),
                new(
                    "F1",
                    "Pointers, objects, functions and bools have no other byte order",
                    "class F(BigEndianStructure): _fields_ = [('p', py_object)]",
                    "class F(BigEndianStructure): _fields_ = [('p', CFUNCTYPE(None))]",
                    "class F(BigEndianStructure): _fields_ = [('p', c_char_p)]",
                    "class F(BigEndianStructure): _fields_ = [('p', c_void_p * 2)]",
                    "class F(BigEndianStructure): _fields_ = [('a', c_bool, 1)]"
                ),
                new(
                    "F1",
                    "Arrays of swapped numbers and pointers to them read and write in their order",
                    "class F(BigEndianStructure): _fields_ = [('p', c_int * 2 * 3)]\nf = F(); f.p[1][0] = 5; bytes(f)",
                    "(c_int.__ctype_be__ * 2)(1, 2)[:], bytes((c_int.__ctype_be__ * 2)(1, 2)), pointer(c_int.__ctype_be__(5))[0]"
                ),
            ]
        );
}
