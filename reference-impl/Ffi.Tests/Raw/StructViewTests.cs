using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;
using static Touchstone.Ffi.Tests.Raw.RawFixture;

namespace Touchstone.Ffi.Tests.Raw;

/// <summary>Structs and unions over native memory, filled by C and weighed by C.</summary>
public sealed unsafe class StructViewTests
{
    private static readonly CStruct s_inner = (CStruct)
        new CStruct("inner").Complete(new CField("x", Short), new CField("y", Short));

    public static TheoryData<string> Tags => ["mixed", "mixed_packed"];

    [Theory, MemberData(nameof(Tags))]
    public void Sizes_and_offsets_are_Cs(string tag)
    {
        using var view = StructView.Allocate(Mixed(tag));
        Assert.Equal(
            (Ask($"size_{tag}"), Ask($"alignment_{tag}")),
            (view.Size, Layout.Of(view.Type, HostAbi.Current).Alignment)
        );
        foreach (var name in new[] { "letter", "real", "inner", "numbers", "next" })
        {
            Assert.Equal(Ask($"offset_{tag}_{name}"), view.LayoutOf(name).Offset);
            Assert.Equal(view.Address + view.LayoutOf(name).Offset, view.FieldAddress(name));
        }
        Assert.Equal(12, view.LayoutOf("numbers").Size);
        Assert.Equal((7, true), (view.LayoutOf("wide").BitWidth, view.LayoutOf("wide").IsBitField));
    }

    [Theory, MemberData(nameof(Tags))]
    public void What_C_stores_in_a_field_is_read(string tag)
    {
        using var view = StructView.Allocate(Mixed(tag));
        ((delegate* unmanaged<nint, void>)Native.Symbol($"fill_{tag}"))(view.Address);
        Assert.Equal('x', view.GetInteger("letter"));
        Assert.Equal(1.5, view.GetFloat("real"));
        Assert.Equal(-2, ((StructView)view.Field("inner")).GetInteger("x"));
        Assert.Equal(99, ((ArrayView)view.Field("numbers")).GetInteger(2));
        Assert.Equal(-3, view.GetInteger("narrow"));
        Assert.Equal(100, view.GetInteger("wide"));
        Assert.Equal(1, view.GetInteger("flag"));
        Assert.Equal((Int128)(ulong)view.Address, view.GetInteger("next"));
    }

    [Theory, MemberData(nameof(Tags))]
    public void What_is_stored_in_a_field_C_weighs_as_its_own(string tag)
    {
        using var ours = StructView.Allocate(Mixed(tag));
        using var theirs = StructView.Allocate(Mixed(tag));
        ours.SetInteger("letter", 0x100 + 'x');
        ours.SetFloat("real", 1.5);
        ((StructView)ours.Field("inner")).SetInteger("x", -2);
        ((StructView)ours.Field("inner")).SetInteger("y", 3);
        ((ArrayView)ours.Field("numbers")).SetInteger(2, 99);
        ours.SetInteger("narrow", 8 - 3);
        ours.SetInteger("wide", 128 + 100);
        ours.SetInteger("flag", 2);
        ours.SetInteger("next", ours);
        ((delegate* unmanaged<nint, void>)Native.Symbol($"fill_{tag}"))(theirs.Address);
        var weigh = (delegate* unmanaged<nint, double>)Native.Symbol($"weigh_{tag}");
        Assert.Equal(weigh(theirs.Address), weigh(ours.Address));
    }

    [Fact]
    public void Bit_fields_of_a_union_begin_at_its_start_and_leave_their_neighbours()
    {
        var union = new CUnion("overlaid");
        union.Complete(
            new CField("bits", Int, BitWidth: 5),
            new CField("others", new CScalar(ScalarKind.UnsignedInt), BitWidth: 9),
            new CField("all", new CScalar(ScalarKind.UnsignedInt))
        );
        using var view = StructView.Allocate(union);
        view.SetInteger("all", uint.MaxValue);
        view.SetInteger("bits", 9);
        Assert.Equal(
            ((delegate* unmanaged<int, uint>)Native.Symbol("overlay"))(9),
            view.GetInteger("all")
        );
        Assert.Equal(9, view.GetInteger("bits"));
        Assert.Equal(0x1e9, view.GetInteger("others"));
    }

    [Fact]
    public void A_struct_of_Cs_own_is_seen_where_it_lies()
    {
        var view = StructView.At(Mixed("mixed"), Native.Symbol("global_mixed"));
        Assert.Equal(2.25, view.GetFloat("real"));
        Assert.Equal(7, ((ArrayView)view.Field("numbers")).GetInteger(2));
        Assert.False(view.OwnsMemory);
    }

    [Fact]
    public void A_field_that_is_a_struct_or_an_array_has_no_single_value()
    {
        using var view = StructView.Allocate(Mixed("mixed"));
        foreach (var name in new[] { "inner", "numbers" })
        {
            Assert.Contains(
                "no single value",
                Assert.Throws<ArgumentException>(() => view.GetInteger(name)).Message,
                StringComparison.Ordinal
            );
            Assert.Throws<ArgumentException>(() => view.SetFloat(name, 1));
        }
        Assert.Throws<ArgumentException>(() => view.Field("letter"));
    }

    [Fact]
    public void A_field_that_is_not_there_is_named()
    {
        using var view = StructView.Allocate(s_inner);
        foreach (
            var use in new Action[]
            {
                () => view.GetInteger("z"),
                () => view.SetInteger("z", 1),
                () => view.FieldAddress("z"),
                () => view.Field("z"),
            }
        )
        {
            Assert.Contains(
                "struct inner has no field z",
                Assert.Throws<ArgumentException>(use).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_name_that_comes_twice_means_the_last()
    {
        var twice = new CStruct("twice");
        twice.Complete(new CField("a", Short), new CField("a", Int));
        using var view = StructView.Allocate(twice);
        Assert.Equal((4, 4), (view.LayoutOf("a").Offset, view.LayoutOf("a").Size));
    }

    [Theory]
    [InlineData(ScalarKind.Int, 0, CTypeFault.BitFieldWidth)]
    [InlineData(ScalarKind.Int, -1, CTypeFault.BitFieldWidth)]
    [InlineData(ScalarKind.Int, 33, CTypeFault.BitFieldWidth)]
    [InlineData(ScalarKind.Double, 3, CTypeFault.BitFieldType)]
    public void A_bit_field_that_C_does_not_know_is_refused(
        ScalarKind kind,
        int width,
        CTypeFault fault
    )
    {
        var wrong = new CStruct("wrong");
        wrong.Complete(new CField("a", new CScalar(kind), width));
        Assert.Equal(fault, Assert.Throws<CTypeException>(() => StructView.Allocate(wrong)).Fault);
    }

    [Fact]
    public void A_negative_pack_is_refused()
    {
        var wrong = new CStruct("wrong");
        wrong.Complete(new AggregateDefinition([new CField("a", Int)], Pack: -1));
        Assert.Equal(
            CTypeFault.Alignment,
            Assert.Throws<CTypeException>(() => StructView.Allocate(wrong)).Fault
        );
    }

    [Fact]
    public void A_struct_that_is_not_complete_has_no_memory() =>
        Assert.Equal(
            CTypeFault.Incomplete,
            Assert.Throws<CTypeException>(() => StructView.Allocate(new CStruct("declared"))).Fault
        );

    [Fact]
    public void A_struct_declared_first_may_point_to_itself()
    {
        var node = new CStruct("node");
        node.Complete(new CField("next", new CPointer(node)), new CField("value", Int));
        using var last = StructView.Allocate(node);
        using var first = StructView.Allocate(node);
        last.SetInteger("value", 42);
        first.SetInteger("next", last);
        var reached = StructView.At(node, (nint)first.GetInteger("next"));
        Assert.Equal(42, reached.GetInteger("value"));
    }

    [Fact]
    public void Fields_of_a_big_endian_struct_lie_as_C_lays_them()
    {
        var big = new CStruct("big");
        big.Complete(new AggregateDefinition([new CField("v", Int)], ByteOrder: ByteOrder.Big));
        var real = new CStruct("real");
        real.Complete(new AggregateDefinition([new CField("v", Real)], ByteOrder: ByteOrder.Big));
        using var number = StructView.Allocate(big);
        using var floating = StructView.Allocate(real);
        number.SetInteger("v", -12345);
        floating.SetFloat("v", 1.75);
        Assert.Equal(
            -12345,
            ((delegate* unmanaged<nint, long>)Native.Symbol("read_big_Int"))(number.Address)
        );
        Assert.Equal(
            1.75,
            ((delegate* unmanaged<nint, double>)Native.Symbol("read_big_Double"))(floating.Address)
        );
        Assert.Equal(-12345, number.GetInteger("v"));
        Assert.Equal(1.75, floating.GetFloat("v"));
    }

    [Fact]
    public void A_part_keeps_the_whole()
    {
        var (part, whole) = PartOfDropped();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.True(whole.IsAlive);
        Assert.Equal(77, part.GetInteger(1));
    }

    [Theory]
    [InlineData(8, 4)]
    [InlineData(16, 16)]
    [InlineData(3, 1)]
    public void An_opaque_struct_has_the_size_and_the_alignment_that_it_was_given(
        int size,
        int alignment
    )
    {
        var opaque = OpaqueStruct.Create("opaque", size, alignment);
        var layout = Layout.Of(opaque, HostAbi.Current);
        Assert.Equal((size, alignment), (layout.Size, layout.Alignment));
        var holder = new CStruct("holder");
        holder.Complete(new CField("first", Octet), new CField("hidden", opaque));
        using var view = StructView.Allocate(holder);
        Assert.Equal(alignment, view.LayoutOf("hidden").Offset);
        Assert.Equal(size, view.Field("hidden").AsSpan().Length);
    }

    [Theory, InlineData(8, 3), InlineData(8, 0), InlineData(6, 4)]
    public void An_opaque_struct_that_C_could_not_have_is_refused(int size, int alignment) =>
        Assert.Throws<ArgumentException>(() => OpaqueStruct.Create("opaque", size, alignment));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ArrayView Part, WeakReference Whole) PartOfDropped()
    {
        var whole = StructView.Allocate(Mixed("mixed"));
        var numbers = (ArrayView)whole.Field("numbers");
        numbers.SetInteger(1, 77);
        return (numbers, new WeakReference(whole));
    }

    private static CStruct Mixed(string tag)
    {
        var mixed = new CStruct(tag);
        mixed.Complete(
            new AggregateDefinition(
                [
                    new CField("letter", new CScalar(ScalarKind.Char)),
                    new CField("real", Real),
                    new CField("inner", s_inner),
                    new CField("numbers", new CArray(Int, 3)),
                    new CField("narrow", Int, BitWidth: 3),
                    new CField("wide", new CScalar(ScalarKind.UnsignedInt), BitWidth: 7),
                    new CField("flag", new CScalar(ScalarKind.Bool), BitWidth: 1),
                    new CField("next", new CPointer(mixed)),
                ],
                Pack: tag == "mixed_packed" ? 1 : null
            )
        );
        return mixed;
    }
}
