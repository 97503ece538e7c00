namespace Touchstone.Ctypes;

// Pointers: contents, items, slices. A pointer object is its slot, which may be part of another object.
public static unsafe partial class Ops<H, R>
{
    /// <summary><c>pointer.contents</c>: a new object each time, which shares what is pointed to.</summary>
    public static bool GetContents(R pointer, out R value)
    {
        value = H.None;
        return TargetOf(pointer, 0, H.TypeOf(pointer).Element!.Size, out var target)
            && View(H.TypeOf(pointer).Element!, target, pointer, 0, out value);
    }

    /// <summary><c>pointer.contents = value</c>: points elsewhere, and lets the former target go.</summary>
    public static bool SetContents(R pointer, R value)
    {
        // CPython looks no closer: any ctypes object is taken.
        if (H.KindOf(value) != ValueKind.Data)
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"expected {H.TypeOf(pointer).Element?.Name} instead of {H.ClassNameOf(value)}"
            );
        }
        *(byte**)H.AddressOf(pointer) = H.AddressOf(value);
        return Keep(pointer, 1, value) && Keep(pointer, 0, KeptOf(value));
    }

    /// <summary><c>pointer[key]</c>. Only NULL is checked: like C, it does not know how much there is.</summary>
    internal static bool GetPointerItems(R pointer, R key, SliceParts<R>? slice, out R value)
    {
        value = H.None;
        var element = H.TypeOf(pointer).Element!;
        if (slice is { } parts)
        {
            return RangeOfPointer(parts, out var range)
                && TargetOf(
                    pointer,
                    range.Lowest * element.Size,
                    range.Extent * element.Size,
                    out var first
                )
                && GetRange(pointer, element, first, range, out value);
        }
        return ToIndex(key, "Pointer indices must be integer", out var index)
            && TargetOf(pointer, index * element.Size, element.Size, out var target)
            && Get(element, target + (index * element.Size), pointer, index, out value);
    }

    /// <summary><c>pointer[index] = value</c>; a slice cannot be assigned.</summary>
    internal static bool SetPointerItem(R pointer, R key, R value)
    {
        var element = H.TypeOf(pointer).Element!;
        return ToIndex(key, "Pointer indices must be integer", out var index)
            && TargetOf(pointer, index * element.Size, element.Size, out var target)
            && Set(element, target + (index * element.Size), pointer, index, value);
    }

    /// <param name="start">Bytes from where it points to the first that is wanted.</param>
    /// <param name="size">Bytes that are wanted.</param>
    private static bool TargetOf(R pointer, nint start, nint size, out byte* target)
    {
        target = *(byte**)H.AddressOf(pointer);
        return H.MayReach(pointer, target, start, size)
            && (target is not null || H.Raise(ErrorKind.ValueError, "NULL pointer access"));
    }
}
