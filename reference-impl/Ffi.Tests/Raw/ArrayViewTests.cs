using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;
using static Touchstone.Ffi.Tests.Raw.RawFixture;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>Arrays over native memory: who owns it, what an index reaches, what C sees.</summary>
public sealed unsafe class ArrayViewTests
{
    [Fact]
    public void A_new_array_is_zeroed_behind_its_items()
    {
        using var array = ArrayView.Allocate(Short, 4, 0x1_0005, -1);
        Assert.Equal([5, -1, 0, 0], array.AsSpan<short>().ToArray());
        Assert.Equal((4, 8, true), (array.Length, array.Size, array.OwnsMemory));
        Assert.Equal(new CArray(Short, 4), array.Type);
    }

    [Fact]
    public void More_items_than_elements_are_refused() =>
        Assert.Throws<ArgumentException>(() => ArrayView.Allocate(Int, 1, 1, 2));

    [Theory, InlineData(-1), InlineData(3), InlineData(int.MaxValue)]
    public void An_index_outside_is_refused(int index)
    {
        using var array = ArrayView.Allocate(Int, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.GetInteger(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.SetInteger(index, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Get<int>(index));
    }

    [Fact]
    public void The_address_of_an_item_is_not_checked()
    {
        using var array = ArrayView.Allocate(Int, 3);
        Assert.Equal(array.Address + 4, array.ItemAddress(1));
        Assert.Equal(array.Address + 40, array.ItemAddress(10));
        Assert.Equal(array.Address - 4, array.ItemAddress(-1));
    }

    [Fact]
    public void A_borrowed_array_reads_and_writes_what_C_owns()
    {
        var numbers = ((delegate* unmanaged<int, int*>)Native.Symbol("make_numbers"))(4);
        var array = ArrayView.At(Int, 4, (nint)numbers);
        Assert.Equal(30, array.GetInteger(3));
        array.SetInteger(3, 7);
        Assert.Equal(7, numbers[3]);
        array.Dispose();
        Assert.Equal(7, array.GetInteger(3));
        ((delegate* unmanaged<int*, void>)Native.Symbol("free_numbers"))(numbers);
    }

    [Fact]
    public void A_slice_of_characters_is_a_part_of_the_same_memory()
    {
        using var array = ArrayView.Allocate(new CScalar(ScalarKind.Char), 6);
        "abcdef"u8.CopyTo(array.AsSpan());
        Assert.Equal("cd"u8, array.AsSpan()[2..4]);
        "XY"u8.CopyTo(array.AsSpan<byte>()[2..4]);
        Assert.Equal("abXYef"u8, array.AsSpan());
    }

    [Fact]
    public void A_pointer_element_takes_the_address_of_another_view()
    {
        using var one = One(Int, 40);
        using var two = One(Int, 2);
        using var pointers = ArrayView.Allocate(new CPointer(Int), 2);
        pointers.SetInteger(0, one);
        pointers.SetInteger(1, two);
        Assert.Equal((Int128)(ulong)one.Address, pointers.GetInteger(0));
        Assert.Equal(
            42,
            ((delegate* unmanaged<nint, int, int>)Native.Symbol("sum_pointees"))(
                pointers.Address,
                2
            )
        );
    }

    [Fact]
    public void By_pointer_C_writes_into_the_array_itself()
    {
        using var number = One(Int, 1);
        using var pointer = number.ByPointer();
        ((delegate* unmanaged<nint, int, void>)Native.Symbol("set_through"))(pointer.Address, 42);
        Assert.Equal(42, number.GetInteger(0));
    }

    [Fact]
    public void A_pointer_to_an_array_keeps_it()
    {
        var pointer = PointerToDropped();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(7, Storage.Read<int>((nint)pointer.GetInteger(0)));
        pointer.Dispose();
    }

    [Fact]
    public void Elements_are_read_as_C_sharps_own_types_of_the_same_size()
    {
        using var array = ArrayView.Allocate(Real, 2);
        array.Set(1, 2.5);
        Assert.Equal(2.5, array.Get<double>(1));
        Assert.Equal(2.5, array.GetFloat(1));
        array.SetFloat(0, 0.1);
        Assert.Equal([0.1, 2.5], array.AsSpan<double>().ToArray());
        Assert.Throws<ArgumentException>(() => array.Get<float>(1));
        Assert.Throws<ArgumentException>(() => array.Set(1, 1f));
        Assert.Throws<ArgumentException>(() => array.AsSpan<byte>().Length);
    }

    [Fact]
    public void An_element_that_is_an_array_itself_shares_its_memory()
    {
        using var rows = ArrayView.Allocate(new CArray(Int, 3), 2);
        var row = (ArrayView)rows.Item(1);
        row.SetInteger(2, 9);
        Assert.Equal(9, Storage.Read<int>(rows.Address + 20));
        Assert.False(row.OwnsMemory);
        Assert.Throws<ArgumentException>(() => row.Item(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Item(2));
    }

    [Theory, InlineData(1), InlineData(5)]
    public void So_many_elements_have_the_size_and_alignment_of_Cs_array(int count)
    {
        using var array = ArrayView.Allocate(Short, count);
        Assert.Equal(count * Ask("size_Short"), array.Size);
        Assert.Equal(Ask("alignment_Short"), Layout.Of(array.Type, HostAbi.Current).Alignment);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArrayView PointerToDropped() => One(Int, 7).ByPointer();
}
