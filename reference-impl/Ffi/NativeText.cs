using System.Runtime.InteropServices;
using System.Text;

namespace Touchstone.Ffi;

/// <summary>Text and bytes in native memory, both ways.</summary>
/// <remarks>
/// <c>wchar_t</c> is 4 bytes or 2, as the ABI says. A .NET string is UTF-16: a code point above U+FFFF takes one unit of 4 bytes
/// and two chars.
/// </remarks>
public static unsafe class NativeText
{
    /// <summary>The bytes up to the first NUL, without it.</summary>
    /// <param name="limit">Bytes that may be looked at, where no NUL comes before; negative for no limit.</param>
    /// <returns>Null for NULL.</returns>
    public static byte[]? ReadBytes(nint address, int limit = -1)
    {
        if (address == 0)
        {
            return null;
        }
        var length = 0;
        // One at a time: a vector read could touch a page behind the limit.
        while (length != limit && Storage.Read<byte>(address + length) != 0)
        {
            length++;
        }
        return ReadRawBytes(address, length);
    }

    /// <summary>The wide characters up to the first NUL, without it.</summary>
    /// <param name="limit">Units of <c>wchar_t</c> that may be looked at, where no NUL comes before; negative for no limit.</param>
    /// <returns>Null for NULL.</returns>
    /// <exception cref="ArgumentException">A unit is no code point.</exception>
    public static string? ReadWide(nint address, int limit = -1)
    {
        if (address == 0)
        {
            return null;
        }
        var length = 0;
        while (length != limit && Unit(address, length) != 0)
        {
            length++;
        }
        return ReadRawWide(address, length);
    }

    /// <summary>Exactly so many bytes, NULs and all.</summary>
    public static byte[] ReadRawBytes(nint address, int count) =>
        new ReadOnlySpan<byte>((void*)address, count).ToArray();

    /// <summary>Exactly so many units of <c>wchar_t</c>, NULs and all.</summary>
    /// <exception cref="ArgumentException">A unit is no code point.</exception>
    public static string ReadRawWide(nint address, int count)
    {
        var text = new StringBuilder(count);
        for (var i = 0; i < count; i++)
        {
            var unit = Unit(address, i);
            if (unit > 0x10FFFF)
            {
                throw new ArgumentException(
                    $"unit {i} is 0x{unit:x}: a code point is at most 0x10ffff",
                    nameof(address)
                );
            }
            _ =
                unit > 0xFFFF
                    ? text.Append(char.ConvertFromUtf32((int)unit))
                    : text.Append((char)unit);
        }
        return text.ToString();
    }

    /// <summary>Copies bytes into memory; no NUL is added.</summary>
    /// <param name="offset">The first byte to copy.</param>
    /// <param name="count">How many; negative for all the rest.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public static void WriteRawBytes(
        nint address,
        ReadOnlySpan<byte> bytes,
        int offset = 0,
        int count = -1
    )
    {
        var part = bytes[offset..];
        part = count < 0 ? part : part[..count];
        part.CopyTo(new Span<byte>((void*)address, part.Length));
    }

    /// <summary>A NUL-terminated copy for C, alive until disposed: what a call's <c>char *</c> argument borrows.</summary>
    public static NativeBlock Copy(ReadOnlySpan<byte> bytes)
    {
        var block = NativeBlock.Allocate(checked(bytes.Length + 1), alignment: 1);
        bytes.CopyTo(block.AsSpan());
        return block;
    }

    /// <summary>A NUL-terminated copy in <c>wchar_t</c>, alive until disposed.</summary>
    /// <remarks>A lone surrogate travels as it is, as CPython lets it.</remarks>
    public static NativeBlock CopyWide(ReadOnlySpan<char> text)
    {
        if (WideSize == sizeof(char))
        {
            var narrow = NativeBlock.Allocate(checked((text.Length + 1) * sizeof(char)));
            MemoryMarshal.AsBytes(text).CopyTo(narrow.AsSpan());
            return narrow;
        }
        // As many units as chars at most: a pair becomes one.
        var block = NativeBlock.Allocate(checked((text.Length + 1) * WideSize));
        var units = MemoryMarshal.Cast<byte, uint>(block.AsSpan());
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            units[count++] = isPair ? (uint)char.ConvertToUtf32(text[i], text[++i]) : text[i];
        }
        return block;
    }

    private static int WideSize => HostAbi.Current.WChar.Size;

    private static uint Unit(nint address, int index) =>
        WideSize == sizeof(char)
            ? Storage.Read<char>(address + (index * sizeof(char)))
            : Storage.Read<uint>(address + (index * sizeof(uint)));
}
