using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Benchmarks;

/// <summary>What the first call of a new signature costs, as a ratio to its later calls: the signature, making it ready, and the call.</summary>
/// <remarks>The function type is there before, and each round takes another one, so that nothing remembered for a type helps.</remarks>
internal static unsafe class FirstCallBenchmarks
{
    public static void Run(Library library)
    {
        LoopTimer.Head("first call of a new signature", "x later");
        Show(library, "add(int, int)", "add", Samples.Int, Samples.Int, Samples.Int);
        Show(library, "fdd(double, double)", "fdd", Samples.Double, Samples.Double, Samples.Double);
        Show(library, "mirror(struct point)", "mirror", Samples.Point, Samples.Point);
    }

    private static void Show(
        Library library,
        string what,
        string function,
        CType result,
        params CType[] parameters
    )
    {
        var address = library.Symbol(function);
        var types = Enumerable
            .Range(0, LoopTimer.Calls)
            .Select(_ => new CFunction(result, parameters))
            .ToArray();
        var ready = CallBackends.Prepare(new Signature(types[0]));
        var later = LoopTimer.Best(() =>
        {
            var storage = stackalloc PointValue[2];
            var frame = new CallFrame(stackalloc ulong[2]);
            frame.SetAddress(0, (nint)storage);
            for (var i = 0; i < types.Length; i++)
            {
                ready.Invoke(address, frame, (nint)(storage + 1));
            }
        });
        var first = LoopTimer.Best(() =>
        {
            var storage = stackalloc PointValue[2];
            var frame = new CallFrame(stackalloc ulong[2]);
            frame.SetAddress(0, (nint)storage);
            foreach (var type in types)
            {
                CallBackends
                    .Prepare(new Signature(type))
                    .Invoke(address, frame, (nint)(storage + 1));
            }
        });
        LoopTimer.Show($"{what}, later", later, later);
        LoopTimer.Show($"{what}, first", first, later, 20);
    }
}
