using System.Globalization;
using System.Text;

namespace Touchstone.Ctypes;

// What keeps what alive. Everything is kept by the root: the object at the end of the chain of bases, whose memory it is.
public static unsafe partial class Ops<H, R>
{
    /// <summary>The root of an object, with its container made if it had none.</summary>
    private static R RootOf(R data)
    {
        while (H.BaseOf(data, out var owner))
            data = owner;
        // What can keep one thing only needs no dictionary: it keeps that thing itself.
        if (!H.KeptBy(data, out _))
            H.SetKept(data, H.TypeOf(data).KeptPlaces > 0 ? H.NewDictionary() : H.None);
        return data;
    }

    /// <summary>All that an object's root keeps alive: the container itself, not a copy.</summary>
    internal static R KeptOf(R data)
    {
        _ = H.KeptBy(RootOf(data), out var kept);
        return kept;
    }

    /// <summary>Keeps a value alive for a place in an object, instead of what was kept for that place before.</summary>
    /// <param name="value"><c>None</c> keeps nothing, and releases nothing either: setting a pointer to NULL lets its old target live on.</param>
    internal static bool Keep(R target, nint index, R value)
    {
        if (H.KindOf(value) == ValueKind.None)
            return true;
        var root = RootOf(target);
        _ = H.KeptBy(root, out var kept);
        if (H.KindOf(kept) == ValueKind.Dictionary)
            return H.SetDictionaryItem(kept, KeyOf(target, index), value);
        H.SetKept(root, value);
        return true;
    }

    /// <summary>The way from the place to the root: hexadecimal indices, innermost first, as 32-bit integers.</summary>
    private static string KeyOf(R target, nint index)
    {
        var key = new StringBuilder(Hexadecimal(index));
        while (H.BaseOf(target, out var owner))
        {
            key.Append(':').Append(Hexadecimal(H.IndexOf(target)));
            target = owner;
        }
        return key.ToString();
    }

    private static string Hexadecimal(nint index) =>
        ((uint)index).ToString("x", CultureInfo.InvariantCulture);
}
