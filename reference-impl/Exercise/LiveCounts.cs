using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Exercise;

/// <summary>The counts of live native things, in a process where nobody else makes any.</summary>
internal static class LiveCounts
{
    public static void Print()
    {
        // What a type needs once stays.
        var type = new CFunction(CVoid.Instance);
        new Closure(type, "first", _ => { }).Dispose();
        Write("start");
        var block = NativeBlock.Allocate(100);
        var view = ArrayView.Allocate(new CScalar(ScalarKind.Int), 3);
        var closure = new Closure(type, "second", _ => { });
        Write("made");
        block.Dispose();
        view.Free();
        closure.Dispose();
        Write("freed");
    }

    private static void Write(string when) =>
        Console.WriteLine($"{when}: {LiveObjects.Blocks} blocks, {LiveObjects.Closures} closures");
}
