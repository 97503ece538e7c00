using System.Text;
using static Touchstone.Ffi.Tests.Raw.RawFixture;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>Bytes and text copied to C and from C.</summary>
public sealed unsafe class NativeTextTests
{
    private const int Page = 4096;

    [Fact]
    public void Bytes_end_at_the_first_NUL_or_at_the_limit()
    {
        using var block = NativeText.Copy("abc\0def"u8);
        Assert.Equal("abc"u8, NativeText.ReadBytes(block.Address)!);
        Assert.Equal("ab"u8, NativeText.ReadBytes(block.Address, 2)!);
        Assert.Equal("abc"u8, NativeText.ReadBytes(block.Address, 3)!);
        Assert.Equal("abc"u8, NativeText.ReadBytes(block.Address, 6)!);
        Assert.Equal([], NativeText.ReadBytes(block.Address, 0)!);
    }

    [Fact]
    public void Wide_text_ends_at_the_first_NUL_or_at_the_limit()
    {
        var text = ((delegate* unmanaged<nint>)Native.Symbol("wide_text"))();
        Assert.Equal("a\u00e9\U0001F40D", NativeText.ReadWide(text));
        Assert.Equal("a\u00e9", NativeText.ReadWide(text, 2));
        Assert.Equal("", NativeText.ReadWide(text, 0));
    }

    [Fact]
    public void NULL_is_no_text()
    {
        Assert.Null(NativeText.ReadBytes(0));
        Assert.Null(NativeText.ReadWide(0));
    }

    [Fact]
    public void Nothing_behind_the_limit_is_touched()
    {
        // The second page may not be read: whoever looks behind the limit dies.
        using var library = Library.OpenC();
        var map = (delegate* unmanaged<nint, nint, int, int, int, nint, nint>)
            library.Symbol("mmap");
        var start = map(0, 2 * Page, 3, 0x22, -1, 0);
        Assert.NotEqual(-1, start);
        Assert.Equal(
            0,
            ((delegate* unmanaged<nint, nint, int, int>)library.Symbol("mprotect"))(
                start + Page,
                Page,
                0
            )
        );
        new Span<byte>((void*)start, Page).Fill(1);
        Assert.Equal(5, NativeText.ReadBytes(start + Page - 5, 5)!.Length);
        Assert.Equal(3, NativeText.ReadRawBytes(start + Page - 3, 3).Length);
        Storage.Write(start + Page - 4, 'z' + 0);
        Assert.Equal("z", NativeText.ReadWide(start + Page - 4, 1));
        Assert.Equal("z", NativeText.ReadRawWide(start + Page - 4, 1));
        ((delegate* unmanaged<nint, nint, int>)library.Symbol("munmap"))(start, 2 * Page);
    }

    [Fact]
    public void Raw_bytes_and_raw_wide_text_go_through_NULs()
    {
        using var block = NativeText.Copy("ab\0c"u8);
        Assert.Equal("ab\0c\0"u8, NativeText.ReadRawBytes(block.Address, 5));
        using var wide = NativeText.CopyWide("x\0y");
        Assert.Equal("x\0y\0", NativeText.ReadRawWide(wide.Address, 4));
    }

    [Fact]
    public void A_unit_that_is_no_code_point_is_refused()
    {
        var unit = 0x11_0000;
        var address = (nint)(&unit);
        Assert.Throws<ArgumentException>(() => NativeText.ReadRawWide(address, 1));
    }

    [Fact]
    public void Raw_bytes_are_copied_from_where_to_where_it_was_said()
    {
        using var block = NativeText.Copy("........"u8);
        NativeText.WriteRawBytes(block.Address + 1, "ab\0cd"u8);
        Assert.Equal(".ab\0cd.."u8, block.AsSpan()[..8]);
        NativeText.WriteRawBytes(block.Address, "abcdef"u8, offset: 2, count: 3);
        Assert.Equal("cde\0cd.."u8, block.AsSpan()[..8]);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            NativeText.WriteRawBytes(block.Address, "abc"u8, offset: 2, count: 2)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            NativeText.WriteRawBytes(block.Address, "abc"u8, offset: 4)
        );
    }

    [
        Theory,
        InlineData(""),
        InlineData("abc"),
        InlineData("a\u00e9\U0001F40Dz"),
        InlineData("\ud83d")
    ]
    public void Wide_text_goes_to_C_and_comes_back(string text)
    {
        using var block = NativeText.CopyWide(text);
        Assert.Equal(text, NativeText.ReadWide(block.Address));
        using var c = Library.OpenC();
        Assert.Equal(
            text.EnumerateRunes().Count(),
            ((delegate* unmanaged<nint, nint>)c.Symbol("wcslen"))(block.Address)
        );
    }

    [Fact]
    public void A_copy_for_C_ends_with_NUL()
    {
        using var block = NativeText.Copy(Encoding.UTF8.GetBytes("sn\u00f6"));
        using var c = Library.OpenC();
        Assert.Equal(4, ((delegate* unmanaged<nint, nint>)c.Symbol("strlen"))(block.Address));
    }
}
