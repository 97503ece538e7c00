using Touchstone.Ffi;

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
                throw place is CBlock
                    ? Freed($"{place.Type.Name}")
                    : Null($"{place.Type.Name} is at address 0");
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

    /// <summary>Checks that there is a function where a function pointer points.</summary>
    /// <remarks>Known are functions found by name, functions that libraries export, and callbacks; of NULL the rules speak themselves.</remarks>
    public static void CheckCallable(CFunctionPointer function)
    {
        if (!IsChecked(function.Type) || function.Library is not null || IsTrusted(function))
            return;
        var address = *(nint*)function.Address;
        if (address == 0 || Closure.IsAt(address) || LoadedCode.BeginsFunction(address))
            return;
        throw new CMemoryException(
            CMemoryFault.Untrusted,
            $"{function.Type.Name}: no callback is at the address, and no function that a library exports; "
                + "if C gave it, vouch for it with Trusted()"
        );
    }

    /// <summary>Checks text that is read by way of an address found in an object: its NUL is to be in the memory that holds it.</summary>
    /// <param name="unit">Bytes of a character.</param>
    public static void ReachText(CData pointer, byte* address, int unit) =>
        CheckTerminated(pointer.Type, Reach(pointer, address, 0, unit), address, unit);

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

    /// <summary>Checks that C may be given what an argument points to. C is believed to know what it gave out itself.</summary>
    /// <param name="size">Bytes that are known to be touched there; 0 where only C knows.</param>
    public static void Pass(Value argument, nint size = 0)
    {
        if (argument.TryAs<CArgument>() is { } reference)
        {
            if (reference.Source.TryAs<CData>() is { } target && IsChecked(target.Type))
                CheckPart(target, reference.Address, size);
            return;
        }
        if (argument.TryAs<CData>() is not { } data || !IsChecked(data.Type))
            return;
        if (data.Type.Kind == TypeKind.Array)
        {
            CheckPart(data, data.Address, size);
            return;
        }
        var address = HoldsAddress(data.Type) ? *(byte**)data.Address : null;
        if (address is null)
            return;
        var wanted = new Reached(data.Type, address, 0, size);
        if (FindHolder(data, wanted) is not null || BlockRegistry.Find(address) is not { } place)
            return;
        if (place.IsFreed)
            throw Freed($"{data.Type.Name} points into a block that");
        wanted.CheckInside(place.Address, place.Size);
    }

    /// <summary>The same where ctypes itself reads or writes: text and bytes of this model, too, are only as long as they are.</summary>
    public static void Pass(CtypesSession session, Value argument, nint size)
    {
        Pass(argument, size);
        var length =
            argument.TryAs<PyBytes>() is { } bytes ? bytes.Length + 1
            : argument.TryAs<PyText>() is { } text
                ? (nint)(text.CodePoints.Length + 1) * sizeof(int)
            : nint.MaxValue;
        if (session.Options.IsChecked && size > length)
        {
            throw new CMemoryException(
                CMemoryFault.OutOfRange,
                $"bytes 0 to {size} are not all among the {length} of this {argument.ClassName}"
            );
        }
    }

    /// <summary>Checks text that a caller asks for by its length in characters, or up to its NUL.</summary>
    /// <param name="unit">Bytes of a character.</param>
    public static void PassText(CtypesSession session, Value argument, Value length, int unit)
    {
        // A C int, as string_at takes it.
        var characters = (int)BitsOf(length);
        Pass(session, argument, (nint)Math.Max(characters, 0) * unit);
        if (characters == -1 && PlaceOf(argument, out var address) is { } holder)
            CheckTerminated(TypeOf(argument), holder, address, unit);
    }

    /// <summary>A number of bytes that a caller gave, as far as it tells anything: C takes it for a <c>size_t</c>.</summary>
    public static nint CountOf(Value count) => (nint)Math.Min(BitsOf(count), (ulong)nint.MaxValue);

    private static ulong BitsOf(Value number) =>
        number.Kind switch
        {
            ValueKind.Integer => (ulong)(number.AsInteger() & ulong.MaxValue),
            ValueKind.Data
                when number.As<CData>() is { Type.Kind: TypeKind.Simple } data
                    && SimpleCode.IsInteger(data.Type.Code) => BitsOf(
                Attributes.Get(data, "value")
            ),
            _ => 0,
        };

    private static CtypesType TypeOf(Value argument) =>
        (argument.TryAs<CData>() ?? argument.As<CArgument>().Source.As<CData>()).Type;

    /// <summary>Where an argument that was passed points to, and what holds that.</summary>
    /// <returns>Null where it is not known, or not checked.</returns>
    private static object? PlaceOf(Value argument, out byte* address)
    {
        address = null;
        if (argument.TryAs<CArgument>() is { } reference)
        {
            address = reference.Address;
            return reference.Source.TryAs<CData>() is { } target && IsChecked(target.Type)
                ? HolderOf(target)
                : null;
        }
        if (argument.TryAs<CData>() is not { } data || !IsChecked(data.Type))
            return null;
        if (data.Type.Kind == TypeKind.Array)
        {
            address = data.Address;
            return HolderOf(data);
        }
        if (!HoldsAddress(data.Type))
            return null;
        address = *(byte**)data.Address;
        return address is null
            ? null
            : FindHolder(data, new Reached(data.Type, address, 0, 0))
                ?? BlockRegistry.Find(address);
    }

    // Of memory that only C knows, the end is C's affair, too; Python's own text has its NUL.
    private static void CheckTerminated(CtypesType type, object? holder, byte* text, int unit)
    {
        var end = holder switch
        {
            CData owner => owner.Address + owner.Size,
            BlockPlace place => place.Address + place.Size,
            _ => null,
        };
        if (end is null)
            return;
        for (var at = text; at + unit <= end; at += unit)
        {
            if (unit == 1 ? *at == 0 : *(int*)at == 0)
                return;
        }
        throw new CMemoryException(
            CMemoryFault.OutOfRange,
            $"{type.Name}: the text has no NUL in the memory that it points into"
        );
    }

    // Also asks the object whether it may be used at all.
    private static void CheckPart(CData data, byte* address, nint size)
    {
        _ = data.Address;
        var wanted = new Reached(data.Type, address, 0, size);
        var root = RootOf(data);
        switch (root is CPointee { Holder: var holder } ? holder : root)
        {
            case CData owner when wanted.IsIn(owner.Address, owner.Size):
                wanted.CheckInside(owner.Address, owner.Size);
                break;
            case CData owner when owner.WasAt(address):
                throw Moved(data);
            // Elsewhere: an offset that leaves the object. Of borrowed memory nobody knows the size.
            case CData owner when owner is CBlock or { OwnsMemory: true }:
                wanted.CheckInside(owner.Address, owner.Size);
                break;
            case BlockPlace place:
                wanted.CheckInside(place.Address, place.Size);
                break;
        }
    }

    /// <summary>Refuses to lend memory to an object that could not tell when it is freed.</summary>
    public static void Export(Value source)
    {
        if (source.TryAs<CData>() is { } data && RootOf(data) is CBlock or CPointee)
            throw Lent(data.Type);
    }

    /// <summary>The same for memory that a memoryview is to see by its address, so many bytes of it.</summary>
    public static void Export(CtypesSession session, Value source, nint size)
    {
        Pass(session, source, size);
        if (PlaceOf(source, out _) is CBlock or BlockPlace)
            throw Lent(TypeOf(source));
    }

    private static CMemoryException Lent(CtypesType type) =>
        new(
            CMemoryFault.Untrusted,
            $"{type.Name} is in a block that may be disposed: a memoryview or from_buffer would not notice; use a span or a cast"
        );

    private static bool HoldsAddress(CtypesType type) =>
        type is { Kind: TypeKind.Pointer } or { Kind: TypeKind.Simple, Code: 'P' or 'z' or 'Z' };

    private static bool IsChecked(CtypesType type) =>
        type.Types.Host is CtypesSession { Options.IsChecked: true };

    // Whoever vouches for a pointer vouches for the structure it leads into: for the pointers and the text in it, too.
    private static bool IsTrusted(CData data)
    {
        for (var place = data; place is not null; place = place.Base)
        {
            if (place.Type.IsTrusted || place.IsTrusted)
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
                throw Freed($"{pointee.Type.Name} is in a block that");
        }
    }

    /// <summary>What ctypes' rules keep alive for a pointer, where that is what it points into.</summary>
    /// <exception cref="CMemoryException">It is, and may not be used any more.</exception>
    private static object? FindHolder(CData pointer, Reached wanted)
    {
        // Nearly always the pointer itself keeps its target.
        if (
            pointer.Kept?.TryAs<PyDict>() is { } own
            && own.TryGet("1", out var near)
            && near.TryAs<CData>() is { Base: null } kin
            && Contains(kin, wanted, out _)
        )
            return kin;
        var search = new KeptSearch(wanted);
        var holder = search.Near(pointer) ?? search.Everywhere(pointer);
        if (holder is not null || search.Dead is not { } dead)
            return holder;
        // The place may have been given to another block since.
        return BlockRegistry.Find(wanted.Address) is { IsFreed: false } ? null : throw dead;
    }

    /// <summary>The object whose memory it is, or what a pointer was followed to.</summary>
    public static CData RootOf(CData data)
    {
        while (data is not CPointee && data.Base is { } @base)
            data = @base;
        return data;
    }

    /// <summary>Whether a place is in an object's own memory.</summary>
    /// <param name="dead">Where the object had the place once: why it may not be used.</param>
    public static bool Contains(CData root, Reached wanted, out CMemoryException? dead)
    {
        dead = null;
        if (root is CBlock { IsDisposed: true } block)
        {
            if (wanted.IsIn(block.Place.Address, block.Place.Size))
                dead = Freed($"{wanted.Pointer.Name} points into {root.Type.Name}, which");
            return false;
        }
        if (wanted.IsIn(root.NotedAddress, root.Size))
        {
            wanted.CheckInside(root.NotedAddress, root.Size);
            return true;
        }
        if (root.WasAt(wanted.Address))
        {
            dead = new CMemoryException(
                CMemoryFault.Moved,
                $"{wanted.Pointer.Name} points to where {root.Type.Name} was before it was resized"
            );
        }
        return false;
    }

    private static CMemoryException Null(string message) => new(CMemoryFault.Null, message);

    private static CMemoryException Freed(string what) =>
        new(CMemoryFault.Freed, $"{what} was freed: the block was disposed");

    private static CMemoryException Moved(CData data) =>
        new(
            CMemoryFault.Moved,
            $"{data.Type.Name} is a view of memory that was left behind by a resize: take a new view"
        );
}
