using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Benchmarks;

/// <summary>bench.c's <c>struct point</c>, as C# sees it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PointValue
{
    public double X;
    public double Y;
}

/// <summary>The types of bench.c's functions.</summary>
internal static class Samples
{
    public static CScalar Int { get; } = new(ScalarKind.Int);

    public static CScalar Double { get; } = new(ScalarKind.Double);

    public static CStruct Point { get; } = MakePoint();

    private static CStruct MakePoint()
    {
        var point = new CStruct("point");
        point.Complete(new CField("x", Double), new CField("y", Double));
        return point;
    }
}
