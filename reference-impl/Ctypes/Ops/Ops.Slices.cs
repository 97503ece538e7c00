namespace Touchstone.Ctypes;

// What a slice names: of an array, whose length is known, as in any Python sequence; of a pointer by a rule of its own.
public static unsafe partial class Ops<H, R>
{
    /// <summary>The items of any sequence that a slice names.</summary>
    internal static bool Slice(R sequence, SliceParts<R> slice, out R[] items)
    {
        items = [];
        if (!RangeOf(slice, H.CountOf(sequence), out var range))
            return false;
        items = new R[range.Count];
        for (nint i = 0; i < range.Count; i++)
        {
            if (!H.ItemOf(sequence, range.Start + (i * range.Step), out items[i]))
                return false;
        }
        return true;
    }

    internal static bool RangeOf(SliceParts<R> slice, nint length, out SliceRange range)
    {
        range = default;
        if (!StepOf(slice, "slice step cannot be zero", out var step))
            return false;
        var isForward = step > 0;
        // The positions that are still inside, or just outside, in the slice's direction.
        var (lowest, highest) = isForward ? (0, length) : ((nint)(-1), length - 1);
        if (
            !BoundOf(
                slice.Start,
                isForward ? lowest : highest,
                length,
                lowest,
                highest,
                out var start
            )
            || !BoundOf(
                slice.Stop,
                isForward ? highest : lowest,
                length,
                lowest,
                highest,
                out var stop
            )
        )
            return false;
        range = new(start, step, CountOf(start, stop, step));
        return true;
    }

    /// <summary>A pointer has no end, so its slices must say where they begin and end, and negative numbers are just that.</summary>
    private static bool RangeOfPointer(SliceParts<R> slice, out SliceRange range)
    {
        range = default;
        if (!StepOf(slice, "slice step cannot be zero", out var step))
            return false;
        nint start = 0;
        if (H.KindOf(slice.Start) == ValueKind.None)
        {
            if (step < 0)
                return H.Raise(ErrorKind.ValueError, "slice start is required for step < 0");
        }
        else if (!ToClamped(slice.Start, out start))
        {
            return false;
        }
        if (H.KindOf(slice.Stop) == ValueKind.None)
            return H.Raise(ErrorKind.ValueError, "slice stop is required");
        if (!ToClamped(slice.Stop, out var stop))
            return false;
        range = new(start, step, CountOf(start, stop, step));
        return true;
    }

    private static bool StepOf(SliceParts<R> slice, string zero, out nint step)
    {
        step = 1;
        if (H.KindOf(slice.Step) == ValueKind.None)
            return true;
        if (!ToClamped(slice.Step, out step))
            return false;
        return step != 0 || H.Raise(ErrorKind.ValueError, zero);
    }

    private static bool BoundOf(
        R part,
        nint missing,
        nint length,
        nint lowest,
        nint highest,
        out nint bound
    )
    {
        bound = missing;
        if (H.KindOf(part) == ValueKind.None)
            return true;
        if (!ToClamped(part, out bound))
            return false;
        bound = nint.Clamp(bound < 0 ? bound + length : bound, lowest, highest);
        return true;
    }

    private static nint CountOf(nint start, nint stop, nint step) =>
        step > 0
            ? start < stop
                ? ((stop - start - 1) / step) + 1
                : 0
            : stop < start
                ? ((start - stop - 1) / -step) + 1
                : 0;

    /// <summary>A part of a slice: what is too large for memory counts as the largest.</summary>
    private static bool ToClamped(R part, out nint value)
    {
        value = 0;
        if (!H.IsIndex(part))
        {
            return H.Raise(
                ErrorKind.TypeError,
                "slice indices must be integers or None or have an __index__ method"
            );
        }
        if (!H.ToBits(part, out var bits, out var range))
            return false;
        // Kept away from the ends of the range, so that a length can be added.
        const long farthest = long.MaxValue / 4;
        value = (nint)(
            range switch
            {
                IntegerRange.Signed => Math.Clamp((long)bits, -farthest, farthest),
                IntegerRange.Below => -farthest,
                _ => farthest,
            }
        );
        return true;
    }
}
