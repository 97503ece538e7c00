namespace Touchstone.Ctypes;

// Subscription: which objects have items, and what a key may be.
public static unsafe partial class Ops<H, R>
{
    /// <summary><c>data[key]</c>.</summary>
    public static bool GetSubscript(R data, R key, out R value)
    {
        value = H.None;
        switch (H.TypeOf(data).Kind)
        {
            case TypeKind.Array:
                return GetArrayItems(data, key, SliceOf(key), out value);
            case TypeKind.Pointer:
                return GetPointerItems(data, key, SliceOf(key), out value);
            default:
                return H.Raise(
                    ErrorKind.TypeError,
                    $"'{H.ClassNameOf(data)}' object is not subscriptable"
                );
        }
    }

    /// <summary><c>data[key] = value</c>.</summary>
    public static bool SetSubscript(R data, R key, R value) =>
        H.TypeOf(data).Kind switch
        {
            TypeKind.Array => SetArrayItems(data, key, SliceOf(key), value),
            TypeKind.Pointer => SetPointerItem(data, key, value),
            _ => H.Raise(
                ErrorKind.TypeError,
                $"'{H.ClassNameOf(data)}' object does not support item assignment"
            ),
        };

    /// <summary><c>del data[key]</c>: never.</summary>
    /// <returns>False, always.</returns>
    public static bool DeleteSubscript(R data) =>
        H.Raise(
            ErrorKind.TypeError,
            H.TypeOf(data).Kind switch
            {
                TypeKind.Array => "Array does not support item deletion",
                TypeKind.Pointer => "Pointer does not support item deletion",
                _ => $"'{H.ClassNameOf(data)}' object doesn't support item deletion",
            }
        );

    /// <summary><c>len(data)</c>: only arrays have one; -1, without an error, for the others.</summary>
    public static nint LengthOf(R data) =>
        H.TypeOf(data) is { Kind: TypeKind.Array } type ? type.Length : -1;

    private static SliceParts<R>? SliceOf(R key) =>
        H.KindOf(key) == ValueKind.Slice ? H.SliceOf(key) : null;
}
