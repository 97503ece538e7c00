using System.Numerics;

namespace Touchstone.Generation;

/// <summary>
/// Values whose every byte names the leaf it belongs to and its place in it: <c>0x33323130</c> is all of leaf 3, so bytes
/// that went astray say where they came from.
/// </summary>
public static class Graffiti
{
    /// <param name="leaf">Which leaf; 1 to 15, more wrap around.</param>
    /// <param name="size">In bytes, at most 16.</param>
    public static BigInteger Unsigned(int leaf, int size)
    {
        var value = BigInteger.Zero;
        for (var k = size - 1; k >= 0; k--)
        {
            value = (value << 8) | Byte(leaf, k);
        }
        return value;
    }

    /// <summary>The same bits as a two's complement number.</summary>
    public static BigInteger Signed(int leaf, int size)
    {
        var value = Unsigned(leaf, size);
        return value >> (size * 8 - 1) == 0 ? value : value - (BigInteger.One << (size * 8));
    }

    /// <summary>As a double; no such pattern is a NaN or an infinity.</summary>
    public static double Double(int leaf) =>
        BitConverter.UInt64BitsToDouble((ulong)Unsigned(leaf, 8));

    /// <summary>As a float, exactly widened.</summary>
    public static double Single(int leaf) =>
        BitConverter.UInt32BitsToSingle((uint)Unsigned(leaf, 4));

    public static byte Byte(int leaf, int position) =>
        (byte)((((leaf - 1) % 15) + 1) << 4 | (position & 0xf));
}
