using System.Runtime.InteropServices;
using Touchstone.Ctypes;

namespace Touchstone.Benchmarks;

/// <summary>What C data costs through the .NET API, checked as it always is there.</summary>
internal static unsafe class DataBenchmarks
{
    private const int Elements = 1_000_000;

    private static readonly CtypesType s_point = CtypesSession
        .Native.Struct("point")
        .Field("x", CtypesSession.Native.Types.Double)
        .Field("y", CtypesSession.Native.Types.Double)
        .Define();

    public static void Run()
    {
        Fields();
        Creation();
        Spans();
    }

    private static void Fields()
    {
        LoopTimer.Head("get and set a field", "x raw");
        var memory = (double*)NativeMemory.AllocZeroed(16);
        var raw = LoopTimer.Best(() =>
        {
            var sum = 0.0;
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                memory[1] = sum;
                sum += memory[0];
            }
        });
        NativeMemory.Free(memory);
        LoopTimer.Show("double* in C#", raw, raw);
        var x = s_point.Field<double>("x");
        var y = s_point.Field<double>("y");
        using var block = s_point.Allocate();
        foreach (
            var (what, data) in new[]
            {
                ("CField<double>", s_point.New()),
                ("CField<double>, in a block", block),
                ("CField<double>, nested in an array", (CData)s_point.Array(4).New()[1]!),
            }
        )
        {
            var nanoseconds = LoopTimer.Best(() =>
            {
                var sum = 0.0;
                for (var i = 0; i < LoopTimer.Calls; i++)
                {
                    y.Set(data, sum);
                    sum += x.Get(data);
                }
            });
            LoopTimer.Show($"  {what}", nanoseconds, raw, target: 8);
        }
        dynamic point = s_point.New();
        var byName = LoopTimer.Best(() =>
        {
            var sum = 0.0;
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                point.y = sum;
                sum += point.x;
            }
        });
        LoopTimer.Show("  dynamic", byName, raw);
    }

    private static void Creation()
    {
        LoopTimer.Head("create a 16-byte struct", "x malloc");
        var raw = LoopTimer.Best(() =>
        {
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                NativeMemory.Free(NativeMemory.Alloc(16));
            }
        });
        LoopTimer.Show("malloc and free", raw, raw);
        var nanoseconds = LoopTimer.Best(() =>
        {
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                s_point.New();
            }
        });
        LoopTimer.Show("  New, no finalizer", nanoseconds, raw, target: 4);
        var disposed = LoopTimer.Best(() =>
        {
            for (var i = 0; i < LoopTimer.Calls; i++)
            {
                s_point.Allocate().Dispose();
            }
        });
        LoopTimer.Show("  Allocate and Dispose", disposed, raw);
    }

    private static void Spans()
    {
        LoopTimer.Head($"fill an array of {Elements} ints, per element", "x memcpy");
        const nuint Size = Elements * sizeof(int);
        var from = new int[Elements];
        var to = (int*)NativeMemory.AllocZeroed(Size);
        var array = CtypesSession.Native.Types.Int.Array(Elements).New();
        var raw = LoopTimer.BestOf(
            Elements,
            () =>
            {
                fixed (int* start = from)
                {
                    NativeMemory.Copy(start, to, Size);
                }
            }
        );
        NativeMemory.Free(to);
        LoopTimer.Show("memcpy", raw, raw);
        LoopTimer.Show(
            "  AsSpan, CopyTo",
            LoopTimer.BestOf(Elements, () => from.CopyTo(array.AsSpan<int>())),
            raw,
            target: 1
        );
        LoopTimer.Show(
            "  AsSpan, one by one",
            LoopTimer.BestOf(
                Elements,
                () =>
                {
                    var span = array.AsSpan<int>();
                    for (var i = 0; i < span.Length; i++)
                    {
                        span[i] = i;
                    }
                }
            ),
            raw
        );
    }
}
