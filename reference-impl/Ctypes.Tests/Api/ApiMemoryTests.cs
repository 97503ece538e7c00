using System.Numerics;
using System.Runtime.InteropServices;

namespace Touchstone.Ctypes.Tests.Api;

/// <summary>What may not be touched is refused with its reason, and never a crash.</summary>
public sealed class ApiMemoryTests
{
    private static readonly CtypesType Pair = Session
        .Struct("pair")
        .Field("first", Types.Int)
        .Field("second", Types.Int)
        .Define();

    private static readonly CtypesType Outer = Session
        .Struct("outer")
        .Field("pair", Pair)
        .Field("next", Pair.Pointer())
        .Field("text", Types.Text)
        .Field("values", Types.Int.Array(4))
        .Define();

    private static CtypesSession Session => CtypesSession.Native;

    private static TypeSet Types => Session.Types;

    [StructLayout(LayoutKind.Sequential)]
    private struct TwoInts
    {
        public int First;
        public int Second;
    }

    private static void Refused(CMemoryFault fault, Action use) =>
        Assert.Equal(fault, Assert.Throws<CMemoryException>(use).Fault);

    [Fact]
    public void A_disposed_block_is_refused_by_every_way_in()
    {
        var block = Outer.Allocate();
        var view = (CData)block["pair"]!;
        var items = (CData)block["values"]!;
        var field = Pair.Field<int>("first");
        var pointer = block.Pointer();
        var toField = view.Pointer();
        var followed = toField.Contents;
        var holder = Outer.New();
        holder["next"] = view.Pointer();
        block["values"] = new[] { 1, 2, 3, 4 };
        Assert.Equal([1, 2, 3, 4], items.AsSpan<int>().ToArray());
        block.Dispose();
        block.Dispose();
        Assert.True(block.IsDisposed);
        foreach (
            var use in new Action[]
            {
                () => _ = block["pair"],
                () => block["text"] = "x",
                () => _ = view["first"],
                () => view["first"] = 1,
                () => field.Get(view),
                () => field.Set(view, 1),
                () => items.AsSpan<int>(),
                () => _ = items[0],
                () => view.As<TwoInts>(),
                () => _ = pointer.Contents,
                () => _ = toField.Contents,
                () => _ = toField[0],
                () => _ = followed["first"],
                () => _ = holder["next"] is CData next ? next.Contents : null,
                () => Session.AddressOf(block),
                () => Session.MemMove(Session.ByReference(block), Outer.New().Pointer(), 4),
                () => Session.MemMove(pointer, Outer.New().Pointer(), 4),
                () => block.Pointer(),
                () => view.Trusted(),
                () => ((dynamic)block).text = "x",
            }
        )
            Refused(CMemoryFault.Freed, use);
    }

    [Fact]
    public void A_disposed_block_of_any_kind_says_what_it_was()
    {
        foreach (
            var type in new[]
            {
                Types.Int,
                Types.Text,
                Types.Double,
                Pair.Pointer(),
                Types.Char.Array(4),
                Pair,
            }
        )
        {
            var block = type.Allocate();
            block.Dispose();
            var refusal = Assert.Throws<CMemoryException>(() => block.Pointer());
            Assert.Equal($"{type.Name} was freed: the block was disposed", refusal.Message);
            // A debugger shows it all the time.
            Assert.Contains(type.Name, block.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void C_is_not_given_a_pointer_into_a_disposed_block()
    {
        var lib = ApiLibrary.Library;
        var sum = lib.GetItem("sum").Declare(Types.Long, Types.Int.Pointer(), Types.Int);
        var block = Types.Int.Array(4).Allocate();
        var pointer = block.Cast(Types.Int.Pointer());
        Assert.Equal(0L, sum.Call(pointer, 4));
        var bare = Types.Int.Pointer().New();
        Session.MemMove(Session.Pointer(bare), Session.Pointer(pointer), nint.Size);
        block.Dispose();
        Refused(CMemoryFault.Freed, () => sum.Call(pointer, 4));
        Refused(CMemoryFault.Freed, () => sum.Call(bare, 4));
        Refused(CMemoryFault.Freed, () => sum.Call(block, 4));
    }

    [Fact]
    public void An_address_in_a_freed_block_is_known_even_where_nothing_keeps_the_block()
    {
        var block = Pair.Allocate();
        var address = Session.AddressOf(block);
        Assert.Equal(0, Pair.At(address)["first"]);
        block.Dispose();
        Refused(CMemoryFault.Freed, () => Pair.At(address));
        var pointer = Pair.TrustedPointer().New();
        Marshal.WriteIntPtr(Session.AddressOf(pointer), address);
        Refused(CMemoryFault.Freed, () => _ = pointer.Contents);
    }

    [Fact]
    public void A_view_left_behind_by_a_resize_is_refused()
    {
        var array = Types.Int.Array(8).New(1, 2, 3);
        var records = Pair.Array(4).New();
        var first = (CData)records[0]!;
        var pointer = first.Pointer();
        Session.Resize(records, 4096);
        Refused(CMemoryFault.Moved, () => _ = first["first"]);
        Refused(CMemoryFault.Moved, () => _ = pointer.Contents);
        Assert.Equal(0, ((CData)records[0]!)["first"]);
        var toArray = array.Cast(Types.Int.Pointer());
        Session.Resize(array, 4096);
        Refused(CMemoryFault.Moved, () => _ = toArray[0]);
        Assert.Equal(2, array[1]);
    }

    [Fact]
    public void NULL_is_refused()
    {
        var pointer = Pair.Pointer().New();
        Assert.True(pointer.IsNull);
        Refused(CMemoryFault.Null, () => _ = pointer.Contents);
        Refused(CMemoryFault.Null, () => _ = pointer[0]);
        Refused(CMemoryFault.Null, () => pointer[0] = Pair.New());
        Refused(CMemoryFault.Null, () => _ = pointer.Trusted().Contents);
        Refused(CMemoryFault.Null, () => Pair.At(0));
        Refused(
            CMemoryFault.Null,
            () => _ = ((CData)Session.FromAddress(Pair, 0).As<CData>())["first"]
        );
        var function = (CFunctionPointer)Session.FunctionType(null).New();
        Assert.Throws<PythonException>(() => function.Call());
        Refused(CMemoryFault.Null, () => function.As<Action>(usesErrno: false));
    }

    [Fact]
    public void A_pointer_that_leaves_its_object_is_refused()
    {
        var array = Types.Int.Array(4).New(1, 2, 3, 4);
        var pointer = array.Cast(Types.Int.Pointer());
        Assert.Equal(4, pointer[3]);
        Refused(CMemoryFault.OutOfRange, () => _ = pointer[4]);
        Refused(CMemoryFault.OutOfRange, () => _ = pointer[-1]);
        Refused(CMemoryFault.OutOfRange, () => pointer[1000000] = 1);
        Refused(
            CMemoryFault.OutOfRange,
            () => Session.GetItem(pointer, new PySlice(0, 5, Value.None))
        );
        Assert.Equal(
            [4, 3, 2, 1],
            (object?[])NetOf(Session.GetItem(pointer, new PySlice(3, -1, -1)))
        );
        using var block = Types.Int.Allocate();
        Refused(CMemoryFault.OutOfRange, () => _ = block.Pointer()[1]);
    }

    [Fact]
    public void A_copy_that_leaves_an_object_is_refused_where_the_object_is_known()
    {
        var small = Types.Int.Array(2).New(1, 2);
        var large = Types.Int.Array(1000).New();
        using var block = Pair.Allocate();
        foreach (
            var target in new Value[]
            {
                small,
                Session.ByReference(small),
                Session.ByReference(small, 4),
                small.Cast(Types.Int.Pointer()),
                Session.ByReference(block),
                block.Pointer(),
            }
        )
        {
            Refused(CMemoryFault.OutOfRange, () => Session.MemMove(target, large, 4000));
            Refused(CMemoryFault.OutOfRange, () => Session.MemMove(large, target, 4000));
            Refused(CMemoryFault.OutOfRange, () => Session.MemSet(target, 0, 4000));
            Refused(CMemoryFault.OutOfRange, () => Session.StringAt(target, 4000));
            Refused(CMemoryFault.OutOfRange, () => Session.WideStringAt(target, 1000));
            Session.MemMove(target, large, 4);
        }
    }

    [Fact]
    public void A_reference_whose_offset_leaves_its_object_is_refused()
    {
        var array = Types.Int.Array(4).New();
        using var block = Types.Int.Array(4).Allocate();
        var sum = ApiLibrary.Library.GetItem("sum");
        foreach (var owner in new[] { array, block })
        {
            foreach (var offset in new[] { 4096, -4, 1L << 40, -(1L << 40) })
            {
                var reference = Session.ByReference(owner, offset);
                Refused(CMemoryFault.OutOfRange, () => Session.MemMove(reference, array, 4));
                Refused(CMemoryFault.OutOfRange, () => Session.StringAt(reference, 4));
                Refused(CMemoryFault.OutOfRange, () => sum.Call(reference, 0));
            }
            // Just behind its end a pointer may point: C11 6.5.6.
            Assert.Equal(0, sum.Call(Session.ByReference(owner, 16), 0));
        }
    }

    [Fact]
    public void A_count_of_any_form_is_a_count()
    {
        var array = Types.Int.Array(4).New();
        var large = Types.Int.Array(1000).New();
        foreach (
            var count in new Value[]
            {
                -1,
                ulong.MaxValue,
                (BigInteger.One << 64) + 4000,
                Types.Size.New(4000),
                Types.Int.New(4000),
            }
        )
        {
            Refused(CMemoryFault.OutOfRange, () => Session.MemSet(array, 0, count));
            Refused(CMemoryFault.OutOfRange, () => Session.MemMove(array, large, count));
        }
        Refused(CMemoryFault.OutOfRange, () => Session.StringAt(array, Types.Int.New(4000)));
        Assert.Equal(8, Session.StringAt(array, Types.Int.New(8)).As<PyBytes>().Length);
    }

    [Fact]
    public void A_copy_that_leaves_bytes_or_text_is_refused()
    {
        var bytes = Session.Bytes("abc"u8);
        var large = Types.Char.Array(4000).New();
        Refused(CMemoryFault.OutOfRange, () => Session.MemMove(bytes, large, 4000));
        Refused(CMemoryFault.OutOfRange, () => Session.MemMove(large, bytes, 4000));
        Refused(CMemoryFault.OutOfRange, () => Session.MemMove(large, "abc", 4000));
        Refused(CMemoryFault.OutOfRange, () => Session.MemSet(bytes, 0, 4000));
        Refused(CMemoryFault.OutOfRange, () => Session.StringAt(bytes, 4000));
        Refused(CMemoryFault.OutOfRange, () => Session.WideStringAt("abc", 4000));
        Session.MemMove(bytes, Session.Bytes("xyz"u8), 4);
        Assert.Equal("xyz"u8, bytes.Content);
    }

    [Fact]
    public void Text_without_its_NUL_is_refused_where_the_memory_is_known()
    {
        var owned = Types.Char.Array(64).New();
        using var block = Types.Char.Array(64).Allocate();
        var wide = Types.WideChar.Array(16).New();
        wide.AsSpan<int>().Fill('a');
        foreach (var characters in new[] { owned, block })
        {
            characters.AsSpan<byte>().Fill((byte)'a');
            var text = characters.Cast(Types.Text);
            Refused(CMemoryFault.OutOfRange, () => _ = text["value"]);
            Refused(CMemoryFault.OutOfRange, () => Session.StringAt(characters));
            Refused(CMemoryFault.OutOfRange, () => Session.StringAt(text));
            Refused(
                CMemoryFault.OutOfRange,
                () => Session.StringAt(Session.ByReference(characters, 8))
            );
            characters.AsSpan<byte>()[63] = 0;
            Assert.Equal(new string('a', 63), text["value"]);
            Assert.Equal(
                55,
                Session.StringAt(Session.ByReference(characters, 8)).As<PyBytes>().Length
            );
        }
        Refused(CMemoryFault.OutOfRange, () => _ = wide.Cast(Types.WideText)["value"]);
        Refused(CMemoryFault.OutOfRange, () => Session.WideStringAt(wide));
        wide.AsSpan<int>()[15] = 0;
        Assert.Equal(new string('a', 15), wide.Cast(Types.WideText)["value"]);
    }

    [Fact]
    public void A_delegate_type_that_says_nothing_is_refused() =>
        Assert.Throws<CLayoutException>(() =>
            ApiLibrary.Library.Function<MulticastDelegate>("sum")
        );

    [Fact]
    public void A_reference_made_before_its_block_was_disposed_is_refused()
    {
        var block = Pair.Allocate();
        var reference = Session.ByReference(block);
        var sum = ApiLibrary.Library.GetItem("sum");
        Assert.Equal(0, sum.Call(reference, 2));
        block.Dispose();
        Refused(CMemoryFault.Freed, () => sum.Call(reference, 2));
        var array = Types.Int.Array(2).New();
        var first = Session.ByReference(array);
        Session.Resize(array, 4096);
        Refused(CMemoryFault.Moved, () => sum.Call(first, 2));
    }

    [Fact]
    public void A_long_list_is_walked_pointer_by_pointer()
    {
        var node = Session.Struct("link");
        node.Field("value", Types.Int).Field("next", node.Type.Pointer()).Define();
        var head = node.Type.New(0);
        var last = head;
        for (var i = 1; i < 3000; i++)
        {
            var next = node.Type.New(i);
            last["next"] = next.Pointer();
            last = next;
        }
        CtypesSession.Collect();
        var seen = 0;
        var at = (CData)head["next"]!;
        for (; !at.IsNull; at = (CData)at.Contents["next"]!)
            Assert.Equal(++seen, at.Contents["value"]);
        Assert.Equal(2999, seen);
    }

    private static object?[] NetOf(Value list) =>
        [.. list.As<PyList>().Items.Select(item => (object?)(int)item.AsInteger())];

    [Fact]
    public void What_a_pointer_led_to_stays_whatever_becomes_of_the_pointer()
    {
        var pointer = Pair.New(1, 2).Pointer();
        var seen = pointer.Contents;
        pointer["contents"] = Pair.New(3, 4);
        CtypesSession.Collect();
        Assert.Equal((1, 3), ((int)seen["first"]!, (int)pointer.Contents["first"]!));
    }

    [Fact]
    public void A_pointer_into_wide_text_reaches_to_its_NUL_and_no_further()
    {
        var text = Session.Types.WideText.New("abc");
        var characters = ((CData)text).Cast(Types.WideChar.Pointer());
        Assert.Equal("c", characters[2]);
        Assert.Equal("\0", characters[3]);
        Refused(CMemoryFault.OutOfRange, () => _ = characters[4]);
        Refused(CMemoryFault.OutOfRange, () => _ = characters[-1]);
    }

    [Fact]
    public void A_function_pointer_is_called_only_where_a_function_is_known_or_vouched_for()
    {
        var binary = Session.FunctionType(Types.Int, Types.Int, Types.Int);
        var give = ApiLibrary.Library.GetItem("give_minus").Declare(binary, Types.Int);
        var hidden = (CFunctionPointer)give.Call(0)!;
        Refused(CMemoryFault.Untrusted, () => hidden.Call(5, 3));
        Assert.Equal(2, hidden.Trusted().Call(5, 3));
        var named = (CFunctionPointer)give.Call(1)!;
        Assert.Equal(2, named.Call(5, 3));
        using var callback = Session.Callback<Func<int, int, int>>((a, b) => a * b);
        var copy = (CFunctionPointer)binary.New(callback.Address);
        Assert.Equal(15, copy.Call(5, 3));
        // Last, since without the check this is a crash.
        var wild = (CFunctionPointer)binary.New(0x1234);
        Refused(CMemoryFault.Untrusted, () => wild.Call(5, 3));
    }

    [Fact]
    public void A_pointer_from_C_is_followed_only_on_the_callers_word()
    {
        var node = Session.Struct("node");
        node.Field("value", Types.Int)
            .Field("next", node.Type.Pointer())
            .Field("name", Types.Text)
            .Define();
        var list = ApiLibrary.Library.GetItem("c_list").Declare(node.Type.Pointer());
        var head = (CData)list.Call()!;
        Refused(CMemoryFault.Untrusted, () => _ = head.Contents);
        Refused(CMemoryFault.Untrusted, () => _ = head[0]);
        var first = head.Trusted().Contents;
        Assert.Equal((10, "head"), ((int)first["value"]!, (string)first["name"]!));
        // The word is given for the whole structure.
        var second = ((CData)first["next"]!).Contents;
        Assert.Equal((20, "tail"), ((int)second["value"]!, (string)second["name"]!));
        Refused(CMemoryFault.Null, () => _ = ((CData)second["next"]!).Contents);
        list.Declare(node.Type.TrustedPointer());
        Assert.Equal("head", ((CData)list.Call()!).Contents["name"]);
        // A copy of what C wrote is no word for the addresses in it.
        var copy = node.Type.New();
        Session.MemMove(Session.ByReference(copy), head, node.Type.Size);
        Refused(CMemoryFault.Untrusted, () => _ = copy["name"]);
        Assert.Equal("head", copy.Trusted()["name"]);
    }

    [Fact]
    public void A_span_is_the_arrays_own_memory_and_wants_its_element()
    {
        var array = Types.Int.Array(1000).New();
        var span = array.AsSpan<int>();
        for (var i = 0; i < span.Length; i++)
            span[i] = i;
        Assert.Equal(999, array[999]);
        Assert.Throws<CLayoutException>(() => array.AsSpan<long>());
        Assert.Throws<CLayoutException>(() => array.AsSpan<float>());
        Assert.Throws<PythonException>(() => Pair.New().AsSpan<int>());
        Assert.Throws<CLayoutException>(() => Pair.Field<long>("first"));
        Assert.Throws<CLayoutException>(() => Pair.Field<float>("first"));
        Assert.Throws<PythonException>(() => Pair.Field<int>("third"));
        Assert.Throws<PythonException>(() => Pair.Field<int>("first").Get(array));
    }

    [Fact]
    public void A_span_keeps_the_garbage_collectors_memory_alive()
    {
        var span = Fresh();
        for (var i = 0; i < 20; i++)
        {
            GC.Collect();
            _ = new byte[100_000];
            _ = Types.Int.Array(1000).New();
        }
        Assert.Equal(7, span[999]);

        static Span<int> Fresh()
        {
            var array = Types.Int.Array(1000).New();
            array[999] = 7;
            return array.AsSpan<int>();
        }
    }

    [Fact]
    public void A_block_is_not_lent_to_what_cannot_tell_when_it_is_freed()
    {
        using var block = Types.Int.Array(4).Allocate();
        Assert.Throws<CMemoryException>(() => Session.FromBuffer(Types.Int, block));
        Assert.Throws<CMemoryException>(() => Session.MemoryView(block));
        Refused(CMemoryFault.Untrusted, () => Session.MemoryViewAt(block, 4));
        Refused(CMemoryFault.Untrusted, () => Session.MemoryViewAt(block.Pointer(), 4));
        Refused(CMemoryFault.Untrusted, () => Session.MemoryViewAt(Session.ByReference(block), 4));
        Refused(CMemoryFault.OutOfRange, () => Session.MemoryViewAt(Types.Int.New(1).Pointer(), 8));
        Assert.Equal(0, Session.FromBufferCopy(Types.Int, block).As<CData>()["value"]);
    }

    [Fact]
    public void Blocks_of_every_alignment_come_zeroed_and_go()
    {
        for (var i = 0; i < 100_000; i++)
        {
            using var block = Pair.Allocate();
            if (i % 10_000 == 0)
                Assert.Equal(0, block["second"]);
            block["second"] = -1;
        }
        var wide = Session.Struct("wide", align: 64).Field("x", Types.Int).Define();
        using var aligned = wide.Allocate();
        Assert.Equal(0, Session.AddressOf(aligned) % 64);
    }

    [Fact]
    public void A_session_of_plain_ctypes_checks_nothing_of_this()
    {
        var plain = new CtypesSession(CtypesProfile.Native);
        var array = plain.Types.Int.Array(4).New(1, 2, 3, 4);
        var pointer = array.Cast(plain.Types.Int.Pointer());
        plain.Resize(array, 4096);
        Assert.Equal(2, pointer[1]);
    }
}
