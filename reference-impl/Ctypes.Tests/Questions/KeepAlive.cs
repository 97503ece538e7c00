namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme KeepAlive { get; } =
        new(
            "keep-alive",
            Shapes,
            [
                new(
                    "K1",
                    "_objects is None where nothing is kept, and a simple type's is what it keeps",
                    "c_int(5)._objects, c_char_p(b'abc')._objects, c_void_p(5)._objects, py_object('x')._objects",
                    "x = c_char_p(b'abc'); x.value = None; x._objects",
                    "c_wchar_p('abc')._objects",
                    "P(1, 2)._objects, R()._objects, (c_int * 2)()._objects, E()._objects"
                ),
                new(
                    "K1",
                    "A pointer's _objects holds its target and what the target keeps",
                    "pointer(c_int(4))._objects, pointer(pointer(c_int(4)))._objects",
                    "p = pointer(P(1, 2)); p._objects, p.contents._objects",
                    "POINTER(c_int)()._objects",
                    "p = pointer(c_int(4)); p.contents = c_int(5); p._objects",
                    "p = pointer(Q(pointer(c_int(4)))); p._objects",
                    "x = c_int(1); p = pointer(x); q = pointer(p); q[0] = pointer(c_int(5)); q._objects, p._objects",
                    "p = pointer(Q()); p[0].p = pointer(c_int(5)); p._objects",
                    "p = pointer(Q()); p.contents.p = pointer(c_int(5)); p._objects"
                ),
                new(
                    "K1",
                    "A structure that was assigned is not kept, only what it keeps",
                    "r = R(); r.a = P(1, 2); r._objects",
                    "r = R((1, 2), (3, 4)); r._objects",
                    "r = R(); r.a._objects; r.a = P(); r._objects, r.a._objects",
                    "b = B(M(3)); b._objects, b.m._objects",
                    "a = (c_int * 2)(); a[0] = c_int(5); a._objects"
                ),
                new(
                    "K1",
                    "What a pointer slot was given is kept under the path of the slot, and None does not remove it",
                    "q = Q(pointer(c_int(5))); q._objects",
                    "q = Q(pointer(c_int(5))); q.p = None; q._objects",
                    "q = Q(pointer(c_int(5))); q.p = pointer(c_int(6)); q._objects",
                    "q = Q(); q.p = (c_int * 3)(1, 2, 3); q._objects",
                    "q = Q(); q.p = cast(None, POINTER(c_int)); q._objects",
                    "a = (Q * 2)(); a[1].p = pointer(c_int(5)); a._objects, a[1]._objects",
                    "class N(Structure): _fields_ = [('n', c_int), ('q', Q * 2)]\nn = N(); n.q[1].p = pointer(c_int(5)); n._objects",
                    "a = (POINTER(c_int) * 2)(); a[1] = pointer(c_int(4)); a._objects",
                    "class K(D): _fields_ = [('q', POINTER(c_int))]\nk = K(); k.q = pointer(c_int(5)); k._objects",
                    "class G(Structure): _fields_ = [('p', POINTER(c_int))]\nclass K(G): _fields_ = [('q', POINTER(c_int))]\nk = K(pointer(c_int(1)), pointer(c_int(2))); k._objects",
                    "class G(Structure): _anonymous_ = ['q']; _fields_ = [('i', c_int), ('q', Q)]\ng = G(); g.p = pointer(c_int(5)); g._objects"
                ),
                new(
                    "K1",
                    "What a string slot was given is kept, and None does not remove it",
                    "z = Z(); z.z = b'abc'; z._objects",
                    "z = Z(); z.z = b'abc'; z.z = None; z._objects",
                    "z = Z(); z.w = 'abc'; z._objects",
                    "z = Z(); z.z = c_char_p(b'xyz'); z._objects",
                    "z = Z(); z.v = c_void_p(5); z._objects",
                    "(c_char_p * 2)(b'a', b'b')._objects",
                    "a = (c_char_p * 2)(b'a', b'b'); a[0] = None; a._objects"
                ),
                new(
                    "K1",
                    "cast shares its source's _objects; an address or bytes leave nothing to keep",
                    "p = (Q * 2)(); c = cast(p, POINTER(Q)); c[1].p = pointer(c_int(5)); c._objects is p._objects",
                    "a = P(); p = pointer(a); q = cast(p, c_void_p); r = cast(q, POINTER(P)); p._objects is q._objects, q._objects is r._objects",
                    "cast(5, c_void_p)._objects, cast(b'abc', c_char_p)._objects, cast('abc', c_wchar_p)._objects",
                    "x = c_char_p(b'abc'); cast(x, c_void_p)._objects",
                    "x = c_void_p(5); c = cast(x, POINTER(c_int)); c._objects is x._objects, c._objects",
                    "r = R(); a = V(); cast(a.v, POINTER(c_int))._objects, a._objects",
                    "x = (c_int * 3)(); cast(x, POINTER(c_int))._objects"
                ),
                new(
                    "K1",
                    "A function keeps its thunk, a slot for functions what the function keeps",
                    "f = CFUNCTYPE(c_int)(lambda: 1); f._objects",
                    "class F(Structure): _fields_ = [('f', CFUNCTYPE(c_int))]\ns = F(); s.f = CFUNCTYPE(c_int)(lambda: 7); s._objects, s.f()",
                    "class F(Structure): _fields_ = [('f', CFUNCTYPE(c_int))]\ns = F(); s.f = None",
                    "class F(Structure): _fields_ = [('f', CFUNCTYPE(c_int))]\ns = F(); s.f, s.f is s.f"
                ),
                new(
                    "K1",
                    "from_buffer keeps a view of its source, from_address keeps nothing",
                    "c_int.from_buffer(bytearray(b'abcd'))._objects",
                    "(c_int * 1).from_buffer(bytearray(b'abcd'))._objects",
                    "x = c_int(5); c_int.from_address(addressof(x))._objects"
                ),
                new("K1", "_objects cannot be set", "x = pointer(c_int(5)); x._objects = 5"),
            ]
        );
}
