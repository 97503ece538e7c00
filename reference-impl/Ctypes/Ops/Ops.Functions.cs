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
            || !ConvertArgument(types, types["c_int"], value, 1, scratch, out var filler)
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
    /// <param name="size">Bytes; -1 for all up to the first NUL.</param>
    public static bool StringAt(TypeSet types, R source, R size, out R text)
    {
        text = H.None;
        if (
            !ToAddress(types, source, 0, out var address)
            || !ToLength(types, size, "PyBytes_FromStringAndSize", out var length)
            || !CheckNull(address == 0, length)
        )
            return false;
        if (length < 0)
            length = NarrowLength((byte*)address);
        text = H.OfBytes(new((byte*)address, checked((int)length)));
        return true;
    }

    /// <summary><c>wstring_at(source, size)</c>.</summary>
    /// <param name="size">Wide characters; -1 for all up to the first NUL.</param>
    public static bool WideStringAt(TypeSet types, R source, R size, out R text)
    {
        text = H.None;
        return ToAddress(types, source, 0, out var address)
            && ToLength(types, size, "PyUnicode_New", out var length)
            && CheckNull(address == 0, length)
            && WideText((byte*)address, length < 0 ? WideLength((byte*)address) : length, out text);
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
            if (!ToSize(init, isClipped: false, out length))
                return false;
        }
        else if (H.KindOf(size) != ValueKind.None)
        {
            if (!ToSize(size, isClipped: false, out length))
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
        var worked = ConvertArgument(
            types,
            types["c_void_p"],
            value,
            position,
            scratch,
            out var slot
        );
        address = (nint)slot.Bits;
        return worked;
    }

    private static bool ToCount(TypeSet types, R value, out nint count)
    {
        var scratch = stackalloc byte[ScratchSize];
        var worked = ConvertArgument(types, types["c_size_t"], value, 2, scratch, out var slot);
        count = (nint)slot.Bits;
        return worked;
    }

    /// <summary>A C <c>int</c>, cut as any other argument is; of those below 0 only -1 means something.</summary>
    private static bool ToLength(TypeSet types, R value, string maker, out nint length)
    {
        var scratch = stackalloc byte[ScratchSize];
        var worked = ConvertArgument(types, types["c_int"], value, 1, scratch, out var slot);
        length = (int)slot.Bits;
        return worked
            && (length >= -1 || H.Raise(ErrorKind.SystemError, $"Negative size passed to {maker}"));
    }

    private static bool CheckNull(bool isNull, nint count) =>
        !isNull || count == 0 || H.Raise(ErrorKind.ValueError, "NULL pointer access");
}
