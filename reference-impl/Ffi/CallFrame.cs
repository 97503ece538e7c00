using System.Runtime.CompilerServices;

namespace Touchstone.Ffi;

/// <summary>The arguments of one call: one slot of 8 bytes each, in order.</summary>
/// <remarks>
/// An integer, pointer, <c>float</c> or <c>double</c> lies in its slot, from the slot's first byte on. An aggregate, a complex and a
/// <c>long double</c> lie elsewhere, and the slot holds their address; the bytes are read during the call only, and never written.
/// A <c>_Bool</c> is a byte 0 or 1.
/// </remarks>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly ref struct CallFrame(Span<ulong> slots)
{
    public Span<ulong> Slots { get; } = slots;

    /// <summary>Stores an argument that lies in its slot.</summary>
    /// <typeparam name="T">At most 8 bytes, of exactly the parameter's size.</typeparam>
    public void Set<T>(int index, T value)
        where T : unmanaged
    {
        Slots[index] = 0;
        Unsafe.WriteUnaligned(ref Unsafe.As<ulong, byte>(ref Slots[index]), value);
    }

    /// <summary>Stores the address of an argument that lies elsewhere.</summary>
    public void SetAddress(int index, nint address) => Slots[index] = (ulong)address;
}
