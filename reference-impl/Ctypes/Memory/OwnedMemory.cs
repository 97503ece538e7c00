namespace Touchstone.Ctypes;

/// <summary>C memory that a managed object owns: zeroed, never moved, freed once the object is collected.</summary>
/// <remarks>
/// Up to 64 bytes it is a slice of a shared pinned chunk (12 ns; a pinned array of its own costs 70), above that a pinned
/// array. Neither needs a finalizer: the chunk or array dies with the last object that refers to it.
/// </remarks>
internal readonly unsafe struct OwnedMemory
{
    private const int LargestSlice = 64;

    // ctypes' own objects have room for 16 bytes, so that a resize up to there stays in place.
    private const int SmallestSlice = 16;
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
        // As malloc does.
        alignment = Math.Max(alignment, 16);
        if (poisons)
        {
            var block = new PoisonedBlock(nint.Max(size, SmallestSlice), alignment);
            return new(block, block.Address, size);
        }
        var needed = Math.Max(checked((int)size), SmallestSlice);
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
