using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

[assembly: DisableRuntimeMarshalling]

namespace Touchstone.Benchmarks;

/// <summary>What a call costs on each path, as a ratio to a raw C call through a function pointer. Nothing is asserted.</summary>
/// <remarks>
/// Each figure is the best of several loops, so that a busy machine disturbs the ratios little; differences below a sixth mean
/// nothing.
/// </remarks>
internal static unsafe class Program
{
    private const int Calls = 10_000;
    private const int Rounds = 400;

    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CScalar s_double = new(ScalarKind.Double);

    [StructLayout(LayoutKind.Sequential)]
    private struct Point
    {
        public double X;
        public double Y;
    }

    private static int Main()
    {
        if (Compile() is not { } library)
        {
            Console.Error.WriteLine(
                "no C compiler: gcc could not be started; on Debian and Ubuntu: apt-get install gcc"
            );
            return 3;
        }
        Console.WriteLine($"{"call", -40}{"ns", 8}{"x raw", 8}");
        using (library)
        {
            Add(library);
            Multiply(library);
            Mirror(library);
            Callback(library);
            PointCallback(library);
            MakeAClosure();
        }
        return 0;
    }

    private static void Add(Library library)
    {
        var function = (delegate* unmanaged<int, int, int>)library.Symbol("add");
        var raw = Best(() =>
        {
            var sum = 0;
            for (var i = 0; i < Calls; i++)
            {
                sum = function(sum, i);
            }
        });
        Show("add(int, int), function pointer", raw, raw);
        foreach (var backend in CallBackends.All)
        {
            var call = backend.Prepare(new Signature(new CFunction(s_int, s_int, s_int)));
            foreach (var swapErrno in new[] { false, true })
            {
                var nanoseconds = Best(() =>
                {
                    var sum = 0;
                    var frame = new CallFrame(stackalloc ulong[2]);
                    for (var i = 0; i < Calls; i++)
                    {
                        frame.Set(0, sum);
                        frame.Set(1, i);
                        call.Invoke((nint)function, frame, (nint)(&sum), swapErrno);
                    }
                });
                Show($"  {backend.Name}{(swapErrno ? ", errno swapped" : "")}", nanoseconds, raw);
            }
        }
    }

    private static void Multiply(Library library)
    {
        var function = (delegate* unmanaged<double, double, double>)library.Symbol("fdd");
        var raw = Best(() =>
        {
            var product = 1.0;
            for (var i = 0; i < Calls; i++)
            {
                product = function(product, 1.0);
            }
        });
        Show("fdd(double, double), function pointer", raw, raw);
        foreach (var backend in CallBackends.All)
        {
            var call = backend.Prepare(new Signature(new CFunction(s_double, s_double, s_double)));
            var nanoseconds = Best(() =>
            {
                var product = 1.0;
                var frame = new CallFrame(stackalloc ulong[2]);
                for (var i = 0; i < Calls; i++)
                {
                    frame.Set(0, product);
                    frame.Set(1, 1.0);
                    call.Invoke((nint)function, frame, (nint)(&product));
                }
            });
            Show($"  {backend.Name}", nanoseconds, raw);
        }
    }

    private static void Mirror(Library library)
    {
        var function = (delegate* unmanaged<Point, Point>)library.Symbol("mirror");
        var raw = Best(() =>
        {
            var point = new Point { X = 1, Y = 2 };
            for (var i = 0; i < Calls; i++)
            {
                point = function(point);
            }
        });
        Show("mirror(struct point), function pointer", raw, raw);
        var type = PointType();
        foreach (var backend in CallBackends.All)
        {
            var call = backend.Prepare(new Signature(new CFunction(type, type)));
            var nanoseconds = Best(() =>
            {
                var point = new Point { X = 1, Y = 2 };
                var frame = new CallFrame(stackalloc ulong[1]);
                frame.SetAddress(0, (nint)(&point));
                for (var i = 0; i < Calls; i++)
                {
                    call.Invoke((nint)function, frame, (nint)(&point));
                }
            });
            Show($"  {backend.Name}", nanoseconds, raw);
        }
    }

    private static void Callback(Library library)
    {
        var function = (delegate* unmanaged<void*, int, int>)library.Symbol("call_many");
        var own = library.Symbol("add");
        var raw = Best(() => function((void*)own, Calls));
        Show("callback int(int, int), C calls C", raw, raw);
        Show(
            "  UnmanagedCallersOnly",
            Best(() => function((delegate* unmanaged<int, int, int>)&AddInManaged, Calls)),
            raw
        );
        using var closure = new Closure(
            new CFunction(s_int, s_int, s_int),
            "add",
            frame =>
                Storage.Write(
                    frame.Result,
                    Storage.Read<int>(frame.Argument(0)) + Storage.Read<int>(frame.Argument(1))
                )
        );
        Show("  closure", Best(() => function((void*)closure.Address, Calls)), raw);
    }

    private static void PointCallback(Library library)
    {
        var function = (delegate* unmanaged<void*, int, double>)library.Symbol("call_many_points");
        var own = library.Symbol("mirror");
        var raw = Best(() => function((void*)own, Calls));
        Show("callback point(point), C calls C", raw, raw);
        var type = PointType();
        using var closure = new Closure(
            new CFunction(type, type),
            "mirror",
            frame =>
            {
                var point = Storage.Read<Point>(frame.Argument(0));
                Storage.Write(frame.Result, new Point { X = point.Y, Y = point.X });
            }
        );
        Show("  closure", Best(() => function((void*)closure.Address, Calls)), raw);
    }

    private static void MakeAClosure()
    {
        const int Closures = 2_000;
        var type = new CFunction(s_int, s_int, s_int);
        var nanoseconds = Best(() =>
        {
            for (var i = 0; i < Closures; i++)
            {
                new Closure(type, "one", _ => { }).Dispose();
            }
        });
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{"make and dispose a closure", -40}{nanoseconds * Calls / Closures, 8:F1}"
            )
        );
    }

    [UnmanagedCallersOnly]
    private static int AddInManaged(int a, int b) => a + b;

    private static CStruct PointType()
    {
        var point = new CStruct("point");
        point.Complete(new CField("x", s_double), new CField("y", s_double));
        return point;
    }

    /// <returns>Nanoseconds for each of <see cref="Calls"/> calls, in the fastest of the loops.</returns>
    private static double Best(Action loop)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            loop();
            var took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
        }
        return best.TotalNanoseconds / Calls;
    }

    private static void Show(string what, double nanoseconds, double raw) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what, -40}{nanoseconds, 8:F1}{nanoseconds / raw, 8:F1}"
            )
        );

    /// <returns>Null where there is no compiler.</returns>
    private static Library? Compile()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "bench.c");
        var directory = Directory.CreateTempSubdirectory("bench-");
        try
        {
            var file = Path.Combine(directory.FullName, "libbench.so");
            using var compiler = Process.Start(
                "gcc",
                ["-O2", "-shared", "-fPIC", "-o", file, source]
            );
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? Library.Open(file) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
