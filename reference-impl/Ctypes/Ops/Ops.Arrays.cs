using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

/// <summary>A slice as it was written: each part an integer or <c>None</c>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SliceParts<R>(R Start, R Stop, R Step);

/// <summary>The items that a slice names: <paramref name="Count"/> of them, from <paramref name="Start"/> in steps.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SliceRange(nint Start, nint Step, nint Count)
{
    /// <summary>The first item in memory that it names.</summary>
    public nint Lowest => Step < 0 && Count > 0 ? Start + ((Count - 1) * Step) : Start;

    /// <summary>How many items lie from the first in memory to the last.</summary>
    public nint Extent => Count == 0 ? 0 : ((Count - 1) * nint.Abs(Step)) + 1;
}

// Arrays: items and slices.
public static unsafe partial class Ops<H, R>
{
    /// <summary><c>array[index]</c>, with an index that counts from the start.</summary>
    internal static bool GetItem(R array, nint index, out R value)
    {
        value = H.None;
        var type = H.TypeOf(array);
        return IsInside(type, index)
            && Get(type.Element!, ItemAt(array, type, index), array, index, out value);
    }

    /// <summary><c>array[index] = value</c>, with an index that counts from the start.</summary>
    internal static bool SetItem(R array, nint index, R value)
    {
        var type = H.TypeOf(array);
        return IsInside(type, index)
            && Set(type.Element!, ItemAt(array, type, index), array, index, value);
    }

    private static bool IsInside(CtypesType type, nint index) =>
        (index >= 0 && index < type.Length) || H.Raise(ErrorKind.IndexError, "invalid index");

    private static byte* ItemAt(R array, CtypesType type, nint index) =>
        H.AddressOf(array) + (index * type.Element!.Size);

    /// <summary><c>array[key]</c>: an item, or for a slice a list of items; of characters, their text.</summary>
    /// <param name="slice">What the host found the key to be, where it is a slice.</param>
    internal static bool GetArrayItems(R array, R key, SliceParts<R>? slice, out R value)
    {
        value = H.None;
        var type = H.TypeOf(array);
        if (slice is { } parts)
        {
            return RangeOf(parts, type.Length, out var range)
                && GetRange(array, type.Element!, H.AddressOf(array), range, out value);
        }
        return ToIndex(key, "indices must be integers", out var index)
            && GetItem(array, FromEnd(index, type), out value);
    }

    /// <summary><c>array[key] = value</c>. A slice takes exactly as many items as it names, one after the other.</summary>
    internal static bool SetArrayItems(R array, R key, SliceParts<R>? slice, R value)
    {
        var type = H.TypeOf(array);
        if (slice is not { } parts)
        {
            return ToIndex(key, "indices must be integer", out var index)
                && SetItem(array, FromEnd(index, type), value);
        }
        if (!RangeOf(parts, type.Length, out var range))
            return false;
        if (H.CountOf(value) != range.Count)
            return H.Raise(ErrorKind.ValueError, "Can only assign sequence of same size");
        for (nint i = 0; i < range.Count; i++)
        {
            if (
                !H.ItemOf(value, i, out var item)
                || !SetItem(array, range.Start + (i * range.Step), item)
            )
                return false;
        }
        return true;
    }

    private static nint FromEnd(nint index, CtypesType type) =>
        index < 0 ? index + type.Length : index;

    /// <param name="first">Where item 0 is.</param>
    private static bool GetRange(
        R owner,
        CtypesType element,
        byte* first,
        SliceRange range,
        out R value
    )
    {
        if (element is { Kind: TypeKind.Simple, Code: 'c' or 'u' })
            return GetCharacters(element, first, range, out value);
        value = H.None;
        var items = new R[range.Count];
        for (nint i = 0; i < range.Count; i++)
        {
            var index = range.Start + (i * range.Step);
            if (!Get(element, first + (index * element.Size), owner, index, out items[i]))
                return false;
        }
        value = H.OfList(items);
        return true;
    }

    private static bool GetCharacters(
        CtypesType element,
        byte* first,
        SliceRange range,
        out R value
    )
    {
        // Gathered first: a step may skip characters or run backwards.
        var gathered = new byte[checked((int)(range.Count * element.Size))];
        for (nint i = 0; i < range.Count; i++)
        {
            var source = first + ((range.Start + (i * range.Step)) * element.Size);
            new ReadOnlySpan<byte>(source, (int)element.Size).CopyTo(
                gathered.AsSpan((int)(i * element.Size))
            );
        }
        if (element.Code == 'c')
        {
            value = H.OfBytes(gathered);
            return true;
        }
        fixed (byte* start = gathered)
            return WideText(start, range.Count, out value);
    }

    /// <summary>An index as Python's <c>operator.index</c> takes it.</summary>
    private static bool ToIndex(R key, string message, out nint index)
    {
        index = 0;
        if (!H.IsIndex(key))
            return H.Raise(ErrorKind.TypeError, message);
        if (!H.ToBits(key, out var bits, out var range))
            return false;
        index = (nint)bits;
        return range == IntegerRange.Signed
            || H.Raise(ErrorKind.IndexError, "cannot fit 'int' into an index-sized integer");
    }
}
