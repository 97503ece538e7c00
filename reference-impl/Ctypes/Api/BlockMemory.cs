using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

/// <summary>Where an explicit block is, and whether it still is: outlives the block by its time in quarantine.</summary>
internal sealed unsafe class BlockPlace(byte* address, nint size)
{
    private volatile bool _isFreed;

    public byte* Address { get; } = address;

    /// <summary>Bytes.</summary>
    public nint Size { get; } = size;

    public bool IsFreed
    {
        get => _isFreed;
        set => _isFreed = value;
    }
}

/// <summary>The memory of an explicit block, zeroed at birth, freed once.</summary>
internal sealed unsafe class BlockMemory : SafeHandle
{
    /// <param name="size">Bytes.</param>
    /// <param name="alignment">A power of two.</param>
    public BlockMemory(nint size, int alignment)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        // As malloc does: an address of its own for nothing, and good for any scalar.
        var bytes = (nuint)nint.Max(size, 1);
        var address = (byte*)NativeMemory.AlignedAlloc(bytes, (nuint)Math.Max(alignment, 16));
        NativeMemory.Clear(address, bytes);
        Place = new BlockPlace(address, size);
        SetHandle((nint)address);
        BlockRegistry.Add(Place);
    }

    public BlockPlace Place { get; }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        BlockRegistry.Retire(Place);
        return true;
    }
}

/// <summary>The explicit blocks that live, and those freed last: what a bare address can be asked about.</summary>
/// <remarks>
/// The memory of a block that is known as freed has not gone back to the allocator, so nobody else can be at its address: the answer
/// <em>freed</em> is never wrong. Blocks freed before that are simply unknown.
/// </remarks>
internal static unsafe class BlockRegistry
{
    private const nint QuarantineBytes = 1024 * 1024;

    private static readonly Lock s_lock = new();
    private static readonly SortedList s_places = new();
    private static readonly Queue<BlockPlace> s_freed = new();
    private static nint s_freedBytes;

    public static void Add(BlockPlace place)
    {
        lock (s_lock)
            s_places.Add(place);
    }

    /// <summary>Notes a block as freed, and gives the memory of the oldest such blocks back.</summary>
    public static void Retire(BlockPlace place)
    {
        lock (s_lock)
        {
            place.IsFreed = true;
            s_freed.Enqueue(place);
            s_freedBytes += SizeInQuarantine(place);
            while (s_freedBytes > QuarantineBytes)
            {
                var oldest = s_freed.Dequeue();
                s_freedBytes -= SizeInQuarantine(oldest);
                s_places.Remove(oldest);
                NativeMemory.AlignedFree(oldest.Address);
            }
        }
    }

    /// <summary>The block that holds an address, living or freed; null for an address that is no block's.</summary>
    public static BlockPlace? Find(byte* address)
    {
        lock (s_lock)
            return s_places.Find(address);
    }

    // The place itself costs something, too: many small blocks leave the quarantine in time.
    private static nint SizeInQuarantine(BlockPlace place) => place.Size + 64;

    /// <summary>Blocks by address. They never overlap.</summary>
    private sealed class SortedList
    {
        private readonly SortedSet<BlockPlace> _places = new(ByAddress.Instance);

        public void Add(BlockPlace place) => _places.Add(place);

        public void Remove(BlockPlace place) => _places.Remove(place);

        public BlockPlace? Find(byte* address)
        {
            if (_places.Count == 0)
                return null;
            var first = new BlockPlace(null, 0);
            var below = _places.GetViewBetween(first, new BlockPlace(address, 0)).Max;
            return below is not null && address < below.Address + nint.Max(below.Size, 1)
                ? below
                : null;
        }
    }

    private sealed class ByAddress : IComparer<BlockPlace>
    {
        public static ByAddress Instance { get; } = new();

        public int Compare(BlockPlace? x, BlockPlace? y) =>
            ((nuint)x!.Address).CompareTo((nuint)y!.Address);
    }
}
