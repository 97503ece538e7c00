using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>C's <c>long double</c> on x86: 64 bits of mantissa, 15 of exponent and a sign, in 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct LongDouble(ulong Mantissa, ushort SignAndExponent)
{
    /// <summary>Exact: every double is a long double.</summary>
    public static LongDouble FromDouble(double value) => throw new NotSupportedException();

    /// <summary>Rounded to the nearest double, ties to even.</summary>
    public double ToDouble() => throw new NotSupportedException();
}
