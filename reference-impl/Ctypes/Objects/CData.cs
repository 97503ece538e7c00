using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes;

/// <summary>A ctypes object of the .NET host: some C memory, seen as a type.</summary>
/// <remarks>
/// It owns its memory, or shares that of <see cref="Base"/> and keeps it alive, or borrows memory that nobody vouches for
/// (<c>from_address</c>, <c>in_dll</c>, what a returned pointer points to).
/// </remarks>
public unsafe partial class CData
{
    internal CData(CtypesType type, byte* address, nint size)
    {
        Type = type;
        Address = address;
        Size = size;
    }

    /// <summary><c>type(object)</c>: fixed when it is made, whatever <c>cast</c> makes of its memory elsewhere.</summary>
    public CtypesType Type { get; }

    /// <summary>Borrowed: valid while this object lives and is not resized; of borrowed memory, as long as its true owner says.</summary>
    public byte* Address
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get =>
            IsSteady
            && (Base is null || (Base.IsSteady && Base.Base is null && Base._former is null))
                ? _address
                : MemoryGuard.AddressOf(this);
        internal set => _address = value;
    }

    private byte* _address;

    /// <summary>What a pointer led to: whether its memory may be used is asked each time.</summary>
    private protected bool IsPointee { get; init; }

    // The common cases: an object that has memory, and a part of one that was never resized. Nothing can have gone wrong with them.
    private bool IsSteady => _address is not null && !IsPointee;

    /// <summary>The address as it is noted, also of memory that may no longer be used.</summary>
    internal byte* NotedAddress => _address;

    /// <summary>Bytes: the type's size, unless the object was resized.</summary>
    public nint Size { get; internal set; }

    /// <summary><c>_b_base_</c>: the object whose memory this one shares, its immediate parent; null where there is none.</summary>
    public CData? Base { get; internal init; }

    /// <summary>The place in <see cref="Base"/>: a field's index or an item's.</summary>
    internal nint Index { get; init; }

    /// <summary><c>_objects</c> of this object itself: null where nothing was kept yet.</summary>
    internal Value? Kept { get; set; }

    /// <summary>The memory, where this object owns it.</summary>
    internal OwnedMemory Memory { get; set; }

    internal bool OwnsMemory { get; init; }

    /// <summary>Whether the caller vouched for the addresses that are in its memory.</summary>
    internal bool IsTrusted { get; init; }

    // Memory that it had before it was resized.
    private List<OwnedMemory>? _former;

    /// <summary>Whether the place is in memory that a resize has left behind.</summary>
    internal bool WasAt(byte* address)
    {
        foreach (var memory in _former ?? [])
        {
            if (address >= memory.Address && address < memory.Address + memory.Size)
                return true;
        }
        return false;
    }

    /// <summary>Attributes that are no fields: Python lets them be set on any ctypes object.</summary>
    internal Dictionary<string, Value>? ExtraAttributes { get; set; }

    /// <param name="isFreed">Whether views of it dangle from now on.</param>
    internal void Leave(OwnedMemory former, bool isFreed)
    {
        (_former ??= []).Add(former);
        if (isFreed)
            former.Release();
    }

    /// <summary>Python's <c>repr</c>; the reason where the memory may no longer be read.</summary>
    public override string ToString()
    {
        try
        {
            return DataRepresentation.Of(this);
        }
        catch (CMemoryException reason)
        {
            // A debugger shows what is dead, too.
            return $"<{Type.Name}: {reason.Message}>";
        }
    }
}
