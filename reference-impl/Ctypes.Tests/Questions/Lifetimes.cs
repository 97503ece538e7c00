namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // Who keeps whom, in every row that shares memory.
    private static Theme Lifetimes { get; } =
        new(
            "lifetimes",
            Shapes,
            [
                new(
                    "K1",
                    "An object that only itself refers to dies",
                    "o = P(1, 2); lives('o')",
                    "o = P(); o.zz = o; lives('o')",
                    "o = E; E._fields_ = [('p', POINTER(E))]; o = E(); o.p = pointer(o); lives('o')"
                ),
                new(
                    "E2",
                    "A nested structure that was read keeps the outer one alive",
                    "o = R(); v = o.b; lives('o')"
                ),
                new(
                    "G2",
                    "An element that was read keeps the whole array alive, one of a slice too",
                    "o = (P * 40)(); v = o[3]; lives('o')",
                    "o = (P * 40)(); v = o[3:5]; lives('o')"
                ),
                new(
                    "H2",
                    "A pointer keeps its target alive, and so does what is read through it",
                    "o = c_int(4); v = pointer(o); lives('o')",
                    "o = c_int(4); v = pointer(o).contents; lives('o')"
                ),
                new("H7", "byref keeps its object alive", "o = c_int(4); v = byref(o); lives('o')"),
                new(
                    "E4",
                    "A pointer slot keeps its target until it is given another; None is not another",
                    "o = c_int(4); v = Q(pointer(o)); lives('o')",
                    "o = c_int(4); v = Q(pointer(o)); v.p = None; lives('o')",
                    "o = c_int(4); v = Q(pointer(o)); v.p = pointer(c_int()); lives('o')",
                    "o = (c_int * 3)(); v = Q(); v.p = o; lives('o')"
                ),
                new(
                    "H3",
                    "A pointer whose contents are set no longer keeps its former target",
                    "o = c_int(4); v = pointer(o); v.contents = c_int(); lives('o')"
                ),
                new(
                    "G2",
                    "An array of pointers keeps their targets, and a pointer that was read from it keeps the array",
                    "o = c_int(4); v = (POINTER(c_int) * 2)(pointer(o)); lives('o')",
                    "o = c_int(4); v = (POINTER(c_int) * 2)(pointer(o)); w = v[0]; v = None; lives('o')"
                ),
                new(
                    "H6",
                    "What was cast keeps what its source kept, except from a bare address",
                    "o = (c_int * 3)(); v = cast(o, POINTER(c_int)); lives('o')",
                    "o = P(); p = pointer(o); v = cast(cast(p, c_void_p), POINTER(P)); p = None; lives('o')",
                    "o = P(); v = cast(addressof(o), POINTER(P)); lives('o')",
                    "o = create_string_buffer(b'abc'); v = cast(o, c_char_p); lives('o')"
                ),
                new(
                    "J3",
                    "An object at an address keeps nobody alive",
                    "o = P(); v = P.from_address(addressof(o)); lives('o')"
                ),
                new(
                    "J1",
                    "An object in a buffer keeps its source alive, and locks its size until it dies",
                    "o = P(); v = P.from_buffer(o); lives('o')",
                    "b = bytearray(b'abcd'); o = c_int.from_buffer(b); lives('o'); b.extend(b'x'); b",
                    "b = bytearray(b'abcd'); v = memoryview(b); o = c_int.from_buffer(v); lives('o'); b.extend(b'x')"
                ),
                new(
                    "J2",
                    "A copy of a buffer does not keep the buffer",
                    "o = P(); v = P.from_buffer_copy(o); lives('o')"
                ),
                new(
                    "E2",
                    "A structure that was assigned may die, as it was copied",
                    "o = P(1, 2); v = R(); v.a = o; lives('o')"
                ),
                new(
                    "E4",
                    "A slot keeps the target of the pointer that it is given, not the pointer or its owner",
                    "o = Q(pointer(c_int(4))); v = Q(); v.p = o.p; lives('o')",
                    "x = c_int(4); o = pointer(x); v = Q(o); lives('o')"
                ),
                new(
                    "H5",
                    "A pointer to a pointer keeps the inner one, and so does what is read through it",
                    "x = c_int(4); o = pointer(x); v = pointer(o); w = v[0]; v = None; lives('o')"
                ),
                new(
                    "C1",
                    "A function object is kept by what it is cast to; a slot keeps only its thunk",
                    "o = CFUNCTYPE(c_int)(lambda: 1); v = cast(o, c_void_p); lives('o')",
                    "class F(Structure): _fields_ = [('f', CFUNCTYPE(c_int))]\no = CFUNCTYPE(c_int)(lambda: 1); v = F(o); lives('o')",
                    "class F(Structure): _fields_ = [('f', CFUNCTYPE(c_int))]\nv = F(CFUNCTYPE(c_int)(lambda: 7)); v.f()"
                ),
                new(
                    "C4",
                    "A pointer that a callback keeps does not keep the caller's memory",
                    "o = P(1, 2); s = []; f = CFUNCTYPE(None, POINTER(P))(lambda p: s.append(p)); f(o); lives('o')"
                ),
                new(
                    "J5",
                    "A parameter keeps the object it was made from",
                    "o = create_string_buffer(b'abc'); v = c_char_p.from_param(o); lives('o')"
                ),
                new(
                    "K2",
                    "A view keeps the object alive",
                    "o = P(1, 2); v = memoryview(o); lives('o')"
                ),
                new(
                    "D9",
                    "py_object keeps the object alive",
                    "o = P(); v = py_object(o); lives('o')"
                ),
            ]
        );
}
