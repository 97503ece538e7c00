namespace Touchstone.Ctypes;

// Whose memory an object has, and how much: from_buffer and its like, resize.
public static unsafe partial class Ops<H, R>
{
    /// <summary>The index under which <c>from_buffer</c> keeps its source: -1.</summary>
    private const nint SourceIndex = -1;

    /// <summary><c>sizeof</c> of an object or of a type.</summary>
    public static bool SizeOf(R target, CtypesType? type, out nint size)
    {
        var isObject = H.KindOf(target) == ValueKind.Data;
        size = isObject ? H.SizeOf(target) : type?.Size ?? 0;
        return isObject
            || type is { IsAbstract: false }
            || H.Raise(ErrorKind.TypeError, "this type has no size");
    }

    /// <summary><c>alignment</c> of an object or of a type.</summary>
    public static bool AlignmentOf(R target, CtypesType? type, out int alignment)
    {
        type = H.KindOf(target) == ValueKind.Data ? H.TypeOf(target) : type;
        alignment = type?.Alignment ?? 0;
        return type is { IsAbstract: false } || H.Raise(ErrorKind.TypeError, "no alignment info");
    }

    /// <summary><c>addressof</c>; a <c>TypeError</c> for what is no ctypes object.</summary>
    public static bool AddressOf(R target, out nint address)
    {
        address = 0;
        if (H.KindOf(target) != ValueKind.Data)
            return H.Raise(ErrorKind.TypeError, "invalid type");
        address = (nint)H.AddressOf(target);
        return true;
    }

    /// <summary><c>resize(target, size)</c>: the memory moves, views of the old one are left behind.</summary>
    /// <param name="size">Bytes.</param>
    public static bool Resize(TypeSet types, R target, nint size)
    {
        ArgumentNullException.ThrowIfNull(types);
        if (H.KindOf(target) != ValueKind.Data)
        {
            return H.Raise(ErrorKind.TypeError, types.Profile.ResizeRefusal(H.ClassNameOf(target)));
        }
        var smallest = H.TypeOf(target).Size;
        if (size < smallest)
            return H.Raise(ErrorKind.ValueError, $"minimum size is {smallest}");
        if (!H.OwnsMemory(target))
        {
            return H.Raise(
                ErrorKind.ValueError,
                "Memory cannot be resized because this object doesn't own it"
            );
        }
        return H.Reallocate(target, size);
    }

    /// <summary><c>type.from_buffer(source, offset)</c>.</summary>
    /// <param name="offset">Bytes.</param>
    public static bool FromBuffer(CtypesType type, R source, nint offset, out R data)
    {
        data = H.None;
        return HasStorage(type)
            && H.ExportBuffer(
                source,
                out var view,
                out var address,
                out var length,
                out var isReadOnly
            )
            && (!isReadOnly || H.Raise(ErrorKind.TypeError, "underlying buffer is not writable"))
            && HasRoom(type, offset, length)
            && Borrow(type, address + offset, out data)
            && Keep(data, SourceIndex, view);
    }

    /// <summary><c>type.from_buffer_copy(source, offset)</c>.</summary>
    /// <param name="offset">Bytes.</param>
    public static bool FromBufferCopy(CtypesType type, R source, nint offset, out R data)
    {
        data = H.None;
        if (
            !HasStorage(type)
            || !H.ReadBuffer(source, out var address, out var length)
            || !HasRoom(type, offset, length)
            || !H.Construct(type, [], out data)
        )
            return false;
        Buffer.MemoryCopy(address + offset, H.AddressOf(data), type.Size, type.Size);
        return true;
    }

    private static bool HasRoom(CtypesType type, nint offset, nint length)
    {
        if (offset < 0)
            return H.Raise(ErrorKind.ValueError, "offset cannot be negative");
        return type.Size <= length - offset
            || H.Raise(
                ErrorKind.ValueError,
                $"Buffer size too small ({length} instead of at least {type.Size + offset} bytes)"
            );
    }

    /// <summary><c>type.from_address(address)</c>.</summary>
    public static bool FromAddress(CtypesType type, R address, out R data)
    {
        data = H.None;
        if (!HasStorage(type))
            return false;
        if (H.KindOf(address) is not (ValueKind.Integer or ValueKind.Boolean))
            return H.Raise(ErrorKind.TypeError, "integer expected");
        return H.ToBits(address, out var bits, out var range)
            && FitsPointer(range)
            && Borrow(type, (byte*)bits, out data);
    }

    /// <summary>Reads a size or an offset that a caller gave, as Python's <c>n</c> format does.</summary>
    /// <param name="isClipped">What fits no size becomes the nearest, as <c>byref</c> has it.</param>
    public static bool ToSize(R value, bool isClipped, out nint size)
    {
        size = 0;
        if (!H.ToBits(value, out var bits, out var range))
            return false;
        size = range switch
        {
            IntegerRange.Signed => (nint)bits,
            IntegerRange.Below => nint.MinValue,
            _ => nint.MaxValue,
        };
        return isClipped
            || range == IntegerRange.Signed
            || H.Raise(ErrorKind.OverflowError, "Python int too large to convert to C ssize_t");
    }

    private static bool FitsPointer(IntegerRange range) =>
        range is IntegerRange.Signed or IntegerRange.Unsigned
        || H.Raise(
            ErrorKind.OverflowError,
            range == IntegerRange.Below
                ? "Python int too large to convert to C long"
                : "Python int too large to convert to C unsigned long"
        );
}
