using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes;

// Characters, and arrays of them. wchar_t holds one code point: 4 bytes.
public static unsafe partial class Ops<H, R>
{
    private const int WideSize = sizeof(int);
    private const int LargestCodePoint = 0x10FFFF;

    internal static nint NarrowLength(byte* text)
    {
        var length = 0;
        while (text[length] != 0)
            length++;
        return length;
    }

    internal static nint WideLength(byte* text)
    {
        nint length = 0;
        while (Unsafe.ReadUnaligned<int>(text + (length * WideSize)) != 0)
            length++;
        return length;
    }

    /// <param name="length">Wide characters, all of them taken, NULs too.</param>
    internal static bool WideText(byte* address, nint length, out R value)
    {
        value = H.None;
        var points = new int[checked((int)length)];
        for (var i = 0; i < points.Length; i++)
        {
            var point = Unsafe.ReadUnaligned<uint>(address + (i * WideSize));
            if (point > LargestCodePoint)
            {
                return H.Raise(
                    ErrorKind.ValueError,
                    $"character U+{point:x} is not in range [U+0000; U+10ffff]"
                );
            }
            points[i] = (int)point;
        }
        value = H.OfText(points);
        return true;
    }

    /// <summary>Text as C's <c>wchar_t*</c>: a copy, alive as long as what is returned.</summary>
    internal static R WideCopy(R text, out nint address)
    {
        var points = H.CodePointsOf(text);
        var copy = GC.AllocateArray<int>(points.Length + 1, pinned: true);
        points.CopyTo(copy);
        // Sound: the array is on the pinned heap.
        address = (nint)Unsafe.AsPointer(ref copy[0]);
        return H.Keeper(copy);
    }

    private static bool SetChar(CtypesProfile profile, byte* address, R value)
    {
        string? refused = null;
        switch (H.KindOf(value))
        {
            case ValueKind.Bytes or ValueKind.ByteArray:
                if (!H.ReadBuffer(value, out var content, out var length))
                    return false;
                if (length != 1)
                {
                    refused = $"{H.ClassNameOf(value)} of length {length}";
                    break;
                }
                *address = *content;
                return true;
            case ValueKind.Integer or ValueKind.Boolean:
                if (!H.ToBits(value, out var bits, out var range))
                    return false;
                if (range != IntegerRange.Signed || bits > byte.MaxValue)
                {
                    if (profile.NamesRefusedCharacters)
                        return H.Raise(ErrorKind.TypeError, "integer not in range(256)");
                    break;
                }
                *address = (byte)bits;
                return true;
        }
        return H.Raise(
            ErrorKind.TypeError,
            profile.NamesRefusedCharacters
                ? "one character bytes, bytearray, or an integer in range(256) expected, not "
                    + (refused ?? FullClassNameOf(value))
                : "one character bytes, bytearray or integer expected"
        );
    }

    private static bool SetWideChar(CtypesProfile profile, byte* address, R value)
    {
        if (H.KindOf(value) != ValueKind.Text)
        {
            return H.Raise(
                ErrorKind.TypeError,
                profile.NamesRefusedCharacters
                    ? $"a unicode character expected, not instance of {FullClassNameOf(value)}"
                    : $"unicode string expected instead of {H.ClassNameOf(value)} instance"
            );
        }
        var points = H.CodePointsOf(value);
        if (points.Length != 1)
        {
            return H.Raise(
                ErrorKind.TypeError,
                profile.NamesRefusedCharacters
                    ? $"a unicode character expected, not a string of length {points.Length}"
                    : "one character unicode string expected"
            );
        }
        Unsafe.WriteUnaligned(address, points[0]);
        return true;
    }

    /// <summary>The class of a value with its module: <c>ctypes.c_int</c>; without it where that is the program's own.</summary>
    private static string FullClassNameOf(R value)
    {
        var name = H.ClassNameOf(value);
        return H.KindOf(value) switch
        {
            // An array type has no module, as measured.
            ValueKind.Data when H.TypeOf(value) is { Kind: not TypeKind.Array } type => type.Module
            == "__main__"
                ? name
                : $"{type.Module}.{name}",
            ValueKind.Type or ValueKind.Argument => $"_ctypes.{name}",
            _ => name,
        };
    }

    /// <summary>Whether the type is an array whose elements are <c>c_char</c> or <c>c_wchar</c>, or derived from them.</summary>
    internal static bool IsText(CtypesType type, out bool isWide)
    {
        isWide = type.Element is { Kind: TypeKind.Simple, Code: 'u' };
        return type.Kind == TypeKind.Array
            && (isWide || type.Element is { Kind: TypeKind.Simple, Code: 'c' });
    }

    /// <summary>An array's text, up to its first NUL.</summary>
    /// <param name="size">Bytes of the array.</param>
    internal static bool GetText(byte* address, nint size, bool isWide, out R value)
    {
        if (!isWide)
        {
            var all = new ReadOnlySpan<byte>(address, checked((int)size));
            var end = all.IndexOf((byte)0);
            value = H.OfBytes(end < 0 ? all : all[..end]);
            return true;
        }
        nint length = 0;
        while (
            length < size / WideSize
            && Unsafe.ReadUnaligned<int>(address + (length * WideSize)) != 0
        )
            length++;
        return WideText(address, length, out value);
    }

    /// <summary>
    /// Writes text into an array, and one NUL after it if there is room. The rest of the array keeps what it held.
    /// </summary>
    /// <param name="size">Bytes of the array.</param>
    /// <param name="isField">A field's messages differ from those of <c>value</c>.</param>
    internal static bool SetText(byte* address, nint size, bool isWide, bool isField, R value) =>
        isWide
            ? SetWideText(address, size / WideSize, isField, value)
            : SetNarrowText(address, size, isField, value);

    private static bool SetNarrowText(byte* address, nint size, bool isField, R value)
    {
        if (H.KindOf(value) != ValueKind.Bytes)
        {
            return H.Raise(
                ErrorKind.TypeError,
                isField
                    ? $"expected bytes, {H.ClassNameOf(value)} found"
                    : $"bytes expected instead of {H.ClassNameOf(value)} instance"
            );
        }
        var content = H.BytesAt(value, out var length);
        // A field is set as C copies a string: nothing behind the first NUL counts.
        if (isField)
            length = NarrowLength(content);
        if (length > size)
        {
            return H.Raise(
                ErrorKind.ValueError,
                isField
                    ? $"bytes too long ({length}, maximum length {size})"
                    : "byte string too long"
            );
        }
        // The object's own NUL is copied along.
        var count = length < size ? length + 1 : length;
        Buffer.MemoryCopy(content, address, count, count);
        return true;
    }

    private static bool SetWideText(byte* address, nint room, bool isField, R value)
    {
        if (H.KindOf(value) != ValueKind.Text)
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"unicode string expected instead of {H.ClassNameOf(value)} instance"
            );
        }
        var points = H.CodePointsOf(value);
        if (points.Length > room)
        {
            return H.Raise(
                ErrorKind.ValueError,
                isField
                    ? $"string too long ({points.Length}, maximum length {room})"
                    : "string too long"
            );
        }
        for (var i = 0; i < points.Length; i++)
            Unsafe.WriteUnaligned(address + (i * WideSize), points[i]);
        if (points.Length < room)
            Unsafe.WriteUnaligned(address + (points.Length * WideSize), 0);
        return true;
    }

    /// <summary><c>value</c> of an array of characters.</summary>
    internal static bool GetArrayText(R array, out R value)
    {
        _ = IsText(H.TypeOf(array), out var isWide);
        return GetText(H.AddressOf(array), H.SizeOf(array), isWide, out value);
    }

    /// <inheritdoc cref="GetArrayText"/>
    internal static bool SetArrayText(R array, R value)
    {
        _ = IsText(H.TypeOf(array), out var isWide);
        return SetText(H.AddressOf(array), H.SizeOf(array), isWide, isField: false, value);
    }

    /// <summary><c>raw</c> of a char array: all its bytes.</summary>
    internal static R GetRaw(R array) =>
        H.OfBytes(new(H.AddressOf(array), checked((int)H.SizeOf(array))));

    /// <summary><c>raw</c> of a char array: all its bytes, over which any bytes-like object may be laid.</summary>
    internal static bool SetRaw(R array, R value)
    {
        if (!H.ReadBuffer(value, out var content, out var length))
            return false;
        var size = H.SizeOf(array);
        if (length > size)
            return H.Raise(ErrorKind.ValueError, "byte string too long");
        Buffer.MemoryCopy(content, H.AddressOf(array), size, length);
        return true;
    }
}
