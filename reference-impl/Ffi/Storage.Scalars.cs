using System.Buffers.Binary;
using System.Numerics;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <content>Scalars by their C type, for those who learn it at run time.</content>
public static unsafe partial class Storage
{
    /// <summary>Reads an integer, a <c>_Bool</c> or a pointer of any width: its value as C sees it, pointers unsigned.</summary>
    /// <param name="order">In which the bytes lie; <see cref="ByteOrder.Native"/> is this machine's.</param>
    /// <exception cref="ArgumentException">The type is no integer and no pointer.</exception>
    public static Int128 ReadInteger(nint address, CType type, ByteOrder order = ByteOrder.Native)
    {
        var format = IntegerFormat(type);
        var bits = UInt128.Zero;
        for (var i = 0; i < format.Size; i++)
        {
            bits |= (UInt128)Read<byte>(address + At(format, i, order)) << (i * 8);
        }
        var unused = 128 - (format.Size * 8);
        return format.Class switch
        {
            // C reads any byte but 0 as true, whatever its bits.
            ScalarClass.Bool => bits == 0 ? 0 : 1,
            ScalarClass.Signed => (Int128)(bits << unused) >> unused,
            _ => (Int128)bits,
        };
    }

    /// <summary>Stores an integer as C's cast to the type would: the lowest bits, never a range check; a <c>_Bool</c> is 1 for all but 0.</summary>
    /// <inheritdoc cref="ReadInteger"/>
    public static void WriteInteger(
        nint address,
        CType type,
        Int128 value,
        ByteOrder order = ByteOrder.Native
    )
    {
        var format = IntegerFormat(type);
        var bits =
            format.Class is ScalarClass.Bool ? (UInt128)(value == 0 ? 0 : 1) : (UInt128)value;
        for (var i = 0; i < format.Size; i++)
        {
            Write(address + At(format, i, order), (byte)(bits >> (i * 8)));
        }
    }

    /// <summary>Reads a <c>float</c>, a <c>double</c> or a <c>long double</c>, the last rounded to the nearest double.</summary>
    /// <param name="order">In which the bytes lie; a <c>long double</c> is read in this machine's only.</param>
    /// <exception cref="ArgumentException">The type is none of the three, or a <c>long double</c> in another order.</exception>
    public static double ReadFloat(nint address, CType type, ByteOrder order = ByteOrder.Native) =>
        FloatFormat(type, order) switch
        {
            { Size: 4 } => BitConverter.UInt32BitsToSingle(
                Swaps(order)
                    ? BinaryPrimitives.ReverseEndianness(Read<uint>(address))
                    : Read<uint>(address)
            ),
            { Size: 8 } => BitConverter.UInt64BitsToDouble(
                Swaps(order)
                    ? BinaryPrimitives.ReverseEndianness(Read<ulong>(address))
                    : Read<ulong>(address)
            ),
            _ => new LongDouble(Read<ulong>(address), Read<ushort>(address + 8)).ToDouble(),
        };

    /// <summary>Stores a number as C's cast from <c>double</c> would: a <c>float</c> is rounded to the nearest.</summary>
    /// <remarks>Of an x87 <c>long double</c> the ten bytes that carry it are written; the padding after them stays.</remarks>
    /// <inheritdoc cref="ReadFloat"/>
    public static void WriteFloat(
        nint address,
        CType type,
        double value,
        ByteOrder order = ByteOrder.Native
    )
    {
        switch (FloatFormat(type, order).Size)
        {
            case 4:
                var single = BitConverter.SingleToUInt32Bits((float)value);
                Write(address, Swaps(order) ? BinaryPrimitives.ReverseEndianness(single) : single);
                break;
            case 8:
                var bits = BitConverter.DoubleToUInt64Bits(value);
                Write(address, Swaps(order) ? BinaryPrimitives.ReverseEndianness(bits) : bits);
                break;
            default:
                var wide = LongDouble.FromDouble(value);
                Write(address, wide.Mantissa);
                Write(address + 8, wide.SignAndExponent);
                break;
        }
    }

    /// <summary>Reads a complex number: two floats of one type, the real part first.</summary>
    /// <exception cref="ArgumentException">The type is not complex.</exception>
    public static Complex ReadComplex(nint address, CType type)
    {
        var part = PartOf(type);
        return new(
            ReadFloat(address, part),
            ReadFloat(address + Layout.Of(part, HostAbi.Current).Size, part)
        );
    }

    /// <inheritdoc cref="ReadComplex"/>
    public static void WriteComplex(nint address, CType type, Complex value)
    {
        var part = PartOf(type);
        WriteFloat(address, part, value.Real);
        WriteFloat(address + Layout.Of(part, HostAbi.Current).Size, part, value.Imaginary);
    }

    private static ScalarFormat IntegerFormat(CType type) =>
        type switch
        {
            CPointer => HostAbi.Current.Scalar(ScalarKind.Size),
            CScalar { Kind: var kind }
                when HostAbi.Current.Scalar(kind) is { IsInteger: true } format => format,
            _ => throw new ArgumentException($"{type} is no integer and no pointer", nameof(type)),
        };

    private static ScalarFormat FloatFormat(CType type, ByteOrder order)
    {
        if (
            type is not CScalar { Kind: var kind }
            || HostAbi.Current.Scalar(kind) is not { Class: ScalarClass.Float } format
        )
        {
            throw new ArgumentException($"{type} is no floating type", nameof(type));
        }
        if (format.Size > 8 && Swaps(order))
        {
            throw new ArgumentException(
                $"{type} is read in this machine's byte order only",
                nameof(order)
            );
        }
        return format;
    }

    private static CScalar PartOf(CType type) =>
        type is CScalar { Kind: var kind }
            ? kind switch
            {
                ScalarKind.ComplexFloat => new CScalar(ScalarKind.Float),
                ScalarKind.ComplexDouble => new CScalar(ScalarKind.Double),
                ScalarKind.ComplexLongDouble => new CScalar(ScalarKind.LongDouble),
                _ => throw NotComplex(type),
            }
            : throw NotComplex(type);

    private static ArgumentException NotComplex(CType type) =>
        new($"{type} is no complex type", nameof(type));

    private static bool Swaps(ByteOrder order) =>
        order is not ByteOrder.Native && order != HostAbi.Current.ByteOrder;

    private static int At(ScalarFormat format, int index, ByteOrder order) =>
        (order is ByteOrder.Native ? HostAbi.Current.ByteOrder : order) is ByteOrder.Big
            ? format.Size - 1 - index
            : index;
}
