using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>The arguments of one call: one slot of 8 bytes each, in order.</summary>
/// <remarks>
/// An integer, pointer, <c>float</c> or <c>double</c> lies in its slot, from the slot's first byte on. An aggregate, a complex, a
/// <c>long double</c> and an <c>__int128</c> lie elsewhere, and the slot holds their address; the bytes are read during the call only,
/// and never written.
/// A <c>_Bool</c> is a byte 0 or 1.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct CallFrame(Span<ulong> slots)
{
    /// <summary>Borrowed: the caller's, valid as long as the span it gave. Its length may exceed the number of arguments.</summary>
    public Span<ulong> Slots { get; } = slots;

    /// <summary>Whether an argument of this type lies elsewhere, and its slot holds the address.</summary>
    public static bool HoldsAddressOf(CType type) =>
        type
            is CAggregate
                or CScalar
                {
                    Kind: ScalarKind.Int128
                        or ScalarKind.UInt128
                        or ScalarKind.LongDouble
                        or ScalarKind.ComplexFloat
                        or ScalarKind.ComplexDouble
                        or ScalarKind.ComplexLongDouble
                };

    /// <summary>Stores an argument that lies in its slot.</summary>
    /// <typeparam name="T">At most 8 bytes, of exactly the parameter's size.</typeparam>
    public void Set<T>(int index, T value)
        where T : unmanaged
    {
        // One store of the whole slot: a narrower one over a zeroed slot would make the call that reads it wait for both.
        Slots[index] = Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<T, byte>(value),
            2 => Unsafe.BitCast<T, ushort>(value),
            4 => Unsafe.BitCast<T, uint>(value),
            8 => Unsafe.BitCast<T, ulong>(value),
            _ => Bytes(value),
        };
    }

    private static ulong Bytes<T>(T value)
        where T : unmanaged
    {
        var slot = 0UL;
        Unsafe.WriteUnaligned(ref Unsafe.As<ulong, byte>(ref slot), value);
        return slot;
    }

    /// <summary>Stores the address of an argument that lies elsewhere.</summary>
    public void SetAddress(int index, nint address) => Slots[index] = (ulong)address;
}
