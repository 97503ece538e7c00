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
        Timer.Head("callback", "x raw");
        Callback(library);
        PointCallback(library);
        MakeAClosure();
    }

    private static void Callback(Library library)
    {
        var function = (delegate* unmanaged<void*, int, int>)library.Symbol("call_many");
        var own = library.Symbol("add");
        var raw = Timer.Best(() => function((void*)own, Timer.Calls));
        Timer.Show("callback int(int, int), C calls C", raw, raw);
        Timer.Show(
            "  UnmanagedCallersOnly",
            Timer.Best(() =>
                function((delegate* unmanaged<int, int, int>)&AddInManaged, Timer.Calls)
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
        Timer.Show(
            "  closure",
            Timer.Best(() => function((void*)closure.Address, Timer.Calls)),
            raw
        );
        using var typed = Make(
            new CFunction(Samples.Int, Samples.Int, Samples.Int),
            new Func<int, int, int>((a, b) => a + b)
        );
        Timer.Show(
            "  closure of a typed delegate",
            Timer.Best(() => function((void*)typed.Address, Timer.Calls)),
            raw,
            5
        );
    }

    private static void PointCallback(Library library)
    {
        var function = (delegate* unmanaged<void*, int, double>)library.Symbol("call_many_points");
        var own = library.Symbol("mirror");
        var raw = Timer.Best(() => function((void*)own, Timer.Calls));
        Timer.Show("callback point(point), C calls C", raw, raw);
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
        Timer.Show(
            "  closure",
            Timer.Best(() => function((void*)closure.Address, Timer.Calls)),
            raw
        );
        using var typed = Make(
            new CFunction(type, type),
            new Func<PointValue, PointValue>(point => new() { X = point.Y, Y = point.X })
        );
        Timer.Show(
            "  closure of a typed delegate",
            Timer.Best(() => function((void*)typed.Address, Timer.Calls)),
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
        var nanoseconds = Timer.Best(() =>
        {
            for (var i = 0; i < Closures; i++)
            {
                new Closure(type, "one", _ => { }).Dispose();
            }
        });
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{"make and dispose a closure", -40}{nanoseconds * Timer.Calls / Closures, 8:F1}"
            )
        );
    }

    [UnmanagedCallersOnly]
    private static int AddInManaged(int a, int b) => a + b;
}
