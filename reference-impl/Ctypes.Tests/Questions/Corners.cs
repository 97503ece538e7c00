namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // What the themes by subject leave out.
    private static Theme Corners { get; } =
        new(
            "corners",
            Shapes
                + "\n"
                + """
                class G(Structure): _fields_ = [('a', c_uint, 3), ('b', c_int, 7), ('c', c_ulonglong, 60), ('d', c_byte, 2)]
                class W(BigEndianStructure): _fields_ = [('a', c_ushort, 4), ('b', c_ushort, 12), ('c', c_int), ('d', c_short * 3), ('e', c_double)]
                class K(Structure): _fields_ = [('f', CFUNCTYPE(c_int, c_int)), ('p', POINTER(c_int)), ('z', c_char_p)]
                F1 = CFUNCTYPE(c_int, c_int)
                """,
            [
                new(
                    "E1",
                    "An initial value is given by position or by name, not both; a name that is no field becomes an attribute",
                    "P(1, 2, x=3)",
                    "P(1, 2, zz=3).zz",
                    "P(x='a')",
                    "p = P(1, 2); q = P(p.x, p); q"
                ),
                new(
                    "E2",
                    "The initial value of a nested structure is copied, or made of a tuple",
                    "r = R(P(1, 2), b=P(3, 4)); r",
                    "p = P(1, 2); r = R(p); p.x = 9; r.a.x",
                    "R(a=(1,)), R(b=(1, 2))"
                ),
                new(
                    "E1",
                    "A refused initial value is named with the type it should have had",
                    "why(lambda: P(1, 2, 3)), why(lambda: P(1, x=2))",
                    "why(lambda: R((1, 2, 3))), why(lambda: R(5)), why(lambda: R([1]))",
                    "why(lambda: V((1, 2, 3, 4))), why(lambda: V([1])), why(lambda: Q(5)), why(lambda: Q(pointer(c_short())))"
                ),
                new(
                    "E2",
                    "Nested structures can be assigned to themselves; swapped, they are both the same",
                    "r = R(); r.a.x = 5; r.a = r.a; r",
                    "r = R((1, 2), (3, 4)); r.a, r.b = r.b, r.a; r"
                ),
                new(
                    "E3",
                    "An array field takes an array of its own type or a tuple, which need not be full",
                    "v = V((1, 2, 3)); v.v = v.v; v.v[0:2] = [8, 9]; v",
                    "v = V((1, 2, 3)); v.v = (9,); v",
                    "v = V((1, 2, 3)); v.v = (); v",
                    "v = V(); v.v = V((1, 2, 3)).v; v"
                ),
                new(
                    "E3",
                    "An array field refuses text, None, pointers, lists and what is too long",
                    "v = V(); v.v = b'abc'",
                    "v = V(); v.v = 'abc'",
                    "v = V(); v.v = None",
                    "v = V(); v.v = pointer(c_int())",
                    "v = V(); why(lambda: setattr(v, 'v', [1])), why(lambda: setattr(v, 'v', (1, 2, 3, 4))), why(lambda: setattr(v, 'v', (c_short * 3)()))"
                ),
                new(
                    "E3",
                    "A character array field is read up to its NUL",
                    "t = T(b'12345678'[:4], 'abc'); t.c = b''; t.w = ''; t.c, t.w, bytes(t)",
                    "t = T(); t.c = b'a\\0bc'; t.c, bytes(t)[:4]",
                    "t = T(); t.w = 'a\\U0001F600'; t.w"
                ),
                new(
                    "E3",
                    "A character array field refuses text that is too long or of the other kind, and arrays",
                    "t = T(); why(lambda: setattr(t, 'c', b'12345')), why(lambda: setattr(t, 'w', 'abcd')), why(lambda: setattr(t, 'c', 'x')), why(lambda: setattr(t, 'w', b'x'))",
                    "t = T(); t.c = (c_char * 4)(b'a', b'b')"
                ),
                new(
                    "E4",
                    "A function pointer read from its slot calls what is in the slot now",
                    "k = K(F1(lambda x: x + 1)); k.f(4), bool(k.f), k.f is k.f",
                    "k = K(F1(lambda x: x + 1)); g = k.f; k.f = F1(lambda x: x * 2); g(5), k.f(5)"
                ),
                new(
                    "E4",
                    "A slot of NULL is false, or None if it is a string's",
                    "k = K(); bool(k.f), bool(k.p), k.z",
                    "k = K(); k.f = F1(); bool(k.f)",
                    "k = K(); k.p = cast(0, POINTER(c_int)); bool(k.p)"
                ),
                new(
                    "E4",
                    "A slot refuses instances of every other type, callables and byref",
                    "k = K(); k.f = 5",
                    "k = K(); k.f = lambda x: x",
                    "k = K(); k.f = CFUNCTYPE(c_int, c_long)(lambda x: x)",
                    "k = K(); k.p = c_int(5)",
                    "k = K(); k.p = byref(c_int(5))",
                    "k = K(); k.z = c_wchar_p('x')",
                    "k = K(); k.z = bytearray(b'x')",
                    "why(lambda: setattr(K(), 'p', 5)), why(lambda: setattr(K(), 'z', 'x')), why(lambda: setattr(K(), 'f', 5))"
                ),
                new(
                    "E4",
                    "A slot takes a pointer that was cast",
                    "k = K(); k.p = cast(pointer(c_short(5)), POINTER(c_int)); k._objects is None, bool(k.p)"
                ),
                new(
                    "E4",
                    "A string slot takes an address, and reads what lies there",
                    "k = K(); k.z = 0; k.z",
                    "x = create_string_buffer(b'abc'); k = K(); k.z = addressof(x); x.value = b'xyz'; k.z"
                ),
                new(
                    "E5",
                    "The members of a union lie in one place, whichever of them is initialised or set",
                    "u = U(b=(1, 2)); u.i, u.h; u.b[3] = 1; u.i",
                    "u = U(-1); u.h = 0; u.i, bytes(u)",
                    "u = U(); v = U(5); u.b = v.b; u.i",
                    "U(1, (2,), 3).i, U(1, h=2).i"
                ),
                new(
                    "E7",
                    "A bit-field keeps as many bits as it has, with the sign of its type",
                    "g = G(); g.a = 9; g.b = -1; g.c = 2**61 + 5; g.d = 2; g, sizeof(G)",
                    "g = G(); g.b = 64; g.b",
                    "g = G(); g.a = True; g.a",
                    "g = G(7, 63, 2**60 - 1, 1); bytes(g); h = G.from_buffer_copy(bytes(g)); h",
                    "g = G(-1, -1, -1, -1); g.a = 0; g, g.b, g.d",
                    "w = W(); w.a = 5; w.b = 0x123; w, bytes(w)[:2]"
                ),
                new(
                    "E7",
                    "A bit-field refuses what its type refuses, and cannot be deleted",
                    "g = G(); g.a = 1.5",
                    "g = G(); g.a = 'x'",
                    "g = G(); g.a = None",
                    "del G().a; 1"
                ),
                new(
                    "F1",
                    "A structure of the other byte order has its bytes swapped, through views and pointers too",
                    "w = W(1, 2, 3, (4, 5), 1.5); w.d[1] = 7; w.d[0:2] = [8, 9]; w, bytes(w)",
                    "w = W(); w.c = 2**31; w.c",
                    "w = W(); p = pointer(w); p.contents.c = 5; p[0].c, bytes(w)[4:8]",
                    "w = W(); p = cast(byref(w, 4), POINTER(c_int)); w.c = 1; p[0]"
                ),
                new(
                    "F1",
                    "The types of swapped fields are types of their own, and native instances do not fit",
                    "w = W(); w.c = c_int(5)",
                    "w = W(); w.d = (c_short * 3)(1, 2, 3)",
                    "type(W().d)"
                ),
                new(
                    "G3",
                    "A slice may begin, end and step anywhere, in either direction",
                    "a = (c_int * 6)(0, 1, 2, 3, 4, 5); a[::1], a[::3], a[1::2], a[:4:2], a[::-1], a[4::-2], a[:1:-1], a[1:4:-1], a[4:1:-1]",
                    "a = (c_int * 6)(0, 1, 2, 3, 4, 5); a[-3:-1], a[-1:-4:-1], a[-100:100:4], a[100::-4], a[3:3], a[5:2]"
                ),
                new(
                    "G3",
                    "A slice is assigned any sequence of as many items as it selects",
                    "a = (c_int * 6)(); a[::2] = [1, 2, 3]; a[::-3] = (8, 9); a",
                    "a = (c_int * 6)(); a[5:2] = []; a[0:0] = (); a",
                    "a = (c_int * 6)(); a[::2] = [1, 2]",
                    "a = (c_int * 6)(); a[::0] = [1, 2]",
                    "a = (c_int * 6)(); a[1.0:2] = [1]",
                    "a = (c_int * 6)(); a[0:2] = {}"
                ),
                new(
                    "G3",
                    "A slice of numbers or bytes does not take a str, one of wide characters does",
                    "a = (c_int * 3)(); a[0:2] = 'ab'",
                    "a = (c_char * 3)(); a[0:2] = 'ab'",
                    "a = (c_char * 3)(); a[0:2] = bytearray(b'ab'); a.value",
                    "a = (c_wchar * 3)(); a[0:2] = 'ab'; a.value, a[1]"
                ),
                new(
                    "G2",
                    "A wide character element is one character",
                    "a = (c_wchar * 3)(); a[1] = 'ab'"
                ),
                new(
                    "G3",
                    "A slice of characters with a step is bytes or str too",
                    "a = (c_char * 3)(b'a', b'b', b'c'); a[::2], a[::-2], a[2:0:-1], a[1:1]",
                    "a = (c_wchar * 3)('a', 'b', 'c'); a[::2], a[::-2], a[2:0:-1], a[1:1]"
                ),
                new(
                    "G2",
                    "A refused index, slice or attribute is told as CPython tells it",
                    "a = (c_int * 3)(1, 2, 3); why(lambda: a[3]), why(lambda: a['x']), why(lambda: setattr(a, 'zz', 1)), why(lambda: a[::0])"
                ),
                new(
                    "G3",
                    "The elements of a slice of pointers follow their slots",
                    "a = (POINTER(c_int) * 3)(); s = a[0:2]; s[0].contents = c_int(5); a[0][0], bool(a[1])"
                ),
                new(
                    "D6",
                    "An array of char pointers keeps what each of its slots points to",
                    "a = (c_char_p * 3)(b'a', None, b'c'); a[:], a[::-1]; a[1] = b'b'; a[1], a._objects"
                ),
                new(
                    "G2",
                    "An element is converted as its type converts: a bool is normalised, an object is itself, NULL is no object",
                    "a = (c_bool * 2)(); a[0] = 5; a[:], bytes(a)",
                    "a = (py_object * 2)(1, 'x'); a[0], a[1]",
                    "a = (py_object * 2)(); a[0]",
                    "a = (c_int * 3)(1, 2, 3); a[True], a[False]",
                    "list((c_int * 3)(1, 2, 3)), 2 is 2"
                ),
                new(
                    "G4",
                    "value ends at the first NUL, raw and slices show all that is there",
                    "b = create_string_buffer(b'abc', 8); b.raw = memoryview(b'xy'); b.raw, b.value",
                    "b = create_string_buffer(4); b.value = b'a\\0b'; b.raw, b.value",
                    "b = create_string_buffer(4); b.value = b''; b.raw = b''; b.raw",
                    "b = create_string_buffer(4); b.value = b.value; b.raw = b.raw; b.raw",
                    "b = create_unicode_buffer(4); b.value = 'a\\0b'; b[:], b.value",
                    "b = create_unicode_buffer(4); b.value = '\\ud800x'; b[:], b.value",
                    "b = create_unicode_buffer('\\U0001F600'); len(b), b.value"
                ),
                new(
                    "G4",
                    "value and raw refuse what is too long, of the other kind, or not there",
                    "b = create_string_buffer(4); b.raw = 5",
                    "b = create_string_buffer(4); b.raw = None",
                    "b = create_string_buffer(4); b.value = None",
                    "b = create_string_buffer(4); b.value = memoryview(b'ab')",
                    "b = create_unicode_buffer(4); b.value = None",
                    "(c_byte * 3)().value",
                    "why(lambda: setattr(create_string_buffer(3), 'value', b'abcd')), why(lambda: setattr(create_string_buffer(3), 'value', 'a')), why(lambda: setattr(create_string_buffer(3), 'raw', b'abcd'))",
                    "why(lambda: setattr(create_unicode_buffer(3), 'value', 'abcd')), why(lambda: setattr(create_unicode_buffer(3), 'value', b'a'))"
                ),
                new(
                    "G5",
                    "Rows are views at every depth; what is assigned to a row is copied if its type fits",
                    "a = (c_int * 2 * 3 * 2)(); a[1][2][1] = 5; a[1][2][:], len(a), len(a[0]), sizeof(a), bytes(a)[-4:]",
                    "a = (c_int * 2 * 2)((1, 2), (3, 4)); r = a[0]; a[1] = r; r[0] = 9; a",
                    "a = (c_int * 2 * 2)(); a[0:2] = [(1, 2), (3,)]; a",
                    "a = (c_int * 2 * 2)(); a[0] = [1, 2]",
                    "a = (c_char * 3 * 2)(); a[0].value = b'ab'; a[0].value, a[0:2][0].raw",
                    "a = (c_char * 3 * 2)(); a[0] = b'ab'",
                    "a = (c_char * 3 * 2)(); a[0]"
                ),
                new(
                    "H5",
                    "Through a pointer to a pointer the inner one is made to point elsewhere",
                    "x = c_int(5); p = pointer(x); q = pointer(p); q.contents.contents = c_int(7); p[0], x"
                ),
                new(
                    "H3",
                    "contents is a new view of the target; setting it makes the pointer point to another instance",
                    "x = c_int(5); p = pointer(x); p.contents is x, p.contents._b_base_ is p, p.contents._objects",
                    "p = POINTER(c_int)(); p.contents = c_int(3); p[0], bool(p)",
                    "p = pointer(c_int(3)); p.contents = 5",
                    "p = pointer(c_int(3)); p.contents = None",
                    "p = pointer(c_int(3)); p.contents = c_short(5); p._objects"
                ),
                new(
                    "H4",
                    "A pointer is indexed and sliced without bounds, but a slice must say where it ends",
                    "a = (c_int * 4)(1, 2, 3, 4); p = cast(a, POINTER(c_int)); p[1:3], p[0:4:2], p[3:0:-1], p[:2], p[2:2], p[3:1]",
                    "a = (c_int * 4)(1, 2, 3, 4); p = cast(byref(a, 8), POINTER(c_int)); p[-2], p[-2:2], p[-1:-3:-1]",
                    "a = (c_int * 4)(1, 2, 3, 4); p = cast(a, POINTER(c_int)); p[1:]",
                    "p = pointer(c_int(1)); p[::-1]",
                    "p = pointer(c_int(1)); p[0:1:0]",
                    "p = pointer(c_int(1)); p[0:'x']"
                ),
                new(
                    "H4",
                    "A pointer's slices are not assigned, its items not deleted, and it has no length",
                    "p = pointer(c_int(1)); p[0:1] = [5]",
                    "p = pointer(c_int(1)); del p[0]; 1",
                    "p = pointer(c_int(1)); p['x']",
                    "p = pointer(c_int(1)); p[1.0]",
                    "p = pointer(c_int(1)); p[2**70]",
                    "p = pointer(c_int(1)); len(p)"
                ),
                new(
                    "H4",
                    "Assigning an item writes into the target, and refuses what its type refuses",
                    "p = pointer(c_int(1)); p[0] = 'x'",
                    "p = pointer(c_int(1)); p[0] = c_int(7); p[0] = True; p[0]",
                    "p = pointer(P(1, 2)); p[0] = P(3, 4); p[0] = (5, 6); p[0]",
                    "p = pointer(P(1, 2)); p[0] = [1, 2]"
                ),
                new(
                    "H4",
                    "The structures of a pointer's slice are views that keep the pointer",
                    "p = pointer(P(1, 2)); s = p[0:1]; s[0].x = 9; p.contents, s[0]._b_base_ is p"
                ),
                new(
                    "H4",
                    "A slice of a pointer to characters is bytes or a str",
                    "b = create_string_buffer(b'abcdef'); p = cast(b, POINTER(c_char)); p[0], p[0:3], p[4:1:-1]; p[1] = b'X'; b.value",
                    "b = create_unicode_buffer('abc'); p = cast(b, POINTER(c_wchar)); p[0], p[0:3], p[2:0:-1]"
                ),
                new(
                    "H3",
                    "What cannot be followed or pointed to is told as CPython tells it",
                    "p = POINTER(c_int)(); why(lambda: p[0]), why(lambda: p.contents), why(lambda: setattr(p, 'contents', 5)), why(lambda: p(1))"
                ),
                new(
                    "H2",
                    "A pointer type is called with an instance of its target's type",
                    "POINTER(c_int)(c_int(5)) is None, POINTER(P)(P(1, 2)).contents",
                    "POINTER(c_int)(P())[0]",
                    "POINTER(c_int)('x')"
                ),
                new(
                    "H2",
                    "A pointer may point to an array, a string or an object",
                    "p = pointer((c_int * 3)(1, 2, 3)); p.contents[1], p[0][2], type(p)",
                    "p = pointer(c_char_p(b'ab')); p[0], p.contents.value; p[0] = b'xy'; p[0]",
                    "p = pointer(py_object('x')); p[0]"
                ),
                new(
                    "H6",
                    "cast takes an address, a string, an array, a pointer or None; no boxed number, structure or float",
                    "cast(c_int(5), POINTER(c_int))",
                    "cast(P(), POINTER(c_int))",
                    "cast('x', POINTER(c_int)) is None",
                    "cast(1.5, POINTER(c_int))",
                    "cast(None, POINTER(c_int)), cast(None, c_char_p).value, cast(0, c_void_p).value"
                ),
                new(
                    "H6",
                    "cast makes nothing but pointers",
                    "cast(pointer(c_int(5)), c_int)",
                    "cast(pointer(c_int(5)), P)",
                    "cast(pointer(c_int(5)), c_int * 1)",
                    "cast(pointer(c_int(5)), 5)",
                    "why(lambda: cast(1.5, c_void_p)), why(lambda: cast(0, c_int)), why(lambda: cast(0, 5))"
                ),
                new(
                    "H6",
                    "A cast reads the same memory as another type",
                    "cast(pointer(c_int(5)), POINTER(c_byte))[0], type(cast(pointer(c_int(5)), POINTER(c_byte)))",
                    "cast(byref(c_int(5)), POINTER(c_int))[0]",
                    "cast(b'abc', POINTER(c_char))[1], cast(c_char_p(b'abc'), POINTER(c_char))[2]"
                ),
                new(
                    "H6",
                    "A function is cast to a function of another type, and its address to a function",
                    "f = cast(libc.abs, CFUNCTYPE(c_int, c_int)); f(-4)",
                    "cast(cast(libc.abs, c_void_p).value, CFUNCTYPE(c_int, c_int))(-4)"
                ),
                new(
                    "H7",
                    "byref takes an instance and an int, and knows its object",
                    "x = (c_int * 3)(1, 2, 3); byref(x, 4)._obj is x, cast(byref(x, -4 + 8), POINTER(c_int))[0]",
                    "byref(5)",
                    "byref(c_int)",
                    "byref(c_int(), 'x')",
                    "byref(byref(c_int()))"
                ),
                new(
                    "I1",
                    "sizeof, alignment and addressof tell of types and instances, and refuse all else",
                    "sizeof(P), sizeof(P()), sizeof(P * 3), sizeof((P * 3)()), sizeof(POINTER(P)), sizeof(R().a)",
                    "alignment(P), alignment(P()), alignment(c_double), alignment((c_short * 3)()), alignment(POINTER(c_int))",
                    "sizeof(5)",
                    "sizeof(byref(c_int()))",
                    "alignment('x')",
                    "addressof(byref(c_int()))",
                    "a = (P * 3)(); addressof(a[2]) - addressof(a), addressof(a[1:3][1]) - addressof(a)",
                    "x = c_int(); addressof(cast(pointer(x), POINTER(c_int)).contents) == addressof(x)"
                ),
                new(
                    "I2",
                    "What was resized keeps its value and its meaning",
                    "x = c_int(5); resize(x, 16); x.value, sizeof(x), len(bytes(x))",
                    "x = c_int(5); resize(x, 64); x.value = 7; x.value, sizeof(x)",
                    "x = c_longdouble(1.5); resize(x, 32); x.value",
                    "x = c_char(b'a'); resize(x, 4); x.value, bytes(x)",
                    "x = c_bool(True); resize(x, 4); x.value",
                    "x = c_char_p(b'ab'); resize(x, 32); x.value, x._objects",
                    "x = pointer(c_int(5)); resize(x, 64); x[0], x.contents",
                    "x = P(1, 2); resize(x, 16); y = P(3, 4); r = R(); r.a = x; r",
                    "x = P(1, 2); resize(x, 16); bytes(x), bool(x), P.from_buffer(x)",
                    "x = P(1, 2); resize(x, 400); resize(x, 8); sizeof(x), x",
                    "x = (c_char * 4)(); resize(x, 8); x.raw = b'12345678'; x.value = b'1234567'; x.raw, len(x), x[:]",
                    "x = (c_wchar * 2)(); resize(x, 16); x.value = 'abcd'; x.value, x[:]",
                    "x = create_string_buffer(b'abc'); resize(x, 64); memmove(x, b'x' * 63, 63); x.value, len(x)"
                ),
                new(
                    "I2",
                    "resize refuses what is too small or too large, types, and memory that is not owned",
                    "x = P(1, 2); resize(x, 2**62)",
                    "x = P(1, 2); resize(x, 2**70)",
                    "x = P(1, 2); resize(x, -1)",
                    "x = P(1, 2); resize(x, 'x')",
                    "resize(P, 16)",
                    "resize(P.from_address(addressof(P())), 16)",
                    "why(lambda: resize(P(), 4)), why(lambda: resize(R().a, 64)), why(lambda: resize(5, 64))"
                ),
                new(
                    "I3",
                    "memset and memmove write at addresses, arrays, byrefs, overlapping or not",
                    "memset(0, 0, 0), memmove(0, 0, 0)",
                    "x = (c_int * 2)(1, 2); memset(x, 0, 4); memmove(byref(x, 4), x, 2); x",
                    "x = create_string_buffer(b'abcdef'); memmove(byref(x, 2), x, 4); x.value"
                ),
                new(
                    "I3",
                    "memset and memmove convert their arguments as c_void_p and c_int do",
                    "x = bytearray(b'abc'); memmove(x, b'x', 1)",
                    "memset(c_int(), 0, 4)",
                    "memset(b'x' * 1, 'a', 0)",
                    "memmove(create_string_buffer(3), 'ab', 2) is None"
                ),
                new(
                    "I4",
                    "string_at copies as many bytes as asked",
                    "string_at(create_string_buffer(b'abc'), 0), string_at(b'abc', 2), string_at(pointer(c_int(0x41424344)), 4)",
                    "string_at(b'abc', -2)",
                    "string_at(b'abc', 'x')",
                    "string_at(None, 0), string_at(0, 0)",
                    "string_at('ab', 2)"
                ),
                new(
                    "I4",
                    "wstring_at copies as many characters as asked, or all before the NUL",
                    "wstring_at('abc', 2), wstring_at('abc', 0), wstring_at('abc', -1)",
                    "wstring_at(b'\\x41\\0\\0\\0', 1)"
                ),
                new(
                    "I6",
                    "A buffer is made as long as asked, also empty",
                    "create_string_buffer(0).raw, create_unicode_buffer(0)[:]",
                    "create_string_buffer(True).raw",
                    "create_unicode_buffer('ab', 5)[:], create_unicode_buffer('ab', 2)[:]"
                ),
                new(
                    "I6",
                    "A buffer refuses a size that is none, and an initial value that is too long or of another kind",
                    "create_string_buffer(1.5)",
                    "create_string_buffer(2**70)",
                    "create_string_buffer(b'ab', 0)",
                    "create_string_buffer(b'ab', -1)",
                    "create_string_buffer(b'ab', 'x')",
                    "create_string_buffer(bytearray(b'ab'))",
                    "create_unicode_buffer('ab', 1)"
                ),
                new(
                    "J1",
                    "from_buffer lays a structure, an array, a pointer or a function over the source's memory",
                    "b = bytearray(16); p = P.from_buffer(b, 8); p.y = 1; b",
                    "b = bytearray(16); a = (c_int * 4).from_buffer(b); a[3] = -1; b, a._objects is None",
                    "b = bytearray(16); x = R.from_buffer(b); y = x.b; y.x = 1; b, y._b_base_ is x",
                    "b = bytearray(8); x = c_void_p.from_buffer(b); x.value = 5; b",
                    "b = bytearray(8); x = POINTER(c_int).from_buffer(b); x.contents = c_int(7); x[0], x._objects is None",
                    "b = bytearray(8); x = c_char_p.from_buffer(b); x.value = b'abc'; x.value",
                    "b = bytearray(8); f = F1.from_buffer(b); bool(f)",
                    "b = bytearray(4); x = (c_char * 4).from_buffer(b); x.value = b'ab'; b",
                    "x = P(1, 2); y = c_int.from_buffer(x, 4); y.value = 9; x, y._objects is None",
                    "x = (c_int * 2)(1, 2); y = P.from_buffer(x); y.x = 9; x, y"
                ),
                new(
                    "J1",
                    "from_buffer refuses a source that is too short or no buffer",
                    "b = bytearray(16); p = P.from_buffer(b, 9)",
                    "c_int.from_buffer(None)",
                    "c_int.from_buffer(P)"
                ),
                new(
                    "J2",
                    "from_buffer_copy copies the bytes of a pointer, and keeps nothing that it points to",
                    "P.from_buffer_copy(bytearray(b'\\x01\\0\\0\\0\\x02\\0\\0\\0'), 0), P.from_buffer_copy((c_int * 3)(1, 2, 3), 4)",
                    "x = Q(pointer(c_int(5)), 3); y = Q.from_buffer_copy(x); y.n, y.p[0], y._objects"
                ),
                new(
                    "J2",
                    "from_buffer_copy refuses a source that is too short or no buffer",
                    "P.from_buffer_copy(b'1234567')",
                    "P.from_buffer_copy(b'12345678', 1)",
                    "P.from_buffer_copy(None)"
                ),
                new(
                    "J3",
                    "from_address takes an int that is an address",
                    "c_int.from_address(-1) is None",
                    "c_int.from_address(2**64)",
                    "c_int.from_address(c_int(5))"
                ),
                new(
                    "J3",
                    "An object made by from_address shares the memory and keeps nothing",
                    "x = R((1, 2), (3, 4)); y = P.from_address(addressof(x) + 8); y.x = 9; x, y._objects, y._b_base_, y._b_needsfree_",
                    "x = c_int(5); y = M.from_address(addressof(x)); y.value = 6; x"
                ),
                new(
                    "J4",
                    "Exported data can be read as another type, and cannot be resized",
                    "x = (c_byte * 4).in_dll(libc, 'optind'); x[:], x._objects, x._b_needsfree_",
                    "x = c_int.in_dll(libc, 'optind'); resize(x, 64)"
                ),
            ]
        );
}
