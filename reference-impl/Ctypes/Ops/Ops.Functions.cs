namespace Touchstone.Ctypes;

// The module's functions on raw memory. Lengths are trusted, as in C; NULL is not.
public static unsafe partial class Ops<H, R>
{
    /// <summary><c>memmove(destination, source, count)</c>.</summary>
    /// <param name="result">The destination's address.</param>
    public static bool MemMove(TypeSet types, R destination, R source, R count, out R result)
    {
        ArgumentNullException.ThrowIfNull(types);
        result = H.None;
        if (
            !ToAddress(types, destination, 0, out var target)
            || !ToAddress(types, source, 1, out var from)
            || !ToCount(types, count, out var bytes)
            || !CheckNull(target == 0 || from == 0, bytes)
        )
            return false;
        Buffer.MemoryCopy((void*)from, (void*)target, bytes, bytes);
        return GetAddressLike('P', target, out result);
    }

    /// <summary><c>memset(destination, value, count)</c>.</summary>
    /// <param name="result">The destination's address.</param>
    public static bool MemSet(TypeSet types, R destination, R value, R count, out R result)
    {
        ArgumentNullException.ThrowIfNull(types);
        result = H.None;
        var scratch = stackalloc byte[ScratchSize];
        if (
            !ToAddress(types, destination, 0, out var target)
            || !ConvertArgument(types["c_int"], value, 1, scratch, out var filler)
            || !ToCount(types, count, out var bytes)
            || !CheckNull(target == 0, bytes)
        )
            return false;
        System.Runtime.InteropServices.NativeMemory.Fill(
            (void*)target,
            (nuint)bytes,
            (byte)filler.Bits
        );
        return GetAddressLike('P', target, out result);
    }

    /// <summary><c>string_at(source, size)</c>.</summary>
    /// <param name="size">Bytes; below 0 for all up to the first NUL.</param>
    public static bool StringAt(TypeSet types, R source, nint size, out R text)
    {
        text = H.None;
        if (!ToAddress(types, source, 0, out var address) || !CheckNull(address == 0, size))
            return false;
        var length = size < 0 ? NarrowLength((byte*)address) : size;
        text = H.OfBytes(new((byte*)address, checked((int)length)));
        return true;
    }

    /// <summary><c>wstring_at(source, size)</c>.</summary>
    /// <param name="size">Wide characters; below 0 for all up to the first NUL.</param>
    public static bool WideStringAt(TypeSet types, R source, nint size, out R text)
    {
        text = H.None;
        return ToAddress(types, source, 0, out var address)
            && CheckNull(address == 0, size)
            && WideText((byte*)address, size < 0 ? WideLength((byte*)address) : size, out text);
    }

    /// <summary><c>create_string_buffer</c> or <c>create_unicode_buffer</c>.</summary>
    /// <param name="character"><c>c_char</c> or <c>c_wchar</c>.</param>
    /// <param name="init">Text of that kind, or a size.</param>
    /// <param name="size">Characters; <c>None</c> for the text's own and a NUL.</param>
    public static bool CreateBuffer(CtypesType character, R init, R size, out R buffer)
    {
        ArgumentNullException.ThrowIfNull(character);
        buffer = H.None;
        var isWide = character.Code == 'u';
        var kind = H.KindOf(init);
        var isText = kind == (isWide ? ValueKind.Text : ValueKind.Bytes);
        if (!isText && kind is not (ValueKind.Integer or ValueKind.Boolean))
            return H.Raise(ErrorKind.TypeError, H.ClassNameOf(init));
        nint length;
        if (!isText)
        {
            if (!ToIndex(init, "an integer is required", out length))
                return false;
        }
        else if (H.KindOf(size) != ValueKind.None)
        {
            if (!ToIndex(size, "an integer is required", out length))
                return false;
        }
        else
        {
            length = H.CountOf(init) + 1;
        }
        var type = character.Types.Array(character, length);
        return H.Construct(type, [], out buffer)
            && (
                !isText
                || SetText(H.AddressOf(buffer), H.SizeOf(buffer), isWide, isField: false, init)
            );
    }

    private static bool ToAddress(TypeSet types, R value, int position, out nint address)
    {
        var scratch = stackalloc byte[ScratchSize];
        var worked = ConvertArgument(types["c_void_p"], value, position, scratch, out var slot);
        address = (nint)slot.Bits;
        return worked;
    }

    private static bool ToCount(TypeSet types, R value, out nint count)
    {
        var scratch = stackalloc byte[ScratchSize];
        var worked = ConvertArgument(types["c_size_t"], value, 2, scratch, out var slot);
        count = (nint)slot.Bits;
        return worked;
    }

    private static bool CheckNull(bool isNull, nint count) =>
        !isNull || count == 0 || H.Raise(ErrorKind.ValueError, "NULL pointer access");
}
