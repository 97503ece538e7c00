namespace Touchstone.Ctypes;

/// <summary>A C object in memory of its own that is freed when it is disposed: <c>malloc</c> and <c>free</c> with a type.</summary>
/// <remarks>
/// The address stays the same until then, so C may keep it. Every view of it, and every pointer that is followed to it, is
/// refused afterwards (<see cref="CMemoryFault.Freed"/>); freed memory waits in a quarantine of at most 1 MiB, so that an old
/// span or C itself meets no other object there for a while. A block that is forgotten is freed when the garbage collector
/// finds nothing that refers to it. Disposing while another thread uses the block is a race, as it is in C.
/// </remarks>
public sealed unsafe class CBlock : CData, IDisposable
{
    private readonly BlockMemory _memory;

    internal CBlock(CtypesType type, BlockMemory memory)
        : base(type, memory.Place.Address, type.Size) => _memory = memory;

    internal BlockPlace Place => _memory.Place;

    /// <summary>Whether the memory was freed.</summary>
    public bool IsDisposed => _memory.IsClosed;

    /// <summary>Frees the memory. What C still knows of it dangles.</summary>
    public void Dispose()
    {
        Address = null;
        _memory.Dispose();
    }
}
