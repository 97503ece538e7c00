using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

/// <summary>A place that a pointer was found to lead to, and the bytes that are wanted there.</summary>
/// <param name="pointer">For messages.</param>
/// <param name="address">Where it points to.</param>
/// <param name="start">Bytes from there to the first that is wanted.</param>
/// <param name="size">Bytes that are wanted.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct Reached(CtypesType pointer, byte* address, nint start, nint size)
{
    public CtypesType Pointer { get; } = pointer;

    public byte* Address { get; } = address;

    public bool IsIn(byte* memory, nint length) =>
        memory is not null && Address >= memory && Address < memory + nint.Max(length, 1);

    public void CheckInside(byte* memory, nint length)
    {
        var first = (nint)(Address - memory) + start;
        // Subtracted, for a sum of such numbers may overflow.
        if (first < 0 || first > length || size > length - first)
        {
            throw new CMemoryException(
                CMemoryFault.OutOfRange,
                $"{Pointer.Name}: bytes {first} to {(Int128)first + size} are not all among the {length} that it points into"
            );
        }
    }
}
