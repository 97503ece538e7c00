using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes.Tests.Api;

/// <summary>Types defined in code and from C# types, held against the C compiler.</summary>
public sealed class ApiTypesTests
{
    private static CtypesSession Session => CtypesSession.Native;

    private static TypeSet Types => Session.Types;

    [Fact]
    public void A_struct_defined_in_code_lies_as_C_lays_it_out()
    {
        var type = Session
            .Struct("mixed")
            .Field("tag", Types["c_int8"])
            .Field("weight", Types["c_int64"])
            .Field("small", Types["c_int16"])
            .Define();
        Assert.Equal(ApiLibrary.LayoutOf("mixed"), ApiLibrary.Seen(type, "tag", "weight", "small"));
    }

    [Fact]
    public void Pack_moves_the_fields_as_the_pragma_does()
    {
        var type = Session
            .Struct("packed_mixed", pack: 2)
            .Field("tag", Types["c_int8"])
            .Field("weight", Types["c_int64"])
            .Field("small", Types["c_int16"])
            .Define();
        Assert.Equal(
            ApiLibrary.LayoutOf("packed_mixed"),
            ApiLibrary.Seen(type, "tag", "weight", "small")
        );
    }

    [Fact]
    public void A_union_and_an_anonymous_member_lie_as_C_lays_them_out()
    {
        var word = Session
            .Union("word")
            .Field("i", Types.Int)
            .Field("f", Types.Float)
            .Field("b", Types.UnsignedChar.Array(8))
            .Define();
        Assert.Equal(ApiLibrary.LayoutOf("word"), ApiLibrary.Seen(word, "i", "f", "b"));
        var inner = Session.Union("inner").Field("i", Types.Int).Field("f", Types.Float).Define();
        var variant = Session
            .Struct("variant")
            .Field("kind", Types.Int)
            .Anonymous("u", inner)
            .Define();
        Assert.Equal(ApiLibrary.LayoutOf("variant"), ApiLibrary.Seen(variant, "kind", "i", "f"));
    }

    [Fact]
    public void Bit_fields_are_read_and_written_where_C_has_them()
    {
        var type = Session
            .Struct("bits")
            .Bits("low", Types.UnsignedInt, 3)
            .Bits("high", Types.UnsignedInt, 13)
            .Field("tail", Types.Int)
            .Define();
        dynamic lib = ApiLibrary.Library;
        dynamic bits = type.New();
        lib.write_bits.Declare(null, type.Pointer());
        lib.write_bits(bits);
        Assert.Equal((5u, 4099u, -7), ((uint)bits.low, (uint)bits.high, (int)bits.tail));
        bits.low = 2;
        bits.high = 7;
        bits.tail = 3;
        lib.read_bits.Declare(Types.UnsignedInt, type.Pointer());
        Assert.Equal(2u + 7000u + 300000u, (uint)lib.read_bits(bits));
    }

    [Fact]
    public void A_big_endian_struct_keeps_its_bytes_in_network_order()
    {
        var type = Session
            .Struct("header", byteOrder: ByteOrder.Big)
            .Field("port", Types["c_uint16"])
            .Field("address", Types["c_uint32"])
            .Define();
        dynamic header = type.New(0x1234, 0x7F000001);
        var bytes = new byte[8];
        Marshal.Copy(Session.AddressOf((CData)header), bytes, 0, 8);
        Assert.Equal(
            System.Net.IPAddress.HostToNetworkOrder((short)0x1234),
            BitConverter.ToInt16(bytes, 0)
        );
        Assert.Equal(
            System.Net.IPAddress.HostToNetworkOrder(0x7F000001),
            BitConverter.ToInt32(bytes, 4)
        );
        Assert.Equal(0x1234, (int)header.port);
    }

    [CStruct(Name = "mixed")]
    [StructLayout(LayoutKind.Sequential)]
    private struct Mixed
    {
        public sbyte Tag;
        public long Weight;
        public short Small;
    }

    [Fact]
    public void A_C_sharp_struct_of_the_same_layout_is_the_C_memory()
    {
        var type = Session.TypeOf<Mixed>();
        Assert.Equal(ApiLibrary.LayoutOf("mixed"), ApiLibrary.Seen(type, "Tag", "Weight", "Small"));
        var data = type.New();
        ref var mixed = ref data.As<Mixed>();
        mixed.Weight = 77;
        Assert.Equal(77L, data["Weight"]);
        data["Small"] = -2;
        Assert.Equal(-2, mixed.Small);
        Assert.Same(type, Session.TypeOf<Mixed>());
    }

    [StructLayout(LayoutKind.Sequential, Pack = 2)]
    private struct PackedByCSharpOnly
    {
        public sbyte Tag;
        public long Weight;
    }

    [Fact]
    public void A_C_sharp_struct_of_another_layout_is_refused_with_field_and_rule()
    {
        var refusal = Assert.Throws<CLayoutException>(() => Session.TypeOf<PackedByCSharpOnly>());
        Assert.Equal(
            "PackedByCSharpOnly.Weight is at byte 8 in C (c_long is aligned to 8) and at byte 2 in PackedByCSharpOnly",
            refusal.Message
        );
    }

#pragma warning disable CS0649, CA1812 // Declarations: nobody makes one.
    private struct WithBool
    {
        public bool Flag;
    }

    private struct WithReference
    {
        public string Text;
    }

    [CStruct(Name = "node")]
    private sealed class Node
    {
        [CField(Name = "value")]
        public int Value;

        [CField(Name = "next", IsPointer = true)]
        public Node? Next;

        [CField(Name = "name")]
        public string? Name;
    }

    [CStruct(Name = "holder")]
    private sealed class Holder
    {
        [CField(Length = 4)]
        public int[]? values;

        [CField(Length = 8, Type = "c_char")]
        public byte[]? name;
    }

    [CStruct]
    private sealed class WithoutLength
    {
        public int[]? values;
    }
#pragma warning restore CS0649, CA1812

    [Fact]
    public void What_no_unmanaged_struct_can_hold_is_refused_by_name()
    {
        Assert.Contains(
            "WithBool.Flag",
            Assert.Throws<CLayoutException>(() => Session.TypeOf<WithBool>()).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "WithReference.Text",
            Assert.Throws<CLayoutException>(() => Session.TypeOf<WithReference>()).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<CLayoutException>(() => Session.TypeOf<decimal>());
        Assert.Throws<CLayoutException>(() => Session.TypeOf<object>());
    }

    [Fact]
    public void A_C_sharp_class_declares_pointers_to_itself_text_and_arrays()
    {
        var node = Session.TypeOf<Node>();
        Assert.Equal(ApiLibrary.LayoutOf("node"), ApiLibrary.Seen(node, "value", "next", "name"));
        var holder = Session.TypeOf<Holder>();
        Assert.Equal(ApiLibrary.LayoutOf("holder"), ApiLibrary.Seen(holder, "values", "name"));
        Assert.Contains(
            "Length",
            Assert.Throws<CLayoutException>(() => Session.TypeOf<WithoutLength>()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_incomplete_struct_can_be_pointed_to_and_nothing_else()
    {
        var builder = Session.Struct("later");
        var pointer = builder.Type.Pointer();
        Assert.Equal(nint.Size, pointer.Size);
        foreach (
            var use in new Action[]
            {
                () => builder.Type.New(),
                () => builder.Type.Allocate(),
                () => builder.Type.Array(2),
                () => builder.Type.At(4096),
                () => Session.Struct("outer").Field("inner", builder.Type),
                () => _ = pointer.New().Trusted().Contents,
            }
        )
        {
            Assert.Equal(
                "later is incomplete: its size is not known yet",
                Assert.Throws<CTypeException>(use).Message
            );
        }
        builder.Field("x", Types.Int).Define();
        Assert.Equal(4, builder.Type.New().Size);
    }

    [Fact]
    public void Types_of_two_sessions_do_not_mix()
    {
        var other = new CtypesSession();
        Assert.NotSame(other.Types.Int, Types.Int);
        Assert.Throws<ArgumentException>(() => Types.Pointer(other.Types.Int));
        Assert.Throws<ArgumentException>(() => other.Types.Array(Types.Int, 2));
    }
}
