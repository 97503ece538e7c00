using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Typed reads and writes at any address, aligned or not. The address must be valid for the bytes touched.</summary>
public static unsafe partial class Storage
{
    /// <summary>The bytes at the address as a C# value, in the machine's byte order.</summary>
    /// <typeparam name="T">As many bytes as it has are read.</typeparam>
    public static T Read<T>(nint address)
        where T : unmanaged => Unsafe.ReadUnaligned<T>((void*)address);

    /// <summary>Stores a C# value's bytes, in the machine's byte order.</summary>
    /// <typeparam name="T">As many bytes as it has are written.</typeparam>
    public static void Write<T>(nint address, T value)
        where T : unmanaged => Unsafe.WriteUnaligned((void*)address, value);

    /// <summary>Copies bytes between places that may overlap.</summary>
    public static void Move(nint destination, nint source, nint size) =>
        Buffer.MemoryCopy((void*)source, (void*)destination, size, size);

    /// <summary>The bits of a bit-field, at the bottom of the result, the rest zero.</summary>
    /// <param name="aggregate">Where the aggregate starts, not the field's unit.</param>
    /// <exception cref="ArgumentException">The field has more than 64 bits: see <see cref="ReadWideBits"/>.</exception>
    /// <remarks>
    /// Where <see cref="LayoutRule.CPythonBefore314"/> has put a field outside its unit, the answer is what CPython's shifts give on
    /// x86-64; where it has put the unit in front of its union, nothing is touched and the answer is 0.
    /// </remarks>
    public static ulong ReadBits(nint aggregate, FieldLayout field)
    {
        if (field.Offset < 0)
        {
            return 0;
        }
        if (field.BitWidth > MostBits)
        {
            throw TooWide(field);
        }
        var unit = ReadUnit(aggregate + field.Offset, field);
        var bits = field.Size * 8;
        if (field.BitOffset + field.BitWidth > bits)
        {
            // CPython shifts left by a negative count.
            var count = Shift(field, bits - field.BitOffset - field.BitWidth);
            unit = (unit << count) & Ones(bits);
            return (ulong)(unit >> (bits - field.BitWidth));
        }
        return (ulong)((unit >> field.BitOffset) & Ones(field.BitWidth));
    }

    /// <summary>Stores the lowest bits of a value into a bit-field and leaves its neighbours alone.</summary>
    /// <remarks>For fields outside their unit, see <see cref="ReadBits"/>.</remarks>
    /// <inheritdoc cref="ReadBits" path="/param"/>
    /// <exception cref="ArgumentException">The field has more than 64 bits: see <see cref="WriteWideBits"/>.</exception>
    public static void WriteBits(nint aggregate, FieldLayout field, ulong bits)
    {
        if (field.Offset < 0)
        {
            return;
        }
        if (field.BitWidth > MostBits)
        {
            throw TooWide(field);
        }
        var shift = Shift(field, field.BitOffset);
        var mask = Ones(field.BitWidth) << shift;
        var unit = ReadUnit(aggregate + field.Offset, field);
        WriteUnit(
            aggregate + field.Offset,
            field,
            (unit & ~mask) | (((UInt128)bits << shift) & mask)
        );
    }

    /// <summary>The processor takes a shift modulo the width of the type that C promotes the unit to.</summary>
    private static int Shift(FieldLayout field, int count) => count & (field.Size <= 4 ? 31 : 63);

    private static UInt128 Ones(int count) => (UInt128.One << count) - 1;

    // A packed bit-field of 64 bits may reach into a ninth byte.
    private static UInt128 ReadUnit(nint address, FieldLayout field)
    {
        var unit = UInt128.Zero;
        for (var i = 0; i < field.Size; i++)
        {
            unit |= (UInt128)Read<byte>(address + Place(field, i)) << (i * 8);
        }
        return unit;
    }

    private static void WriteUnit(nint address, FieldLayout field, UInt128 unit)
    {
        for (var i = 0; i < field.Size; i++)
        {
            Write(address + Place(field, i), (byte)(unit >> (i * 8)));
        }
    }

    private static int Place(FieldLayout field, int index) =>
        field.ByteOrder is ByteOrder.Big ? field.Size - 1 - index : index;
}
