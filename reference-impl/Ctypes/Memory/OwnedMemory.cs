namespace Touchstone.Ctypes;

/// <summary>C memory that a managed object owns: zeroed, never moved, freed once the object is collected.</summary>
/// <remarks>
/// Up to 64 bytes it is a slice of a shared pinned chunk (12 ns; a pinned array of its own costs 70), above that a pinned
/// array. Neither needs a finalizer: the chunk or array dies with the last object that refers to it.
/// </remarks>
internal readonly unsafe struct OwnedMemory
{
    private const int LargestSlice = 64;
    private const int ChunkSize = 32 * 1024;

    [ThreadStatic]
    private static byte[]? _chunk;

    [ThreadStatic]
    private static int _used;

    // Keeps the memory alive: a chunk, an array, or a block that poisons itself.
    private readonly object _owner;

    private OwnedMemory(object owner, byte* address, nint size)
    {
        _owner = owner;
        Address = address;
        Size = size;
    }

    public byte* Address { get; }

    /// <summary>Bytes that were asked for.</summary>
    public nint Size { get; }

    public Span<byte> Span => new(Address, checked((int)Size));

    /// <param name="poisons">Fill the memory with 0xDD when its owner dies, as a debug allocator does.</param>
    public static OwnedMemory Allocate(nint size, int alignment, bool poisons)
    {
        alignment = Math.Max(alignment, 8);
        if (poisons)
        {
            var block = new PoisonedBlock(size, alignment);
            return new(block, block.Address, size);
        }
        // Two empty objects have two addresses.
        var needed = (int)nint.Max(checked((int)size), 1);
        return needed > LargestSlice || alignment > LargestSlice
            ? Large(size, needed, alignment)
            : Slice(size, needed, alignment);
    }

    /// <summary>Ends the memory's life before its owner's: what still points there dangles from now on.</summary>
    public void Release() => (_owner as PoisonedBlock)?.Poison();

    private static OwnedMemory Large(nint size, int needed, int alignment)
    {
        var array = GC.AllocateArray<byte>(checked(needed + alignment), pinned: true);
        return new(array, Align(array, 0, alignment), size);
    }

    private static OwnedMemory Slice(nint size, int needed, int alignment)
    {
        // malloc's alignment where the object is large enough to need it.
        alignment = Math.Max(alignment, needed >= 16 ? 16 : 8);
        if (_chunk is null || _used + needed + alignment > ChunkSize)
        {
            _chunk = GC.AllocateArray<byte>(ChunkSize, pinned: true);
            _used = 0;
        }
        var address = Align(_chunk, _used, alignment);
        _used = (int)(address - Align(_chunk, 0, 1)) + needed;
        return new(_chunk, address, size);
    }

    // Sound: the array is on the pinned heap, so its first element never moves.
    private static byte* Align(byte[] pinned, int offset, int alignment)
    {
        fixed (byte* start = pinned)
            return (byte*)(((nint)start + offset + alignment - 1) & -alignment);
    }
}
