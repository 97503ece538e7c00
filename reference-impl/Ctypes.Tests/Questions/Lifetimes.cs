namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    // K1: who keeps whom, with every row that shares memory.
    private static Theme Lifetimes { get; } =
        new(
            "lifetimes",
            Shapes,
            [
                "o = P(1, 2); lives('o')",
                "o = R(); v = o.b; lives('o')",
                "o = (P * 40)(); v = o[3]; lives('o')",
                "o = (P * 40)(); v = o[3:5]; lives('o')",
                "o = c_int(4); v = pointer(o); lives('o')",
                "o = c_int(4); v = pointer(o).contents; lives('o')",
                "o = c_int(4); v = byref(o); lives('o')",
                "o = c_int(4); v = Q(pointer(o)); lives('o')",
                "o = c_int(4); v = Q(pointer(o)); v.p = None; lives('o')",
                "o = c_int(4); v = Q(pointer(o)); v.p = pointer(c_int()); lives('o')",
                "o = c_int(4); v = pointer(o); v.contents = c_int(); lives('o')",
                "o = c_int(4); v = (POINTER(c_int) * 2)(pointer(o)); lives('o')",
                "o = c_int(4); v = (POINTER(c_int) * 2)(pointer(o)); w = v[0]; v = None; lives('o')",
                "o = (c_int * 3)(); v = Q(); v.p = o; lives('o')",
                "o = (c_int * 3)(); v = cast(o, POINTER(c_int)); lives('o')",
                "o = P(); p = pointer(o); v = cast(cast(p, c_void_p), POINTER(P)); p = None; lives('o')",
                "o = P(); v = cast(addressof(o), POINTER(P)); lives('o')",
                "o = P(); v = P.from_address(addressof(o)); lives('o')",
                "o = P(); v = P.from_buffer(o); lives('o')",
                "o = P(); v = P.from_buffer_copy(o); lives('o')",
                "o = P(1, 2); v = R(); v.a = o; lives('o')",
                "o = Q(pointer(c_int(4))); v = Q(); v.p = o.p; lives('o')",
                "x = c_int(4); o = pointer(x); v = Q(o); lives('o')",
                "x = c_int(4); o = pointer(x); v = pointer(o); w = v[0]; v = None; lives('o')",
                "o = CFUNCTYPE(c_int)(lambda: 1); v = cast(o, c_void_p); lives('o')",
                "class F(Structure): _fields_ = [('f', CFUNCTYPE(c_int))]\no = CFUNCTYPE(c_int)(lambda: 1); v = F(o); lives('o')",
                "class F(Structure): _fields_ = [('f', CFUNCTYPE(c_int))]\nv = F(CFUNCTYPE(c_int)(lambda: 7)); v.f()",
                "o = P(1, 2); s = []; f = CFUNCTYPE(None, POINTER(P))(lambda p: s.append(p)); f(o); lives('o')",
                "o = create_string_buffer(b'abc'); v = c_char_p.from_param(o); lives('o')",
                "o = create_string_buffer(b'abc'); v = cast(o, c_char_p); lives('o')",
                "o = P(1, 2); v = memoryview(o); lives('o')",
                "o = P(); v = py_object(o); lives('o')",
                "o = P(); o.zz = o; lives('o')",
                "o = E; E._fields_ = [('p', POINTER(E))]; o = E(); o.p = pointer(o); lives('o')",
                "b = bytearray(b'abcd'); o = c_int.from_buffer(b); lives('o'); b.extend(b'x'); b",
                "b = bytearray(b'abcd'); v = memoryview(b); o = c_int.from_buffer(v); lives('o'); b.extend(b'x')",
            ]
        );
}
