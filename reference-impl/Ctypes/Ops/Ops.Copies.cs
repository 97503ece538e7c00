namespace Touchstone.Ctypes;

// Copying and pickling: an object is its bytes and its own attributes.
public static unsafe partial class Ops<H, R>
{
    /// <summary>What <c>__reduce__</c> hands to <c>_unpickle</c>: the type, and a pair of own attributes and bytes.</summary>
    /// <remarks>What holds addresses has no state: a copy of them would keep nothing alive.</remarks>
    public static bool StateOf(R data, out R state)
    {
        state = H.None;
        if (H.KindOf(data) != ValueKind.Data)
        {
            return H.Raise(ErrorKind.TypeError, $"cannot pickle '{H.ClassNameOf(data)}' object");
        }
        var type = H.TypeOf(data);
        if (type.HoldsPointers)
        {
            return H.Raise(
                ErrorKind.ValueError,
                "ctypes objects containing pointers cannot be pickled"
            );
        }
        var content = H.OfBytes(new(H.AddressOf(data), checked((int)H.SizeOf(data))));
        state = H.OfTuple([H.OfType(type), H.OfPair(H.OwnAttributes(data), content)]);
        return true;
    }

    /// <summary><c>data.__setstate__(attributes, content)</c>: as many bytes as there are and as fit.</summary>
    public static bool SetState(R data, R attributes, R content)
    {
        if (H.KindOf(attributes) != ValueKind.Dictionary)
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"__setstate__() argument 1 must be dict, not {H.ClassNameOf(attributes)}"
            );
        }
        if (H.KindOf(content) is not (ValueKind.Bytes or ValueKind.Text))
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"__setstate__() argument 2 must be read-only bytes-like object, not {H.ClassNameOf(content)}"
            );
        }
        byte* source;
        nint length;
        byte[]? encoded = null;
        if (H.KindOf(content) == ValueKind.Text)
            encoded = System.Text.Encoding.UTF8.GetBytes(TextOf(content));
        fixed (byte* text = encoded)
        {
            length = encoded?.Length ?? 0;
            source = encoded is null ? H.BytesAt(content, out length) : text;
            var room = H.SizeOf(data);
            Buffer.MemoryCopy(source, H.AddressOf(data), room, nint.Min(length, room));
        }
        return H.UpdateOwn(data, attributes);
    }

    /// <summary><c>copy.copy(data)</c>: a new object with the same bytes and the same own attributes; nothing initialises it.</summary>
    /// <remarks>Of an object that was resized, the copy has its type's size again.</remarks>
    public static bool Copy(R data, out R copy)
    {
        copy = H.None;
        if (
            !StateOf(data, out var state)
            || !H.ItemOf(state, 1, out var pair)
            || !H.ItemOf(pair, 0, out var attributes)
            || !H.ItemOf(pair, 1, out var content)
        )
            return false;
        return Unpickle(H.TypeOf(data), attributes, content, out copy);
    }

    /// <summary><c>_unpickle(type, (attributes, content))</c>: a new object that nothing initialises but its state.</summary>
    public static bool Unpickle(CtypesType type, R attributes, R content, out R data)
    {
        data = H.None;
        return CanBeMade(type) && Allocate(type, out data) && SetState(data, attributes, content);
    }
}
