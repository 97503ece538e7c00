namespace Touchstone.Ctypes;

/// <summary>What a pointer pointed to when it was followed: holds the memory itself, whatever becomes of the pointer.</summary>
/// <remarks>ctypes holds the pointer only, so that such an object dangles once the pointer is set anew.</remarks>
internal sealed unsafe class CPointee : CData
{
    internal CPointee(CtypesType type, byte* address, nint size)
        : base(type, address, size) => IsPointee = true;

    /// <summary>The object, bytes or block that the memory belongs to; null where the caller trusts the pointer.</summary>
    internal object? Holder { get; init; }
}
