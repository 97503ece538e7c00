using System.Numerics;
using System.Text;

namespace Touchstone.Ctypes.Tests.Api;

/// <summary>C names through <c>dynamic</c>: values of C# in and out.</summary>
public sealed class DynamicTests
{
    private static readonly CtypesType Point = Session
        .Struct("point")
        .Field("x", Types.Double)
        .Field("y", Types.Double)
        .Define();

    private static CtypesSession Session => CtypesSession.Native;

    private static TypeSet Types => Session.Types;

    [Fact]
    public void Fields_are_set_and_read_by_name_also_nested_ones()
    {
        dynamic line = Session
            .Struct("line")
            .Field("start", Point)
            .Field("end", Point)
            .Field("weights", Types.Short.Array(3))
            .Define()
            .New();
        line.end.x = 2.5;
        line.end.y = 3;
        line.start = line.end;
        line.weights[1] = 7;
        line.weights[-1] = 9;
        Assert.Equal((2.5, 3.0), ((double)line.start.x, (double)line.start.y));
        Assert.Equal(
            [(short)0, (short)7, (short)9],
            ((CData)line.weights).AsSpan<short>().ToArray()
        );
        line.weights = new short[] { 4, 5 };
        Assert.Equal(
            [(short)4, (short)5, (short)0],
            ((CData)line.weights).AsSpan<short>().ToArray()
        );
    }

    public static TheoryData<string, object, object> Widths { get; } =
        new()
        {
            { "c_byte", -3, (sbyte)-3 },
            { "c_ubyte", 200, (byte)200 },
            { "c_short", -300, (short)-300 },
            { "c_ushort", 60000, (ushort)60000 },
            { "c_int", -70000, -70000 },
            { "c_uint", 4000000000u, 4000000000u },
            { "c_long", long.MinValue, long.MinValue },
            { "c_ulong", ulong.MaxValue, ulong.MaxValue },
            { "c_ulong", (BigInteger)ulong.MaxValue, ulong.MaxValue },
            { "c_float", 1.5f, 1.5f },
            { "c_double", 0.1, 0.1 },
            { "c_bool", true, true },
            { "c_char", 'A', (byte)65 },
            { "c_wchar", 'ß', "ß" },
            { "c_void_p", (nint)4096, (nint)4096 },
            { "c_int", DayOfWeek.Friday, 5 },
            // Cut to the field's width, as C does: ctypes checks no range either.
            { "c_ubyte", 257, (byte)1 },
        };

    [Theory, MemberData(nameof(Widths))]
    public void A_number_comes_back_in_the_C_sharp_type_of_its_width(
        string type,
        object given,
        object seen
    )
    {
        dynamic box = Session.Struct("box").Field("value", Types[type]).Define().New();
        box.value = given;
        object read = box.value;
        Assert.Equal(seen, read);
        Assert.IsType(seen.GetType(), read);
    }

    [Fact]
    public void Text_is_UTF_8_where_C_has_char_and_wide_where_it_has_wchar_t()
    {
        dynamic texts = Session
            .Struct("texts")
            .Field("pointer", Types.Text)
            .Field("inside", Types.Char.Array(8))
            .Field("wide", Types.WideText)
            .Field("wide_inside", Types.WideChar.Array(4))
            .Define()
            .New();
        Assert.Null(texts.pointer);
        texts.pointer = "grüß";
        texts.inside = "grüß";
        texts.wide = "grüß";
        texts.wide_inside = "üß";
        GC.Collect();
        Assert.Equal(("grüß", "grüß"), ((string)texts.pointer, (string)texts.inside));
        Assert.Equal(("grüß", "üß"), ((string)texts.wide, (string)texts.wide_inside));
        texts.pointer = null;
        Assert.Null(texts.pointer);
    }

    [Fact]
    public void A_name_of_C_wins_over_a_member_of_the_class()
    {
        dynamic shadow = Session
            .Struct("shadow")
            .Field("Size", Types.Int)
            .Field("Type", Types.Int)
            .Define()
            .New(3, 4);
        Assert.Equal((3, 4), ((int)shadow.Size, (int)shadow.Type));
        Assert.Equal(8, ((CData)shadow).Size);
        dynamic point = Point.New();
        Assert.Equal(16, (int)point.Size);
        using dynamic block = Point.Allocate();
        block.x = 1;
        block.Dispose();
        Assert.True((bool)block.IsDisposed);
    }

    [Fact]
    public void An_unknown_name_or_a_value_that_does_not_fit_says_so()
    {
        dynamic point = Point.New();
        Assert.Equal("AttributeError", Assert.Throws<PythonException>(() => _ = point.z).ClassName);
        Assert.Equal("TypeError", Assert.Throws<PythonException>(() => point.x = "text").ClassName);
        Assert.Equal(
            "TypeError",
            Assert.Throws<PythonException>(() => point.x = new object()).ClassName
        );
        Assert.Equal(
            "IndexError",
            Assert
                .Throws<PythonException>(() => _ = ((dynamic)Types.Int.Array(2).New())[2])
                .ClassName
        );
        Assert.Equal(
            "AttributeError",
            Assert
                .Throws<PythonException>(() => ((dynamic)ApiLibrary.Library).no_such_function())
                .ClassName
        );
    }

    [Fact]
    public void Functions_are_called_by_name()
    {
        dynamic lib = ApiLibrary.Library;
        Assert.Equal(5, (int)lib.add(2, 3));
        lib.distance_weighted.Declare(Types.Double, Point.Pointer());
        Assert.Equal(13.0, (double)lib.distance_weighted(Point.New(1, 2)));
        lib.mirror.Declare(Point, Point);
        Assert.Equal(2.0, (double)lib.mirror(Point.New(1, 2)).x);
        lib.greeting.Declare(Types.Text, Types.Int);
        Assert.Equal("grüß dich", (string)lib.greeting(1));
        Assert.Null(lib.greeting(0));
    }

    [Fact]
    public void Undeclared_arguments_travel_as_their_C_sharp_type_says()
    {
        dynamic lib = ApiLibrary.Library;
        Assert.Equal(6, (int)lib.sum_variadic(3, 1.0, 2.0f, 3.0));
        Assert.Equal(Encoding.UTF8.GetByteCount("grüß dich"), (int)lib.text_length("grüß dich"));
        var squares = new[] { 1, 2, 3, 9 };
        Assert.Equal(6, (int)lib.sum(squares, 3));
        lib.fill(squares, squares.Length);
        Assert.Equal([0, 1, 4, 9], squares);
        int a = 0;
        Assert.Throws<PythonException>(() => lib.add(a, new Version()));
    }

    [Fact]
    public void A_delegate_is_a_callback_for_as_long_as_the_call_lasts()
    {
        dynamic lib = ApiLibrary.Library;
        Assert.Equal(42, (int)lib.apply((Func<int, int, int>)((a, b) => a * b), 6, 7));
        var binary = Session.FunctionType(Types.Int, Types.Int, Types.Int);
        lib.apply.Declare(Types.Int, binary, Types.Int, Types.Int);
        Assert.Equal(13, (int)lib.apply((Func<int, int, int>)((a, b) => a + b), 6, 7));
        lib.apply.Declare(Types.Int, Types.VoidPointer, Types.Int, Types.Int);
    }

    [Fact]
    public void What_a_callback_throws_is_thrown_when_C_has_returned()
    {
        dynamic lib = ApiLibrary.Library;
        var thrown = Assert.Throws<FormatException>(() =>
            lib.apply((Func<int, int, int>)((_, _) => throw new FormatException("mine")), 6, 7)
        );
        Assert.Equal("mine", thrown.Message);
    }

    [Fact]
    public void A_declared_callback_gets_objects_and_may_return_a_struct()
    {
        var node = Session.Struct("node");
        node.Field("value", Types.Int)
            .Field("next", node.Type.Pointer())
            .Field("name", Types.Text)
            .Define();
        dynamic lib = ApiLibrary.Library;
        var seen = Session.FunctionType(Types.Int, node.Type.TrustedPointer());
        lib.visit.Declare(Types.Int, node.Type.TrustedPointer(), seen);
        lib.c_list.Declare(node.Type.TrustedPointer());
        var names = new List<string>();
        int all = lib.visit(
            lib.c_list(),
            (Func<dynamic, int>)(
                node =>
                {
                    names.Add((string)node.contents.name);
                    return (int)node.contents.value;
                }
            )
        );
        Assert.Equal((30, "head tail"), (all, string.Join(' ', names)));
        var maker = Session.FunctionType(Point, Types.Int);
        lib.weigh_made.Declare(Types.Double, maker, Types.Int);
        Assert.Equal(
            2 * 3 + 4 * 5.0,
            (double)lib.weigh_made((Func<int, CData>)(from => Point.New(from, from * 2)), 2)
        );
    }
}
