using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

public static unsafe partial class Storage
{
    private const int MostBits = 64;

    /// <summary>The bits of a bit-field of up to 128 bits (one of <c>__int128</c>), at the bottom of the result, the rest zero.</summary>
    /// <param name="aggregate">Where the aggregate starts, not the field's unit.</param>
    /// <param name="field">A bit-field of a C compiler's rule: <see cref="LayoutRule.CPythonBefore314"/> has none of this width.</param>
    public static UInt128 ReadWideBits(nint aggregate, FieldLayout field)
    {
        var bits = UInt128.Zero;
        for (var i = 0; i < field.BitWidth; i++)
        {
            var (place, mask) = PlaceOfBit(aggregate, field, i);
            if ((Read<byte>(place) & mask) != 0)
            {
                bits |= UInt128.One << i;
            }
        }
        return bits;
    }

    /// <summary>Stores the lowest bits of a value into a bit-field of up to 128 bits and leaves its neighbours alone.</summary>
    /// <inheritdoc cref="ReadWideBits" path="/param"/>
    public static void WriteWideBits(nint aggregate, FieldLayout field, UInt128 bits)
    {
        for (var i = 0; i < field.BitWidth; i++)
        {
            var (place, mask) = PlaceOfBit(aggregate, field, i);
            var others = Read<byte>(place) & ~mask;
            Write(place, (byte)((bits >> i) % 2 == 0 ? others : others | mask));
        }
    }

    // A packed bit-field of 128 bits may reach into a seventeenth byte, which no integer holds: so bit by bit.
    private static (nint Place, int Mask) PlaceOfBit(nint aggregate, FieldLayout field, int bit)
    {
        var inUnit = field.BitOffset + bit;
        return (aggregate + field.Offset + Place(field, inUnit / 8), 1 << (inUnit % 8));
    }

    private static ArgumentException TooWide(FieldLayout field) =>
        new(
            $"{field.Field.Name} has {field.BitWidth} bits, more than {MostBits}: it is a wide one",
            nameof(field)
        );
}
