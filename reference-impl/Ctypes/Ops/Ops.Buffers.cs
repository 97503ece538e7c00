using System.Collections.Immutable;

namespace Touchstone.Ctypes;

/// <summary>What a buffer over a ctypes object is (PEP 3118), besides its address.</summary>
/// <param name="Format">Such as <c>&lt;i</c> or <c>T{&lt;i:x:&lt;i:y:}</c>.</param>
/// <param name="ItemSize">Bytes.</param>
/// <param name="Shape">The dimensions, outermost first; none for what is no array.</param>
/// <param name="Size">Bytes of all.</param>
public readonly record struct BufferShape(
    string Format,
    nint ItemSize,
    ImmutableArray<nint> Shape,
    nint Size
);

// The buffer protocol: what memoryview sees of a ctypes object. It can always be written.
public static unsafe partial class Ops<H, R>
{
    /// <summary>The buffer that an object exports.</summary>
    public static BufferShape BufferOf(R data)
    {
        var type = H.TypeOf(data);
        var size = H.SizeOf(data);
        var shape = TypeSet.Dimensions(type);
        nint itemSize;
        if (type.Profile.HasElementItemSize)
        {
            var element = type;
            while (element.Kind == TypeKind.Array)
                element = element.Element!;
            itemSize = element.Size;
        }
        else
        {
            itemSize = size;
            foreach (var length in shape)
                itemSize = itemSize == 0 ? 0 : itemSize / length;
        }
        return new(type.BufferFormat, itemSize, [.. shape], size);
    }

    /// <summary><c>memoryview_at(source, size, readonly)</c>: bytes that nobody vouches for and nothing keeps.</summary>
    /// <param name="size">Bytes.</param>
    public static bool MemoryViewAt(TypeSet types, R source, R size, bool isReadOnly, out R view)
    {
        ArgumentNullException.ThrowIfNull(types);
        view = H.None;
        var scratch = stackalloc byte[ScratchSize];
        if (
            !ToAddress(types, source, 0, out var address)
            || !ConvertArgument(types, types["c_ssize_t"], size, 1, scratch, out var slot)
        )
            return false;
        var length = (nint)slot.Bits;
        if (length < 0)
            return H.Raise(ErrorKind.ValueError, "memoryview_at: size is negative (or overflowed)");
        view = H.ViewMemory((byte*)address, length, isReadOnly);
        return true;
    }
}
