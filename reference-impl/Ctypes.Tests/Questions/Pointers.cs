namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Pointers { get; } =
        new(
            "pointers",
            Shapes,
            [
                new(
                    "H1",
                    "There is one pointer type for each target, and POINTER(None) is c_void_p",
                    "POINTER(c_int) is POINTER(c_int), POINTER(None) is c_void_p, type(pointer(c_int())) is POINTER(c_int)"
                ),
                new(
                    "H2",
                    "A pointer is made from one instance of its target's type, or is NULL",
                    "POINTER(c_int)(), bool(pointer(c_int()))",
                    "POINTER(c_int)(c_int(5))[0], POINTER(c_int)(c_int(5)).contents",
                    "POINTER(c_int)(5)",
                    "POINTER(c_int)(None)",
                    "POINTER(c_int)(c_int(), 2)",
                    "POINTER(c_int)(c_short(5)), POINTER(c_int)((c_int * 2)(7, 8))[1]",
                    "pointer(1)",
                    "pointer(c_int)"
                ),
                new(
                    "H3",
                    "A NULL pointer is neither read nor written",
                    "POINTER(c_int)()[0]",
                    "POINTER(c_int)().contents",
                    "p = POINTER(c_int)(); p[0] = 1"
                ),
                new(
                    "H3",
                    "contents shares the target, is new each time, and is set to instances only",
                    "x = c_int(5); p = pointer(x); p[0] = 7; p.contents.value = 8; x, p[0], p.contents is x",
                    "p = pointer(c_int()); p.contents is p.contents",
                    "x = P(1, 2); y = P(3, 4); p = pointer(x); c = p.contents; p.contents = y; p[0].x = 30; c, y",
                    "p = pointer(c_int()); p.contents = c_short(); 1",
                    "p = pointer(c_int()); p.contents = 3",
                    "p = pointer(c_int()); del p.contents; 1"
                ),
                new(
                    "H4",
                    "Assigning to an item copies a structure or a tuple into the target",
                    "x = P(1, 2); p = pointer(x); p[0] = P(5, 6); x",
                    "x = P(1, 2); p = pointer(x); p[0] = (7, 8); x",
                    "p = pointer(c_int()); p[0] = 'x'",
                    "p = pointer(c_int()); del p[0]; 1"
                ),
                new(
                    "H4",
                    "A pointer is read at any index and by slices that have an end",
                    "a = (c_int * 5)(1, 2, 3, 4, 5); p = cast(a, POINTER(c_int)); p[1], p[0:3], p[:2], p[4:1:-1], p[0:5:2], p[3:1]",
                    "a = (c_int * 5)(1, 2, 3, 4, 5); p = cast(addressof(a) + 8, POINTER(c_int)); p[-1], p[-2:1]",
                    "p = pointer(c_int()); p[:]",
                    "p = pointer(c_int()); p[::-1]",
                    "p = pointer(c_int()); p[0:1:0]",
                    "p = pointer(c_int()); p[0:2] = [1, 2]",
                    "p = pointer(c_int()); p['x']",
                    "p = pointer(c_int()); p[None]"
                ),
                new(
                    "H4",
                    "A slice of a pointer to characters is bytes or a str, in any step",
                    "p = cast(b'hello', POINTER(c_char)); p[0], p[0:5], p[4:0:-1], p[1:5:2], p[3:1]",
                    "p = cast(create_unicode_buffer('hello'), POINTER(c_wchar)); p[0], p[0:5], p[4:0:-1]"
                ),
                new("H4", "A pointer has no length", "len(pointer(c_int()))"),
                new(
                    "H5",
                    "A pointer read through another pointer follows its slot",
                    "x = c_int(1); p = pointer(x); q = pointer(p); q[0][0] = 5; x, q.contents[0], q.contents.contents",
                    "x = c_int(1); y = c_int(2); p = pointer(x); q = pointer(p); q[0] = pointer(y); p[0]",
                    "x = c_int(1); y = c_int(2); p = pointer(x); q = pointer(p); q.contents = pointer(y); p[0], q[0][0]"
                ),
                new(
                    "H4",
                    "Structures read through a pointer are new views that have it as their base",
                    "a = (P * 3)((1, 2), (3, 4), (5, 6)); p = cast(a, POINTER(P)); p[1].x = 30; p[0:3], a[1]",
                    "p = pointer(P(1, 2)); p[0] is p[0], p.contents._b_base_ is p"
                ),
                new(
                    "H6",
                    "cast takes pointers, addresses and None, and refuses what has no address",
                    "cast(c_void_p(5), POINTER(c_int))",
                    "cast(5, c_void_p).value, cast(None, c_void_p).value, cast(None, POINTER(c_int))",
                    "cast(c_int(5), c_void_p)",
                    "cast(P(), c_void_p)",
                    "cast(1.5, c_void_p)",
                    "cast(bytearray(b'x'), c_void_p)"
                ),
                new(
                    "H6",
                    "cast refuses a type that is no pointer",
                    "cast(1, c_int)",
                    "cast(1, P)",
                    "cast(1, 4)"
                ),
                new(
                    "H6",
                    "The same memory is read through a cast, whatever it comes from",
                    "cast(b'abc', c_char_p).value",
                    "x = c_int(0x01020304); cast(byref(x), POINTER(c_ubyte))[0:4]",
                    "x = c_int(0x01020304); cast(pointer(x), POINTER(c_ubyte))[0:4]",
                    "t = create_string_buffer(b'text'); cast(t, c_char_p).value, cast(t, c_void_p).value == addressof(t)",
                    "f = CFUNCTYPE(c_int, c_int)(lambda x: x + 1); cast(cast(f, c_void_p), CFUNCTYPE(c_int, c_int))(4)"
                ),
                new(
                    "H7",
                    "byref takes instances only, and an offset in bytes",
                    "byref(5)",
                    "byref(c_int)",
                    "x = c_int(); byref(x)._obj is x",
                    "a = (c_int * 3)(1, 2, 3); cast(byref(a, 4), POINTER(c_int))[0]"
                ),
                new(
                    "E12",
                    "Structures that point to their like make a list",
                    "E._fields_ = [('next', POINTER(E)), ('n', c_int)]; a = E(None, 1); b = E(pointer(a), 2); b.next[0].n = 5; a.n, bool(a.next)"
                ),
                new(
                    "H5",
                    "A slot reached through a pointer to pointers keeps what it is given, under the path of the slot",
                    "A = POINTER(c_int) * 3; a = A(); p = cast(a, POINTER(POINTER(c_int))); p[2] = pointer(c_int(9)); a[2][0], a._objects, p._objects",
                    "x = c_int(1); p = pointer(x); pp = pointer(p); pp[0].contents = c_int(7); p[0], pp.contents[0], p._objects, pp._objects"
                ),
                new(
                    "H1",
                    "A subclass of a pointer type without a _type_ of its own converts nothing but None",
                    "class X(POINTER(c_int)): pass\ntold(lambda: X.from_param(X())), told(lambda: X.from_param(c_int())), X.from_param(None)"
                ),
            ]
        );
}
