using Touchstone.Ffi;

namespace Touchstone.Ctypes;

// Reading and writing any typed place in memory: a field, an element, what a pointer points to.
public static unsafe partial class Ops<H, R>
{
    /// <summary>The value at a place: unboxed for a simple type, else a new object that shares the memory.</summary>
    /// <param name="owner">The object that holds the place and will be kept alive.</param>
    /// <param name="index">The place's number in it.</param>
    internal static bool Get(CtypesType type, byte* address, R owner, nint index, out R value) =>
        type.Kind == TypeKind.Simple && !type.IsBoxedSimple
            ? GetHeldScalar(type, address, owner, out value)
            : View(type, address, owner, index, out value);

    /// <summary>The value of a simple type's bytes in an object's memory: text is read from where they point to.</summary>
    private static bool GetHeldScalar(CtypesType type, byte* address, R owner, out R value)
    {
        value = H.None;
        return (
                type.Code is not ('z' or 'Z')
                || *(byte**)address is null
                || H.MayReachText(owner, *(byte**)address, type.Code == 'Z' ? WideSize : 1)
            ) && GetScalar(type, address, out value);
    }

    /// <summary>Stores a value at a place: always a copy, of a pointer its address; and keeps alive what it points to.</summary>
    internal static bool Set(CtypesType type, byte* address, R owner, nint index, R value) =>
        Store(type, address, value, out var kept) && Keep(owner, index, kept);

    private static bool Store(CtypesType type, byte* address, R value, out R kept)
    {
        kept = H.None;
        if (H.KindOf(value) == ValueKind.Data)
            return StoreData(type, address, value, out kept);
        if (type.Kind == TypeKind.Simple)
            return SetScalar(type, address, value, out kept);
        if (H.KindOf(value) == ValueKind.Tuple)
        {
            return ConstructFrom(type, value, out var made)
                && StoreData(type, address, made, out kept);
        }
        if (H.KindOf(value) == ValueKind.None && type.Kind == TypeKind.Pointer)
        {
            *(nint*)address = 0;
            return true;
        }
        return H.Raise(
            ErrorKind.TypeError,
            $"expected {type.Name} instance, got {H.ClassNameOf(value)}"
        );
    }

    private static bool StoreData(CtypesType type, byte* address, R value, out R kept)
    {
        kept = H.None;
        var source = H.TypeOf(value);
        if (source.IsSubclassOf(type))
        {
            Buffer.MemoryCopy(H.AddressOf(value), address, type.Size, type.Size);
            kept = KeptOf(value);
            return true;
        }
        if (
            type.Kind == TypeKind.Pointer
            && source.Kind == TypeKind.Array
            && ReferenceEquals(source.Element, type.Element)
        )
        {
            *(byte**)address = H.AddressOf(value);
            // The array itself must live, and what it points to.
            kept = H.OfPair(KeptOf(value), value);
            return true;
        }
        return H.Raise(
            ErrorKind.TypeError,
            $"incompatible types, {source.Name} instance instead of {type.Name} instance"
        );
    }

    /// <summary>A tuple where an object is wanted is the arguments to make one of. Its errors become <c>RuntimeError</c>s.</summary>
    private static bool ConstructFrom(CtypesType type, R tuple, out R made)
    {
        try
        {
            var arguments = new R[H.CountOf(tuple)];
            for (var i = 0; i < arguments.Length; i++)
            {
                if (!H.ItemOf(tuple, i, out arguments[i]))
                {
                    made = H.None;
                    return false;
                }
            }
            if (H.Construct(type, arguments, out made))
                return true;
            return RaiseAs(type.Profile, null, ErrorKind.RuntimeError, $"({type.Name}) ");
        }
        catch (PythonException error)
        {
            made = H.None;
            return RaiseAs(type.Profile, error, ErrorKind.RuntimeError, $"({type.Name}) ");
        }
    }

    /// <summary><c>object.field</c>.</summary>
    public static bool GetField(R data, CtypesField field, out R value)
    {
        ArgumentNullException.ThrowIfNull(field);
        var address = H.AddressOf(data);
        if (field.IsBitField)
        {
            // A type whose values stay boxed has no getter, so all of the unit is seen.
            if (field.Type.IsBoxedSimple)
                return View(field.Type, address + field.Offset, data, field.Index, out value);
            value = GetBits(field, address);
            return true;
        }
        return IsText(field.Type, out var isWide)
            ? GetText(address + field.Offset, field.ByteSize, isWide, out value)
            : Get(field.Type, address + field.Offset, data, field.Index, out value);
    }

    /// <summary><c>object.field = value</c>.</summary>
    public static bool SetField(R data, CtypesField field, R value)
    {
        ArgumentNullException.ThrowIfNull(field);
        var address = H.AddressOf(data);
        if (field.IsBitField)
            return SetBits(field, address, value);
        return IsText(field.Type, out var isWide)
            ? SetText(address + field.Offset, field.ByteSize, isWide, isField: true, value)
            : Set(field.Type, address + field.Offset, data, field.Index, value);
    }

    private static R GetBits(CtypesField field, byte* aggregate)
    {
        if (IgnoresBits(field))
            return H.OfBoolean(aggregate[field.Offset] != 0);
        var bits = Storage.ReadBits((nint)aggregate, field.Layout);
        if (field.Type.Code == '?')
            return H.OfBoolean(bits != 0);
        if (!SimpleCode.IsSigned(field.Type.Code))
            return H.OfUnsigned(bits);
        var unused = 64 - field.BitWidth;
        return H.OfInteger((long)(bits << unused) >> unused);
    }

    private static bool SetBits(CtypesField field, byte* aggregate, R value)
    {
        ulong bits;
        if (H.KindOf(value) == ValueKind.Data)
        {
            // An instance of the field's type counts as its value; CPython copies wildly here.
            if (!H.TypeOf(value).IsSubclassOf(field.Type))
                return StoreData(field.Type, aggregate + field.Offset, value, out _);
            if (!GetScalar(field.Type, H.AddressOf(value), out value))
                return false;
        }
        if (field.Type.Code == '?')
        {
            if (!H.ToTruth(value, out var truth))
                return false;
            if (IgnoresBits(field))
            {
                aggregate[field.Offset] = truth ? (byte)1 : (byte)0;
                return true;
            }
            bits = truth ? 1UL : 0;
        }
        else if (!ToInteger(field.Type, value, out bits))
        {
            return false;
        }
        Storage.WriteBits((nint)aggregate, field.Layout, bits);
        return true;
    }

    /// <summary>CPython reads and writes the whole byte of a <c>c_bool</c> bit-field, its neighbours too.</summary>
    /// <remarks>Not in front of the object, where its old rule puts some fields of unions.</remarks>
    private static bool IgnoresBits(CtypesField field) =>
        field is { Offset: >= 0, Type: { Code: '?', Profile.NativeAbi: false } };
}
