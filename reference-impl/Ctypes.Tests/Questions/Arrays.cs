namespace Touchstone.Ctypes.Tests;

internal static partial class Questions
{
    private static Theme Arrays { get; } =
        new(
            "arrays",
            Shapes,
            [
                new(
                    "G1",
                    "There is one array type for each element type and length; a length that is negative or too large for memory is refused",
                    "c_int * 3 is c_int * 3, c_int * 3 is c_int32 * 3, type((c_int * 3)())",
                    "c_int * -1",
                    "c_int * 2**62",
                    "(c_int * 3)._length_, (c_int * 3)._type_"
                ),
                new(
                    "G1",
                    "An array takes its first elements by position, leaves the rest zero, and refuses too many",
                    "(c_int * 3)(1, 2), len((c_int * 3)())",
                    "(c_int * 2)(1, 2, 3)",
                    "(c_int * 2)('x')",
                    "(c_int * 0)(), bool((c_int * 0)()), bool((c_int * 1)())",
                    "a = (c_double * 2)(1, 2.5); a[:]",
                    "a = (c_bool * 3)(0, 5, ''); a[:], bytes(a)"
                ),
                new(
                    "G2",
                    "An index counts from either end; one out of range or of another type is refused",
                    "a = (c_int * 3)(1, 2, 3); a[0], a[-1], a[-3], a[True]",
                    "(c_int * 3)()[3]",
                    "(c_int * 3)()[-4]",
                    "(c_int * 3)()['x']",
                    "(c_int * 3)()[1.0]",
                    "(c_int * 3)()[2**70]",
                    "(c_int * 3)()[None]",
                    "a = (c_int * 3)(); a[3] = 1",
                    "a = (c_int * 3)(); a['x'] = 1"
                ),
                new(
                    "G2",
                    "An element refuses what its type refuses, and cannot be deleted",
                    "a = (c_int * 3)(); a[0] = 'x'",
                    "a = (c_int * 3)(); del a[0]; 1",
                    "a = (c_int * 3)(); del a[0:1]; 1",
                    "a = (c_char * 4)(); a[0] = b'ab'"
                ),
                new(
                    "G3",
                    "A slice of numbers is a list of copies, with any step but zero",
                    "a = (c_int * 5)(1, 2, 3, 4, 5); a[:], a[1:3], a[::2], a[::-2], a[-2:], a[3:1], a[10:], a[:-10]",
                    "a = (c_int * 5)(1, 2, 3, 4, 5); a[-2**70:2**70], a[4:1:-1], a[1:4:2]",
                    "(c_int * 3)()[::0]",
                    "(c_int * 3)()['a':]"
                ),
                new(
                    "G3",
                    "A slice is assigned as many values as it has, each converted by the element's type",
                    "a = (c_int * 4)(); a[0:2] = [8, 9]; a[3:1:-1] = (5, 6); a",
                    "a = (c_int * 4)(); a[0:2] = [1]",
                    "a = (c_int * 4)(); a[0:2] = 3",
                    "a = (c_int * 4)(); a[0:2] = b'ab'; a",
                    "a = (c_int * 4)(); a[1:3] = (c_int * 2)(7, 8); a",
                    "a = (c_int * 4)(); a[0:2] = [1, 'x']",
                    "a = (c_char * 4)(); a[0:2] = b'ab'; a.value",
                    "a = (c_char * 4)(); a[0:2] = [b'a', 99]; a.value"
                ),
                new(
                    "G3",
                    "A slice assigned from the same array copies numbers, but smears structures",
                    "a = (c_int * 4)(1, 2, 3, 4); a[1:4] = a[0:3]; a",
                    "a = (P * 4)((0, 0), (1, 1), (2, 2), (3, 3)); a[1:4] = a[0:3]; a"
                ),
                new(
                    "G2",
                    "Two numbers can be swapped by assignment; two structures cannot, as both are views",
                    "a = (P * 2)((1, 1), (2, 2)); a[0], a[1] = a[1], a[0]; a",
                    "a = (c_int * 2)(1, 2); a[0], a[1] = a[1], a[0]; a"
                ),
                new(
                    "G2",
                    "A structure element is read as a new view each time; an instance or tuple assigned to it is copied",
                    "a = (P * 2)(); p = a[1]; p.x = 5; a, a[1] is a[1]",
                    "a = (P * 2)(); a[0] = P(1, 2); a[1] = (3, 4); a",
                    "a = (P * 2)(); a[0] = (1, 2, 3)",
                    "a = (P * 2)(); a[0] = [1]",
                    "a = (P * 2)(); a[0] = R()",
                    "list((P * 2)((1,), (2,)))"
                ),
                new(
                    "G3",
                    "The elements of a slice of structures are views",
                    "a = (P * 2)(); s = a[0:2]; s[1].y = 7; a"
                ),
                new(
                    "G5",
                    "A row of an array of arrays is a view; a tuple assigned to it is copied",
                    "a = (c_int * 3 * 2)((1, 2, 3), (4, 5, 6)); r = a[1]; r[0] = 9; a, len(a)",
                    "a = (c_int * 3 * 2)(); a[0] = (1, 2); a",
                    "a = (c_int * 3 * 2)(); a[0] = (1, 2, 3, 4)"
                ),
                new(
                    "G2",
                    "A pointer element that was read follows its slot",
                    "a = (POINTER(c_int) * 2)(); x = c_int(4); a[0] = pointer(x); q = a[0]; a[0] = pointer(c_int(5)); q[0], bool(a[1])",
                    "a = (POINTER(c_int) * 2)(); a[0] = None; bool(a[0])"
                ),
                new(
                    "D6",
                    "An element that is a char pointer is read as bytes or None",
                    "a = (c_char_p * 2)(b'a', None); a[0], a[1]"
                ),
                new(
                    "D10",
                    "An element of a simple type's subclass is read as a cell that shares",
                    "a = (M * 2)(1, 2); m = a[1]; m.value = 7; a, a[0:2]"
                ),
                new(
                    "G3",
                    "A slice of characters is one bytes or one str",
                    "a = (c_char * 4)(b'a', 98); a[0:3], a[:], a[::-1], a[1]",
                    "a = (c_wchar * 3)('x', 'y'); a[0:2], a[:], a[::-1], a[1]"
                ),
                new(
                    "G4",
                    "Only arrays of characters have a value, and only those of bytes have raw",
                    "x = (c_int * 3)(); x.value",
                    "x = (c_wchar * 3)(); x.raw"
                ),
            ]
        );
}
