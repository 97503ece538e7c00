using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Typed reads and writes at any address, aligned or not. The address must be valid for the bytes touched.</summary>
public static unsafe class Storage
{
    public static T Read<T>(nint address)
        where T : unmanaged => Unsafe.ReadUnaligned<T>((void*)address);

    public static void Write<T>(nint address, T value)
        where T : unmanaged => Unsafe.WriteUnaligned((void*)address, value);

    /// <summary>Copies bytes between places that may overlap.</summary>
    public static void Move(nint destination, nint source, nint size) =>
        Buffer.MemoryCopy((void*)source, (void*)destination, size, size);

    /// <summary>The bits of a bit-field, at the bottom of the result, the rest zero.</summary>
    /// <param name="aggregate">Where the aggregate starts, not the field's unit.</param>
    public static ulong ReadBits(nint aggregate, FieldLayout field) =>
        throw new NotSupportedException();

    /// <summary>Stores the lowest bits of a value into a bit-field and leaves its neighbours alone.</summary>
    /// <inheritdoc cref="ReadBits"/>
    public static void WriteBits(nint aggregate, FieldLayout field, ulong bits) =>
        throw new NotSupportedException();
}
