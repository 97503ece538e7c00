namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Copies { get; } =
        new(
            "copies",
            Shapes,
            [
                new(
                    "K3",
                    "A copy has memory of its own, also of a view",
                    "x = c_int(5); y = copy(x); y.value = 7; x, y, type(y)",
                    "x = P(1, 2); y = copy(x); y.x = 7; x, y",
                    "x = R((1, 2), (3, 4)); y = copy(x.b); y.x = 7; x, y, y._b_base_",
                    "x = (c_int * 3)(1, 2, 3); y = deepcopy(x); y[0] = 7; x, y",
                    "x = (P * 2)((1, 2)); y = copy(x); y[0].x = 7; x, y",
                    "x = U(5); copy(x), deepcopy(x)",
                    "x = create_string_buffer(b'abc'); copy(x).raw"
                ),
                new(
                    "K3",
                    "What holds a pointer, an object or a function cannot be copied",
                    "copy(pointer(c_int(5)))",
                    "copy(Q())",
                    "copy((c_char_p * 2)())",
                    "copy(c_char_p(b'x'))",
                    "copy(c_void_p(5))",
                    "copy(c_wchar_p('x'))",
                    "copy(py_object(5))",
                    "copy(CFUNCTYPE(c_int)(lambda: 1))",
                    "copy(libc.abs)",
                    "class F(Structure): _fields_ = [('q', Q * 2)]\ncopy(F())",
                    "class F(Structure): _fields_ = [('a', c_int)]\nclass G(F): _fields_ = [('p', c_void_p)]\ncopy(G())",
                    "class F(Structure): _fields_ = [('p', c_void_p)]\nclass G(F): _fields_ = [('a', c_int)]\ncopy(G())",
                    "class F(Union): _fields_ = [('p', c_void_p)]\ncopy(F())",
                    "why(lambda: copy(Q())), why(lambda: copy(pointer(c_int()))), why(lambda: copy(c_char_p())), why(lambda: copy(py_object()))",
                    "copy((c_void_p * 0)())",
                    "copy(byref(c_int()))"
                ),
                new("K3", "A type is its own copy", "copy(c_void_p * 0)"),
                new(
                    "K3",
                    "The attributes of an instance are copied as Python copies attributes",
                    "x = P(1, 2); x.zz = 5; copy(x).zz, deepcopy(x).zz",
                    "x = P(1, 2); x.zz = [5]; copy(x).zz is x.zz, deepcopy(x).zz is x.zz",
                    "x = M(5); x.zz = 3; y = copy(x); y, y.zz"
                ),
                new(
                    "K3",
                    "The state of an object is its attributes and its bytes",
                    "s = state(P(1, 2)); s",
                    "x = P(1, 2); x.zz = 5; state(x)",
                    "state(c_int(5)), state((c_short * 2)(1, 2)), state(M(7)), state(E())"
                ),
                new(
                    "K3",
                    "Setting the state writes no more than the object holds, and needs a dict and bytes",
                    "x = P(); x.__setstate__({}, b'\\x01\\0\\0\\0\\x02\\0\\0\\0'); x",
                    "x = P(); x.__setstate__({}, b'\\x01\\0\\0\\0'); x",
                    "x = P(); x.__setstate__({}, b'\\x01\\0\\0\\0\\x02\\0\\0\\0\\x03\\0\\0\\0'); x",
                    "x = P(); x.__setstate__({'zz': 4}, b''); x.zz",
                    "x = P(); x.__setstate__(5, b'')",
                    "x = P(); x.__setstate__({}, 'x')",
                    "x = P(); x.__setstate__({}, bytearray(b'\\x01\\0')); x",
                    "x = R((1, 2), (3, 4)); y = x.b; y.__setstate__({}, b'\\x07\\0\\0\\0'); x"
                ),
                new(
                    "K3",
                    "The state of a resized object has all its bytes, its copy only the type's size",
                    "x = (c_int * 2)(1, 2); resize(x, 32); copy(x), sizeof(copy(x)), len(state(x)[1][1])"
                ),
                new(
                    "K3",
                    "A copy keeps precision, fields and byte order",
                    "x = c_longdouble(1.5); copy(x), copy(x).value",
                    "x = B(M(5), 6); copy(x), copy(x.m)",
                    "x = c_int.__ctype_be__(5); copy(x), bytes(copy(x))"
                ),
            ]
        );
}
