using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>C's <c>long double</c> on x86: 64 bits of mantissa, 15 of exponent and a sign, in 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct LongDouble(ulong Mantissa, ushort SignAndExponent)
{
    private const int Bias = 16383;
    private const int DoubleBias = 1023;

    /// <summary>Exact: every double is a long double.</summary>
    public static LongDouble FromDouble(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var sign = (ushort)(bits >> 63 << 15);
        var exponent = (int)(bits >> 52) & 0x7ff;
        var fraction = bits << 12;
        return (exponent, fraction) switch
        {
            (0, 0) => new(0, sign),
            (0, _) when ulong.LeadingZeroCount(fraction) is var shift => new(
                // A subnormal double is a normal long double: its first one becomes the explicit leading bit.
                fraction << (int)shift,
                (ushort)(sign | (Bias - DoubleBias - (int)shift))
            ),
            (0x7ff, _) => new((1UL << 63) | (fraction >> 1), (ushort)(sign | 0x7fff)),
            _ => new(
                (1UL << 63) | (fraction >> 1),
                (ushort)(sign | (exponent - DoubleBias + Bias))
            ),
        };
    }

    /// <summary>Rounded to the nearest double, ties to even.</summary>
    public double ToDouble()
    {
        var sign = (ulong)(SignAndExponent >> 15) << 63;
        var exponent = SignAndExponent & 0x7fff;
        if (exponent != 0 && Mantissa >> 63 == 0)
        {
            // Without its leading one it is no number that the processor knows: the load is invalid, and gives this NaN.
            return BitConverter.UInt64BitsToDouble(0xfff8UL << 48);
        }
        if (exponent == 0x7fff)
        {
            var fraction = (Mantissa << 1) >> 12;
            // A NaN whose payload lies in the lost bits stays a NaN; the processor makes it quiet.
            var quiet = Mantissa << 1 == 0 ? 0 : 1UL << 51;
            return BitConverter.UInt64BitsToDouble(sign | (0x7ffUL << 52) | fraction | quiet);
        }
        // Scaling by powers of two is exact, so only the conversion of the mantissa, or the last scaling into subnormals, rounds;
        // to round once, bits below a double's are first folded into a sticky one.
        var scale = exponent - Bias - 63;
        return BitConverter.UInt64BitsToDouble(sign | Round(Mantissa, scale));
    }

    /// <summary>The bits of mantissa × 2^scale as a positive double.</summary>
    private static ulong Round(ulong mantissa, int scale)
    {
        if (mantissa == 0)
        {
            return 0;
        }
        var leading = 63 - (int)ulong.LeadingZeroCount(mantissa);
        var exponent = Math.Max(leading + scale, 1 - DoubleBias);
        // The value of the last bit that a double of this exponent keeps.
        var drop = exponent - 52 - scale;
        if (drop > 64)
        {
            return 0;
        }
        var kept =
            drop <= 0 ? mantissa << -drop
            : drop == 64 ? 0
            : mantissa >> drop;
        if (drop > 0)
        {
            var lost = drop == 64 ? mantissa : mantissa & ((1UL << drop) - 1);
            var half = 1UL << (drop - 1);
            if (lost > half || (lost == half && (kept & 1) == 1))
            {
                kept++;
            }
        }
        // A carry out of the fraction runs into the exponent, which is what rounding up to the next power of two means.
        var bits = ((ulong)(exponent + DoubleBias - 1) << 52) + kept;
        return exponent + DoubleBias - 1 >= 0x7fe || bits >= 0x7ffUL << 52 ? 0x7ffUL << 52 : bits;
    }
}
