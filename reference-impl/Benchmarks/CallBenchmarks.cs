using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Benchmarks;

/// <summary>What a call costs on each path, as a ratio to a raw C call through a function pointer.</summary>
internal static unsafe class CallBenchmarks
{
    public static void Run(Library library)
    {
        LoopTimer.Head("call", "x raw");
        Add(library);
        Multiply(library);
        Mirror(library);
    }

    private static void Add(Library library)
    {
        var function = (delegate* unmanaged<int, int, int>)library.Symbol("add");
        var raw = LoopTimer.Best(() =>
        {
            var sum = 0;
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                sum = function(sum, i);
            }
        });
        LoopTimer.Show("add(int, int), function pointer", raw, raw);
        foreach (var backend in CallBackends.All)
        {
            var call = backend.Prepare(
                new Signature(new CFunction(Samples.Int, Samples.Int, Samples.Int))
            );
            foreach (var swapErrno in new[] { false, true })
            {
                var nanoseconds = LoopTimer.Best(() =>
                {
                    var sum = 0;
                    var frame = new CallFrame(stackalloc ulong[2]);
                    for (var i = 0; i < LoopTimer.Calls; i++)
                    {
                        frame.Set(0, sum);
                        frame.Set(1, i);
                        call.Invoke((nint)function, frame, (nint)(&sum), swapErrno);
                    }
                });
                LoopTimer.Show(
                    $"  {backend.Name}{(swapErrno ? ", errno swapped" : "")}",
                    nanoseconds,
                    raw,
                    backend.Name == "universal" && !swapErrno ? 4 : null
                );
            }
        }
        var bound = Bind<Func<int, int, int>>(
            (nint)function,
            new CFunction(Samples.Int, Samples.Int, Samples.Int)
        );
        var typed = LoopTimer.Best(() =>
        {
            var sum = 0;
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                sum = bound(sum, i);
            }
        });
        LoopTimer.Show("  typed delegate", typed, raw, 4);
    }

    private static TDelegate Bind<TDelegate>(nint address, CFunction type)
        where TDelegate : Delegate =>
        DelegateBinders.TryBind<TDelegate>(address, type, out var bound, out var reason)
            ? bound
            : throw new UnsupportedCallException(reason);

    private static void Multiply(Library library)
    {
        var function = (delegate* unmanaged<double, double, double>)library.Symbol("fdd");
        var raw = LoopTimer.Best(() =>
        {
            var product = 1.0;
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                product = function(product, 1.0);
            }
        });
        LoopTimer.Show("fdd(double, double), function pointer", raw, raw);
        foreach (var backend in CallBackends.All)
        {
            var call = backend.Prepare(
                new Signature(new CFunction(Samples.Double, Samples.Double, Samples.Double))
            );
            var nanoseconds = LoopTimer.Best(() =>
            {
                var product = 1.0;
                var frame = new CallFrame(stackalloc ulong[2]);
                for (var i = 0; i < LoopTimer.Calls; i++)
                {
                    frame.Set(0, product);
                    frame.Set(1, 1.0);
                    call.Invoke((nint)function, frame, (nint)(&product));
                }
            });
            LoopTimer.Show(
                $"  {backend.Name}",
                nanoseconds,
                raw,
                backend.Name == "universal" ? 4 : null
            );
        }
        var bound = Bind<Func<double, double, double>>(
            (nint)function,
            new CFunction(Samples.Double, Samples.Double, Samples.Double)
        );
        var typed = LoopTimer.Best(() =>
        {
            var product = 1.0;
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                product = bound(product, 1.0);
            }
        });
        LoopTimer.Show("  typed delegate", typed, raw, 4);
    }

    private static void Mirror(Library library)
    {
        var function = (delegate* unmanaged<PointValue, PointValue>)library.Symbol("mirror");
        var raw = LoopTimer.Best(() =>
        {
            var point = new PointValue { X = 1, Y = 2 };
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                point = function(point);
            }
        });
        LoopTimer.Show("mirror(struct point), function pointer", raw, raw);
        var type = Samples.Point;
        foreach (var backend in CallBackends.All)
        {
            var call = backend.Prepare(new Signature(new CFunction(type, type)));
            var nanoseconds = LoopTimer.Best(() =>
            {
                var point = new PointValue { X = 1, Y = 2 };
                var frame = new CallFrame(stackalloc ulong[1]);
                frame.SetAddress(0, (nint)(&point));
                for (var i = 0; i < LoopTimer.Calls; i++)
                {
                    call.Invoke((nint)function, frame, (nint)(&point));
                }
            });
            LoopTimer.Show(
                $"  {backend.Name}",
                nanoseconds,
                raw,
                backend.Name == "universal" ? 4 : null
            );
        }
        var bound = Bind<Func<PointValue, PointValue>>((nint)function, new CFunction(type, type));
        var typed = LoopTimer.Best(() =>
        {
            var point = new PointValue { X = 1, Y = 2 };
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                point = bound(point);
            }
        });
        LoopTimer.Show("  typed delegate", typed, raw, 4);
    }
}
