namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Memory { get; } =
        new(
            "memory",
            Shapes,
            [
                new(
                    "J1",
                    "from_buffer shares the source's memory from the offset on",
                    "b = bytearray(b'abcdefgh'); i = (c_int * 2).from_buffer(b); i[0] = 0; b",
                    "b = bytearray(b'abcdefgh'); i = c_int.from_buffer(b, 4); b[4] = 0; i",
                    "b = bytearray(b'abcd'); x = c_int.from_buffer(memoryview(b)); x.value = 0; b",
                    "x = c_int(5); y = c_int.from_buffer(x); y.value = 7; x"
                ),
                new(
                    "J1",
                    "from_buffer refuses what is too short, read-only or no buffer",
                    "c_int.from_buffer(bytearray(b'abcd'), 1)",
                    "c_int.from_buffer(bytearray(b'abcd'), -1)",
                    "c_int.from_buffer(bytearray(b'abc'))",
                    "c_int.from_buffer(b'abcd')",
                    "c_int.from_buffer('abcd')",
                    "c_int.from_buffer(5)",
                    "c_int.from_buffer(memoryview(b'abcd'))"
                ),
                new(
                    "J1",
                    "A bytearray cannot grow while an object lies in it",
                    "b = bytearray(b'abcd'); x = c_int.from_buffer(b); b.extend(b'x')",
                    "b = bytearray(b'abcd'); b.extend(b'x'); b"
                ),
                new(
                    "J2",
                    "from_buffer_copy copies from the offset on, from read-only sources too",
                    "b = bytearray(b'abcd'); x = c_int.from_buffer_copy(b); b[0] = 0; x",
                    "c_int.from_buffer_copy(b'abcdef', 2).value",
                    "P.from_buffer_copy(P(1, 2)), P.from_buffer_copy(memoryview(b'\\x01\\0\\0\\0\\x02\\0\\0\\0'))"
                ),
                new(
                    "J2",
                    "from_buffer_copy refuses an offset or a source that does not fit",
                    "c_int.from_buffer_copy(b'ab')",
                    "c_int.from_buffer_copy(b'abcd', -1)",
                    "c_int.from_buffer_copy(5)",
                    "c_int.from_buffer_copy('abcd')"
                ),
                new(
                    "J3",
                    "from_address shares the memory, and takes nothing but ints",
                    "x = c_int(5); y = c_int.from_address(addressof(x)); y.value = 7; x",
                    "c_int.from_address(1.5)",
                    "c_int.from_address('x')",
                    "c_int.from_address(None)"
                ),
                new(
                    "J4",
                    "in_dll gives a new object each time, on the same memory",
                    "c_int.in_dll(libc, 'no_such_symbol')",
                    "x = c_int.in_dll(libc, 'optind'); y = c_int.in_dll(libc, 'optind'); x.value = 7; r = y.value; x.value = 1; r"
                ),
                new(
                    "A1",
                    "A function is looked up once by attribute, and every time by item",
                    "libc.no_such_symbol",
                    "libc.abs is libc.abs, libc['abs'] is libc['abs'], libc['abs'] is libc.abs"
                ),
                new(
                    "I1",
                    "addressof gives an instance's address",
                    "addressof(1)",
                    "addressof(c_int)",
                    "a = (c_int * 3)(); addressof(a) == addressof(a)",
                    "r = R(); addressof(r.b) - addressof(r)"
                ),
                new(
                    "I2",
                    "What is resized moves, and objects in its former memory stay behind",
                    "p = P(1, 2); resize(p, 64); p.x = 7; p, sizeof(p)",
                    "p = P(1, 2); b = P.from_buffer(p); resize(p, 64); p.x = 7; b.x, p.x"
                ),
                new(
                    "I2",
                    "resize never goes below the type's size, and needs memory of its own",
                    "p = P(1, 2); resize(p, 4)",
                    "p = P(1, 2); resize(p, 8); sizeof(p)",
                    "p = P.from_buffer(P(1, 2)); resize(p, 64)",
                    "r = R(); resize(r.a, 64)",
                    "resize(1, 4)"
                ),
                new(
                    "I2",
                    "An array keeps its length when it is resized; a pointer reaches the rest",
                    "a = (c_int * 2)(1, 2); resize(a, 64); sizeof(a), len(a), a[:]",
                    "a = (c_int * 2)(1, 2); resize(a, 64); a[2]",
                    "a = (c_int * 2)(1, 2); resize(a, 64); cast(a, POINTER(c_int))[0:4]"
                ),
                new(
                    "K2",
                    "The bytes of an object are its memory",
                    "m = memoryview(P(1, 2)); bytes(m)",
                    "bytes(P(1, 2)), bytes((c_short * 2)(1, 2)), bytes(c_int(7))"
                ),
                new(
                    "B10",
                    "set_errno gives the former value, and refuses what is no int or too large",
                    "set_errno(5); get_errno()",
                    "set_errno(5); set_errno(7)",
                    "set_errno('x')",
                    "set_errno(2**40)"
                ),
                new(
                    "K1",
                    "A view has a base and does not own its memory",
                    "P()._b_base_, R().a._b_base_ is None, P()._b_needsfree_, R().a._b_needsfree_"
                ),
            ]
        );
}
