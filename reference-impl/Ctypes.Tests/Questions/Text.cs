namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Text { get; } =
        new(
            "text",
            "",
            [
                new(
                    "I6",
                    "create_string_buffer takes bytes, a size or both, and adds a NUL where there is room",
                    "b = create_string_buffer(b'abc'); len(b), b.value, b.raw",
                    "b = create_string_buffer(5); b.raw",
                    "b = create_string_buffer(b'abc', 10); b.raw",
                    "create_string_buffer(b'abc', 3).raw",
                    "create_string_buffer(b'abc', 2)",
                    "create_string_buffer(-1)",
                    "create_string_buffer('x')",
                    "create_string_buffer(None)"
                ),
                new(
                    "I6",
                    "create_unicode_buffer takes a str, a size or both",
                    "b = create_unicode_buffer('abc'); len(b), b.value, b[:]",
                    "create_unicode_buffer(3)[:]",
                    "create_unicode_buffer(b'x')",
                    "create_unicode_buffer('abc', 2)"
                ),
                new(
                    "G4",
                    "Setting value writes one NUL if there is room, and leaves the tail",
                    "b = create_string_buffer(b'12345'); b.value = b'ab'; b.value, b.raw",
                    "b = create_string_buffer(3); b.value = b'abc'; b.value, b.raw",
                    "b = create_unicode_buffer(4); b.value = 'ab'; b.value, b[:]",
                    "b = create_unicode_buffer('wxyz'); b.value = 'ab'; b.value, b[:]",
                    "b = create_unicode_buffer(2); b.value = 'ab'; b.value"
                ),
                new(
                    "G4",
                    "value refuses what is longer than the array or of another kind",
                    "b = create_string_buffer(3); b.value = b'abcd'",
                    "b = create_string_buffer(3); b.value = 'abc'",
                    "b = create_string_buffer(3); b.value = bytearray(b'ab')",
                    "b = create_unicode_buffer(2); b.value = 'abc'",
                    "b = create_unicode_buffer(2); b.value = b'a'"
                ),
                new(
                    "G4",
                    "raw takes any bytes that fit, and leaves the tail",
                    "b = create_string_buffer(b'12345'); b.raw = b'ab'; b.raw",
                    "b = create_string_buffer(3); b.raw = bytearray(b'ab'); b.raw",
                    "b = create_string_buffer(3); b.raw = b'abcd'",
                    "b = create_string_buffer(3); b.raw = 'a'",
                    "b = create_string_buffer(3); b.raw = (c_char * 2)(b'x', b'y'); b.raw"
                ),
                new(
                    "G4",
                    "value and raw cannot be deleted",
                    "b = create_string_buffer(3); del b.value; 1",
                    "b = create_string_buffer(3); del b.raw; 1"
                ),
                new(
                    "G4",
                    "Wide characters are read as they are, lone surrogates too, but not beyond Unicode",
                    "(c_wchar * 2)('\\ud83d', '\\ude00')[:]",
                    "(c_wchar * 2).from_buffer_copy(b'\\x00\\x00\\x11\\x00\\x00\\x00\\x00\\x00').value"
                ),
                new(
                    "I2",
                    "A character array that was resized has more room for its value",
                    "b = (c_char * 4)(); resize(b, 8); b.value = b'abcdefgh'; b.raw, b.value, b[:]"
                ),
                new(
                    "I4",
                    "string_at copies bytes up to the NUL, or as many as asked, NULs too",
                    "string_at(b'abc'), string_at(b'abc', 2), string_at(create_string_buffer(b'xyz')), string_at(c_char_p(b'pqr'))",
                    "string_at(b'ab\\0cd', 5), string_at(b'ab\\0cd')"
                ),
                new("I4", "string_at needs an address", "string_at(1.5)", "string_at(c_int(5))"),
                new(
                    "I4",
                    "wstring_at copies characters up to the NUL, or as many as asked",
                    "wstring_at('abc'), wstring_at(create_unicode_buffer('xyz'), 2)"
                ),
                new(
                    "I3",
                    "memset writes the low byte of an int, and gives the address",
                    "memset(create_string_buffer(3), 'x', 1)",
                    "b = create_string_buffer(4); memset(b, 65, 3) == addressof(b), b.value",
                    "b = create_string_buffer(4); memset(b, 0x141, 3); b.value"
                ),
                new(
                    "I3",
                    "memmove copies bytes, and gives the address",
                    "b = create_string_buffer(4); memmove(b, b'abc', 3) == addressof(b), b.value",
                    "b = create_string_buffer(b'abcdef'); memmove(addressof(b) + 1, b, 4); b.value"
                ),
                new(
                    "I3",
                    "memmove's places are what c_void_p takes",
                    "memmove('x', 1, 0) is None",
                    "memmove(None, b'', 0)",
                    "memmove(c_int(), b'', 0)",
                    "memmove(1.5, b'', 0)"
                ),
                new(
                    "I3",
                    "memmove writes into immutable bytes where it is told to",
                    "x = bytes(b'sha' + b'red'); memmove(x, b'SHA', 3); x"
                ),
            ]
        );
}
