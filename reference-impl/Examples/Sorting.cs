using System.Runtime.InteropServices;
using Touchstone.Ctypes;

namespace Touchstone.Examples;

/// <summary>C's <c>qsort</c>, which calls back into C#.</summary>
internal static class Sorting
{
    private delegate int Compare(in int a, in int b);

    private delegate void Sort(int[] items, nuint count, nuint size, Compare compare);

    public static void Run(TextWriter output)
    {
        // README: begin
        var session = CtypesSession.Native;
        dynamic libc = session.Load("libc.so.6");
        int[] numbers = [5, 3, 9, 1];
        // C writes into the array itself; the lambda is a C function for as long as the call lasts.
        // Its type says what C passes: delegate int Compare(in int a, in int b);
        libc.qsort(numbers, (nuint)4, (nuint)sizeof(int), (Compare)((in int a, in int b) => a - b));

        var point = session
            .Struct("point")
            .Field("x", session.Types.Int)
            .Field("y", session.Types.Int)
            .Define();
        dynamic p = point.New(1, 2);
        p.y += numbers[3];
        output.WriteLine($"{string.Join(' ', numbers)}; {p.x} {p.y}");
        // README: end

        // The same function as a delegate: its type is the prototype, so that the compiler checks the calls.
        var sort = ((CLibrary)libc).Function<Sort>("qsort");
        sort(numbers, 4, sizeof(int), (in int a, in int b) => b - a);
        output.WriteLine(string.Join(' ', numbers));

        // Structs are sorted where they are: in one array of C's, seen by a span.
        var pairs = session.TypeOf<Pair>().Array(3).New();
        var items = pairs.AsSpan<Pair>();
        items[0] = new Pair { Key = 3, Value = 0.5 };
        items[1] = new Pair { Key = 1, Value = 2.5 };
        items[2] = new Pair { Key = 2, Value = 1.5 };
        libc.qsort(
            pairs,
            (nuint)3,
            (nuint)16,
            (ComparePairs)((in Pair a, in Pair b) => a.Key.CompareTo(b.Key))
        );
        foreach (var item in items)
            output.WriteLine(FormattableString.Invariant($"{item.Key} {item.Value:F1}"));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Pair
    {
        public int Key;
        public double Value;
    }

    private delegate int ComparePairs(in Pair a, in Pair b);
}
