namespace Touchstone.Ctypes;

/// <summary>Whether memory may be touched: what ctypes never asks, and the .NET API always does.</summary>
/// <remarks>
/// An object is good while the root of its memory is: neither disposed nor left behind by a resize. A pointer is good where it
/// points into an object that ctypes' own rules keep alive for it, or into a living block of <see cref="CtypesSession.Allocate"/>; every other
/// address came from C, and needs somebody's word (<see cref="CData.Trusted"/>).
/// </remarks>
internal static unsafe class MemoryGuard
{
    /// <summary>The address of an object that is a view, or has none.</summary>
    /// <exception cref="CMemoryException">It may not be used any more.</exception>
    public static byte* AddressOf(CData data)
    {
        var address = data.NotedAddress;
        if (!IsChecked(data.Type))
            return address;
        for (var place = data; ; place = place.Base)
        {
            if (place is CPointee pointee)
            {
                CheckHolder(pointee);
                return address;
            }
            if (place.NotedAddress is null)
                throw place is CBlock ? Freed($"{place}") : Null($"{place} is at address 0");
            if (!ReferenceEquals(place, data) && place.WasAt(address))
                throw Moved(data);
            if (place.Base is null)
                return address;
        }
    }

    /// <summary>Checks that memory may be touched by way of an address that was found in an object.</summary>
    /// <param name="start">Bytes from the address to the first that is wanted.</param>
    /// <param name="size">Bytes that are wanted.</param>
    /// <returns>What holds the memory; null for memory that is trusted, or not checked.</returns>
    public static object? Reach(CData pointer, byte* address, nint start, nint size)
    {
        var type = pointer.Type;
        if (!IsChecked(type))
            return null;
        if (type.Kind == TypeKind.Pointer && type.Element is { IsIncomplete: true } incomplete)
            throw CtypesSession.Incomplete(incomplete);
        if (address is null)
            throw Null($"{type.Name} is NULL");
        var wanted = new Reached(type, address, start, size);
        if (FindHolder(pointer, wanted) is { } holder)
            return holder;
        if (BlockRegistry.Find(address) is { } place)
        {
            if (place.IsFreed)
                throw Freed($"{type.Name} points into a block that");
            wanted.CheckInside(place.Address, place.Size);
            return place;
        }
        return IsTrusted(pointer)
            ? null
            : throw new CMemoryException(
                CMemoryFault.Untrusted,
                $"{type.Name}: the address came from C, so nothing is known of what is there; "
                    + "vouch for it with Trusted(), or give its declaration a trusted type"
            );
    }

    /// <summary>What holds a place that a pointer was followed to.</summary>
    /// <inheritdoc cref="Reach" path="/returns"/>
    public static object? Holder(CData pointer, byte* address, nint size)
    {
        var target = *(byte**)pointer.Address;
        return Reach(pointer, target, (nint)(address - target), size);
    }

    /// <summary>What holds an object's own memory.</summary>
    public static object? HolderOf(CData data) =>
        RootOf(data) is CPointee pointee ? pointee.Holder : RootOf(data);

    /// <summary>Checks that C may be given what a pointer object holds. C is believed to know what it gave out itself.</summary>
    public static void Pass(Value argument)
    {
        if (argument.TryAs<CData>() is not { } data || !IsChecked(data.Type))
            return;
        var isPointer =
            data.Type.Kind == TypeKind.Pointer
            || data.Type is { Kind: TypeKind.Simple, Code: 'P' or 'z' or 'Z' };
        if (!isPointer)
            return;
        var address = *(byte**)data.Address;
        if (address is null)
            return;
        // Size 0: C knows how much it wants.
        if (
            FindHolder(data, new Reached(data.Type, address, 0, 0)) is null
            && BlockRegistry.Find(address) is { IsFreed: true }
        )
            throw Freed($"{data.Type.Name} points into a block that");
    }

    /// <summary>Refuses to lend memory to an object that could not tell when it is freed.</summary>
    public static void Export(Value source)
    {
        if (source.TryAs<CData>() is { } data && RootOf(data) is CBlock or CPointee)
        {
            throw new CMemoryException(
                CMemoryFault.Untrusted,
                $"{data} is in a block that may be disposed: a memoryview or from_buffer would not notice; use a span or a cast"
            );
        }
    }

    private static bool IsChecked(CtypesType type) =>
        type.Types.Host is CtypesSession { Options.IsChecked: true };

    // Whoever vouches for a pointer vouches for the structure it leads into: for the pointers and the text in it, too.
    private static bool IsTrusted(CData data)
    {
        for (var place = data; place is not null; place = place.Base)
        {
            if (place.Type.IsTrusted || place is CPointee { IsTrusted: true })
                return true;
        }
        return false;
    }

    private static void CheckHolder(CPointee pointee)
    {
        switch (pointee.Holder)
        {
            case CData holder:
                // Throws for one that was disposed, or resized away under a view.
                var start = holder.Address;
                var address = pointee.NotedAddress;
                if (address < start || address + pointee.Size > start + holder.Size)
                    throw Moved(pointee);
                break;
            case BlockPlace { IsFreed: true }:
                throw Freed($"{pointee} is in a block that");
        }
    }

    /// <summary>Searches what ctypes' rules keep alive for a pointer, near things first.</summary>
    private static object? FindHolder(CData pointer, Reached wanted)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<object>();
        for (CData? data = pointer; data is not null; data = data.Base)
        {
            if (data.Kept is { } kept && kept.TryAs<object>() is { } first)
                waiting.Enqueue(first);
            // The object that a pointer led to keeps what it points to itself.
            if (data is CPointee { Holder: CData holder })
                waiting.Enqueue(holder);
        }
        while (waiting.TryDequeue(out var item))
        {
            if (!seen.Add(item))
                continue;
            switch (item)
            {
                case CData data:
                    var root = RootOf(data);
                    if (Contains(root, wanted))
                        return root;
                    if (root.Kept is { } kept && kept.TryAs<object>() is { } container)
                        waiting.Enqueue(container);
                    break;
                // A NUL follows, which belongs to the text.
                case PyBytes bytes when wanted.IsIn(bytes.Address, bytes.Length + 1):
                    wanted.CheckInside(bytes.Address, bytes.Length + 1);
                    return bytes;
                case PyByteArray bytes when wanted.IsIn(bytes.Address, bytes.Length):
                    wanted.CheckInside(bytes.Address, bytes.Length);
                    return bytes;
                case int[] wide when IsInside(wide, wanted.Address):
                    return wide;
                case PyMemoryView { Source: var source } when source.TryAs<object>() is { } target:
                    waiting.Enqueue(target);
                    break;
                case PyDict dictionary:
                    foreach (var (_, value) in dictionary.Items)
                        Add(value);
                    break;
                case PyTuple tuple:
                    foreach (var value in tuple.Items)
                        Add(value);
                    break;
            }
        }
        return null;

        void Add(Value value)
        {
            if (value.TryAs<object>() is { } reference)
                waiting.Enqueue(reference);
        }
    }

    private static CData RootOf(CData data)
    {
        while (data is not CPointee && data.Base is { } @base)
            data = @base;
        return data;
    }

    private static bool Contains(CData root, Reached wanted)
    {
        if (root is CBlock { IsDisposed: true } block)
        {
            return wanted.IsIn(block.Place.Address, block.Place.Size)
                ? throw Freed($"{wanted.Pointer.Name} points into {root}, which")
                : false;
        }
        if (wanted.IsIn(root.NotedAddress, root.Size))
        {
            wanted.CheckInside(root.NotedAddress, root.Size);
            return true;
        }
        return root.WasAt(wanted.Address)
            ? throw new CMemoryException(
                CMemoryFault.Moved,
                $"{wanted.Pointer.Name} points to where {root} was before it was resized"
            )
            : false;
    }

    private static bool IsInside(int[] wide, byte* address)
    {
        // Sound: such arrays are on the pinned heap.
        fixed (int* start = wide)
            return address >= (byte*)start && address < (byte*)(start + wide.Length);
    }

    private static CMemoryException Null(string message) => new(CMemoryFault.Null, message);

    private static CMemoryException Freed(string what) =>
        new(CMemoryFault.Freed, $"{what} was freed: the block was disposed");

    private static CMemoryException Moved(CData data) =>
        new(
            CMemoryFault.Moved,
            $"{data} is a view of memory that was left behind by a resize: take a new view"
        );

    /// <param name="pointer">For messages.</param>
    /// <param name="address">Where it points to.</param>
    /// <param name="start">Bytes from there to the first that is wanted.</param>
    /// <param name="size">Bytes that are wanted.</param>
    private readonly struct Reached(CtypesType pointer, byte* address, nint start, nint size)
    {
        public CtypesType Pointer { get; } = pointer;

        public byte* Address { get; } = address;

        public bool IsIn(byte* memory, nint length) =>
            memory is not null && Address >= memory && Address < memory + nint.Max(length, 1);

        public void CheckInside(byte* memory, nint length)
        {
            var first = (nint)(Address - memory) + start;
            if (first < 0 || first + size > length)
            {
                throw new CMemoryException(
                    CMemoryFault.OutOfRange,
                    $"{Pointer.Name}: bytes {first} to {first + size} are not all among the {length} that it points into"
                );
            }
        }
    }
}
