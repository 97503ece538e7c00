using System.Globalization;
using System.Runtime.InteropServices;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Benchmarks;

/// <summary>What a callback into C# costs on each path, as a ratio to C calling C through a function pointer.</summary>
internal static unsafe class CallbackBenchmarks
{
    public static void Run(Library library)
    {
        LoopTimer.Head("callback", "x raw");
        Callback(library);
        PointCallback(library);
        MakeAClosure();
    }

    private static void Callback(Library library)
    {
        var function = (delegate* unmanaged<void*, int, int>)library.Symbol("call_many");
        var own = library.Symbol("add");
        var raw = LoopTimer.Best(() => function((void*)own, LoopTimer.Calls));
        LoopTimer.Show("callback int(int, int), C calls C", raw, raw);
        LoopTimer.Show(
            "  UnmanagedCallersOnly",
            LoopTimer.Best(() =>
                function((delegate* unmanaged<int, int, int>)&AddInManaged, LoopTimer.Calls)
            ),
            raw
        );
        using var closure = new Closure(
            new CFunction(Samples.Int, Samples.Int, Samples.Int),
            "add",
            frame =>
                Storage.Write(
                    frame.Result,
                    Storage.Read<int>(frame.Argument(0)) + Storage.Read<int>(frame.Argument(1))
                )
        );
        LoopTimer.Show(
            "  closure",
            LoopTimer.Best(() => function((void*)closure.Address, LoopTimer.Calls)),
            raw
        );
        using var typed = Make(
            new CFunction(Samples.Int, Samples.Int, Samples.Int),
            new Func<int, int, int>((a, b) => a + b)
        );
        LoopTimer.Show(
            "  closure of a typed delegate",
            LoopTimer.Best(() => function((void*)typed.Address, LoopTimer.Calls)),
            raw,
            5
        );
    }

    private static void PointCallback(Library library)
    {
        var function = (delegate* unmanaged<void*, int, double>)library.Symbol("call_many_points");
        var own = library.Symbol("mirror");
        var raw = LoopTimer.Best(() => function((void*)own, LoopTimer.Calls));
        LoopTimer.Show("callback point(point), C calls C", raw, raw);
        var type = Samples.Point;
        using var closure = new Closure(
            new CFunction(type, type),
            "mirror",
            frame =>
            {
                var point = Storage.Read<PointValue>(frame.Argument(0));
                Storage.Write(frame.Result, new PointValue { X = point.Y, Y = point.X });
            }
        );
        LoopTimer.Show(
            "  closure",
            LoopTimer.Best(() => function((void*)closure.Address, LoopTimer.Calls)),
            raw
        );
        using var typed = Make(
            new CFunction(type, type),
            new Func<PointValue, PointValue>(point => new() { X = point.Y, Y = point.X })
        );
        LoopTimer.Show(
            "  closure of a typed delegate",
            LoopTimer.Best(() => function((void*)typed.Address, LoopTimer.Calls)),
            raw,
            5
        );
    }

    private static Closure Make(CFunction type, Delegate target) =>
        DelegateBinders.TryCreateClosure(type, "typed", target, out var closure, out var reason)
            ? closure
            : throw new UnsupportedCallException(reason);

    private static void MakeAClosure()
    {
        const int Closures = 2_000;
        var type = new CFunction(Samples.Int, Samples.Int, Samples.Int);
        var nanoseconds = LoopTimer.Best(() =>
        {
            for (var i = 0; i < Closures; i++)
            {
                new Closure(type, "one", _ => { }).Dispose();
            }
        });
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{"make and dispose a closure", -40}{nanoseconds * LoopTimer.Calls / Closures, 8:F1}"
            )
        );
    }

    [UnmanagedCallersOnly]
    private static int AddInManaged(int a, int b) => a + b;
}
