namespace Touchstone.Ffi.Types.Tests;

/// <summary>Types as values, and the rules that a type can break.</summary>
public sealed class CTypeTests
{
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CScalar s_short = new(ScalarKind.Short);

    [Fact]
    public void Types_of_equal_parts_are_equal()
    {
        Assert.Equal(
            new CPointer(new CArray(s_int, 3)),
            new CPointer(new CArray(new CScalar(ScalarKind.Int), 3))
        );
        Assert.Equal(new CFunction(s_int, s_short), new CFunction(s_int, [s_short]));
        Assert.Equal(
            new CFunction(s_int, s_short).GetHashCode(),
            new CFunction(s_int, [s_short]).GetHashCode()
        );
        Assert.NotEqual(
            new CFunction(s_int, s_short),
            new CFunction(s_int, [s_short], IsVariadic: true)
        );
        Assert.NotEqual(new CFunction(s_int, s_short), new CFunction(s_int, s_int));
    }

    [Fact]
    public void Two_structs_of_one_name_and_shape_are_two_types()
    {
        var (one, other) = (new CStruct("point"), new CStruct("point"));
        Assert.NotEqual(one, other);
        Assert.NotEqual<CType>(new CPointer(one), new CPointer(other));
        Assert.Equal(new CPointer(one), new CPointer(one));
    }

    [Fact]
    public void A_struct_that_points_to_itself_can_be_printed_compared_and_laid_out()
    {
        var node = new CStruct("node");
        node.Complete(new CField("value", s_int), new CField("next", new CPointer(node)));
        Assert.Equal("struct node*", new CPointer(node).ToString());
        Assert.Equal(node, node);
        Assert.Equal(16, Layout.Of(node, TargetAbi.LinuxX64).Size);
    }

    [Fact]
    public void Types_are_written_from_left_to_right()
    {
        var text = new CArray(new CPointer(new CArray(s_int, 3)), 2).ToString();
        Assert.Equal("int[3]*[2]", text);
        Assert.Equal(
            "void(unsigned long, union u*, ...)",
            new CFunction(
                CVoid.Instance,
                [new CScalar(ScalarKind.UnsignedLong), new CPointer(new CUnion("u"))],
                IsVariadic: true
            ).ToString()
        );
        Assert.All(
            Enum.GetValues<ScalarKind>(),
            kind => Assert.NotEmpty(new CScalar(kind).ToString())
        );
    }

    [Fact]
    public void An_incomplete_struct_has_no_size_yet()
    {
        var node = new CStruct("node");
        var error = Assert.Throws<CTypeException>(() =>
            Layout.Of(new CArray(node, 2), TargetAbi.LinuxX64)
        );
        Assert.Equal("struct node is incomplete: its size is not known yet", error.Message);
        Assert.Equal(CTypeFault.Incomplete, error.Fault);
    }

    [Fact]
    public void A_struct_is_completed_once()
    {
        var point = new CStruct("point");
        point.Complete(new CField("x", s_int));
        var error = Assert.Throws<CTypeException>(() => point.Complete(new CField("y", s_int)));
        Assert.Equal(
            "struct point is already complete: its members cannot be changed",
            error.Message
        );
        Assert.Equal(CTypeFault.AlreadyComplete, error.Fault);
    }

    [Fact]
    public void A_struct_cannot_contain_itself()
    {
        var (outer, inner) = (new CStruct("outer"), new CStruct("inner"));
        inner.Complete(new CField("back", new CArray(outer, 1)));
        outer.Complete(new CField("inner", inner));
        var error = Assert.Throws<CTypeException>(() => Layout.Of(outer, TargetAbi.LinuxX64));
        Assert.Equal(
            "struct outer contains itself: only a pointer to it can be its member",
            error.Message
        );
        // The failure leaves nothing behind that would make the next question fail otherwise.
        Assert.Throws<CTypeException>(() => Layout.Of(inner, TargetAbi.LinuxX64));
    }

    [Fact]
    public void A_struct_larger_than_an_int_can_say_is_refused()
    {
        var half = new CArray(new CScalar(ScalarKind.Char), int.MaxValue);
        var broken = new CStruct("s");
        broken.Complete(new CField("a", half), new CField("b", half));
        Assert.Equal(
            CTypeFault.TooLarge,
            Assert.Throws<CTypeException>(() => Layout.Of(broken, TargetAbi.LinuxX64)).Fault
        );
    }

    [Fact]
    public void Members_of_anonymous_members_are_where_gcc_has_them()
    {
        var gcc = Command.Find("gcc");
        Assert.SkipWhen(gcc is null, "no gcc on the PATH");
        var (c, d) = (new CScalar(ScalarKind.Char), new CScalar(ScalarKind.Double));
        var deep = new CStruct("deep").Complete(
            new("c2", c),
            new("i2", s_int),
            new("f2", s_int, 5)
        );
        var middle = new CUnion("middle").Complete(
            new("s1", s_short),
            new("", deep, IsAnonymous: true),
            new("d1", d)
        );
        var outer = new CStruct("outer").Complete(
            new("c0", c),
            new("", middle, IsAnonymous: true),
            new("named", middle),
            new("tail", new CArray(s_short, 0), IsFlexible: true)
        );
        var layout = Layout.Of(outer, TargetAbi.LinuxX64);
        var claims = "c0 s1 c2 i2 d1 named tail"
            .Split(' ')
            .Select(name =>
                $"_Static_assert(__builtin_offsetof(struct outer, {name}) == {layout.Find(name, TargetAbi.LinuxX64)?.Offset}, \"{name}\");\n"
            );
        Command.Run(
            gcc,
            ["-fsyntax-only", "-x", "c", "-"],
            $$"""
            struct outer { char c0; union { short s1; struct { char c2; int i2; int f2 : 5; }; double d1; }; union { short s1; struct { char c2; int i2; int f2 : 5; }; double d1; } named; short tail[]; };
            _Static_assert(sizeof(struct outer) == {{layout.Size}}, "size");
            {{string.Concat(claims)}}
            """
        );
        Assert.Null(layout.Find("absent", TargetAbi.LinuxX64));
    }

    [Fact]
    public void A_bases_members_come_first_and_a_member_of_the_same_name_hides_theirs()
    {
        var @base = new CStruct("base");
        @base.Complete(new CField("a", s_int), new CField("b", s_short));
        var derived = new CStruct("derived");
        derived.Complete(new AggregateDefinition([new CField("b", s_int)], Base: @base));
        var layout = Layout.Of(derived, TargetAbi.LinuxX64);
        Assert.Equal(12, layout.Size);
        Assert.Equal(["a", "b", "b"], layout.Fields.Select(field => field.Field.Name));
        Assert.Equal(8, layout.Find("b", TargetAbi.LinuxX64)?.Offset);
    }

    [Fact]
    public void A_layout_is_worked_out_once_for_each_ABI()
    {
        var point = new CStruct("point");
        point.Complete(new CField("x", new CScalar(ScalarKind.Long)));
        Assert.Same(Layout.Of(point, TargetAbi.LinuxX64), Layout.Of(point, TargetAbi.LinuxX64));
        Assert.Equal(4, Layout.Of(point, TargetAbi.WindowsX64).Size);
    }
}
