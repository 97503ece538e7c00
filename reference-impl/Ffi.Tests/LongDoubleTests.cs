using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>Our conversions held against the processor's.</summary>
public sealed class LongDoubleTests
{
    private static readonly double[] s_doubles =
    [
        0,
        -0.0,
        1,
        -1,
        1.0 / 3,
        double.MaxValue,
        double.MinValue,
        double.Epsilon,
        -double.Epsilon,
        2.2250738585072014e-308,
        2.225073858507201e-308,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.NaN,
        4503599627370497,
        1e-320,
    ];

    [Fact]
    public void Every_double_becomes_the_long_double_that_C_makes_of_it()
    {
        var random = new Random(1);
        foreach (
            var value in s_doubles.Concat(
                Enumerable
                    .Range(0, 2000)
                    .Select(_ =>
                        BitConverter.Int64BitsToDouble(
                            random.NextInt64(long.MinValue, long.MaxValue)
                        )
                    )
            )
        )
        {
            var (mantissa, rest) = ToLongDouble(value);
            if (!double.IsNaN(value))
            {
                Assert.Equal(new LongDouble(mantissa, (ushort)rest), LongDouble.FromDouble(value));
            }
        }
    }

    [Fact]
    public void Every_long_double_becomes_the_double_that_C_makes_of_it()
    {
        var random = new Random(2);
        // Around the borders of a double: its normal and subnormal exponents, and halfway between two of its values.
        var exponents = Enumerable
            .Range(15300, 80)
            .Concat(Enumerable.Range(16383 - 1090, 90))
            .Concat(Enumerable.Range(17400, 20))
            .Append(0)
            .Append(0x7fff);
        foreach (var exponent in exponents)
        {
            ulong[] mantissas =
            [
                1UL << 63,
                ulong.MaxValue,
                (1UL << 63) | (1UL << 10),
                (1UL << 63) | (3UL << 10),
                (1UL << 63) | (1UL << 10) | 1,
                (ulong)random.NextInt64() | (1UL << 63),
            ];
            foreach (var mantissa in mantissas)
            {
                var value = new LongDouble(
                    exponent == 0 ? 0 : mantissa,
                    (ushort)(exponent | 0x8000)
                );
                var expected = FromLongDouble(value);
                Assert.True(
                    BitConverter.DoubleToInt64Bits(expected)
                        == BitConverter.DoubleToInt64Bits(value.ToDouble()),
                    $"{value}: C {expected:R}, ours {value.ToDouble():R}"
                );
            }
        }
    }

    private static unsafe (ulong Mantissa, ulong Tail) ToLongDouble(double value)
    {
        (ulong, ulong) bytes;
        Fixture.Call<int>(
            "to_long_double",
            new CFunction(
                CVoid.Instance,
                new CScalar(ScalarKind.Double),
                new CPointer(CVoid.Instance)
            ),
            BitConverter.DoubleToUInt64Bits(value),
            (ulong)&bytes
        );
        return bytes;
    }

    private static unsafe double FromLongDouble(LongDouble value) =>
        Fixture.Call<double>(
            "from_long_double",
            new CFunction(new CScalar(ScalarKind.Double), new CPointer(CVoid.Instance)),
            (ulong)&value
        );
}
