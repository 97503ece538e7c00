namespace Touchstone.Ffi.Types.Tests;

/// <summary>Types that cannot be: each is named with its rule, and each is one that gcc refuses too.</summary>
public sealed class MalformedTypeTests
{
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CScalar s_short = new(ScalarKind.Short);
    private static readonly CField s_first = new("first", s_int);

    private static readonly Dictionary<
        string,
        (CAggregate Type, CTypeFault Fault, string Message)
    > s_broken = new(StringComparer.Ordinal)
    {
        ["struct s { int first; float f : 3; };"] = (
            Struct(s_first, new CField("f", new CScalar(ScalarKind.Float), 3)),
            CTypeFault.BitFieldType,
            "struct s: f has type float; only integers can be bit-fields"
        ),
        ["struct s { int first; int *f : 3; };"] = (
            Struct(s_first, new CField("f", new CPointer(s_int), 3)),
            CTypeFault.BitFieldType,
            "struct s: f has type int*; only integers can be bit-fields"
        ),
        ["struct s { struct { int i; } f : 3; };"] = (
            Struct(new CField("f", Named("inner", s_first), 3)),
            CTypeFault.BitFieldType,
            "struct s: f has type struct inner; only integers can be bit-fields"
        ),
        ["struct s { int first; short f : 17; };"] = (
            Struct(s_first, new CField("f", s_short, 17)),
            CTypeFault.BitFieldWidth,
            "struct s: f has 17 bits; a short bit-field has 1 to 16, and only an unnamed one may have 0"
        ),
        ["struct s { int first; short f : 0; };"] = (
            Struct(s_first, new CField("f", s_short, 0)),
            CTypeFault.BitFieldWidth,
            "struct s: f has 0 bits; a short bit-field has 1 to 16, and only an unnamed one may have 0"
        ),
        ["struct s { int first; short f : -1; };"] = (
            Struct(s_first, new CField("f", s_short, -1)),
            CTypeFault.BitFieldWidth,
            "struct s: f has -1 bits; a short bit-field has 1 to 16, and only an unnamed one may have 0"
        ),
        ["struct s { int first; _Bool f : 2; };"] = (
            Struct(s_first, new CField("f", new CScalar(ScalarKind.Bool), 2)),
            CTypeFault.BitFieldWidth,
            "struct s: f has 2 bits; a bool bit-field has 1 to 1, and only an unnamed one may have 0"
        ),
        ["struct s { int first; void f; };"] = (
            Struct(s_first, new CField("f", CVoid.Instance)),
            CTypeFault.NoSize,
            "void has no size"
        ),
        ["struct s { int first; int f(void); };"] = (
            Struct(s_first, new CField("f", new CFunction(s_int))),
            CTypeFault.NoSize,
            "int() has no size"
        ),
        ["struct s { int first; int f[-1]; };"] = (
            Struct(s_first, new CField("f", new CArray(s_int, -1))),
            CTypeFault.ArrayLength,
            "int[-1]: -1 elements; an array has at least 0"
        ),
        // gcc's limit is half the address space, ours an int: what gcc refuses is refused here.
        ["struct s { int first[2147483647][2147483647][2]; };"] = (
            Struct(
                new CField(
                    "first",
                    new CArray(new CArray(new CArray(s_int, 2), int.MaxValue), int.MaxValue)
                )
            ),
            CTypeFault.TooLarge,
            "int[2][2147483647]: 17179869176 bytes; a type has 0 to 2147483647"
        ),
        ["struct s { struct node f; };"] = (
            Struct(new CField("f", new CStruct("node"))),
            CTypeFault.Incomplete,
            "struct node is incomplete: its size is not known yet"
        ),
        ["struct s { int first; struct s f[2]; };"] = (
            Recursive(),
            CTypeFault.Incomplete,
            "struct s contains itself: only a pointer to it can be its member"
        ),
        ["struct s { int first; int f[]; int last; };"] = (
            Struct(s_first, Flexible("f"), new CField("last", s_int)),
            CTypeFault.FlexibleArray,
            "struct s: f is a flexible int[0]; only an array of 0 elements can be, as the last of a struct's several members"
        ),
        ["struct s { int f[]; };"] = (
            Struct(Flexible("f")),
            CTypeFault.FlexibleArray,
            "struct s: f is a flexible int[0]; only an array of 0 elements can be, as the last of a struct's several members"
        ),
        ["union s { int first; int f[]; };"] = (
            (CAggregate)new CUnion("s").Complete(s_first, Flexible("f")),
            CTypeFault.FlexibleArray,
            "union s: f is a flexible int[0]; only an array of 0 elements can be, as the last of a struct's several members"
        ),
        ["struct s { int first; } __attribute__((aligned(3)));"] = (
            new CStruct("s").Complete(new AggregateDefinition([s_first], Align: 3)),
            CTypeFault.Alignment,
            "struct s: an alignment of 3 bytes; it must be a power of two"
        ),
        ["struct s { int first __attribute__((aligned(-4))); };"] = (
            Struct(s_first with { Align = -4 }),
            CTypeFault.Alignment,
            "struct s: first has an alignment of -4 bytes; it must be a power of two"
        ),
        ["typedef int t __attribute__((aligned(6))); struct s { t first; };"] = (
            Struct(s_first with { TypeAlign = 6 }),
            CTypeFault.Alignment,
            "struct s: first has a type with an alignment of 6 bytes; it must be a power of two"
        ),
        // These two are warnings, after which gcc goes on as if there were no pragma.
        ["#pragma pack(3)\nstruct s { int first; };"] = (
            new CStruct("s").Complete(new AggregateDefinition([s_first], Pack: 3)),
            CTypeFault.Alignment,
            "struct s: a pack of 3 bytes; it must be a power of two"
        ),
        ["#pragma pack(-1)\nstruct s { int first; };"] = (
            new CStruct("s").Complete(new AggregateDefinition([s_first], Pack: -1)),
            CTypeFault.Alignment,
            "struct s: a pack of -1 bytes; it must be a power of two"
        ),
    };

    public static TheoryData<string> Broken => [.. s_broken.Keys];

    [Theory, MemberData(nameof(Broken))]
    public void A_type_against_the_rules_is_named_with_its_rule(string c)
    {
        var (type, fault, message) = s_broken[c];
        var error = Assert.Throws<CTypeException>(() => Layout.Of(type, TargetAbi.LinuxX64));
        Assert.Equal(message, error.Message);
        Assert.Equal(fault, error.Fault);
    }

    [Theory, MemberData(nameof(Broken))]
    public void What_is_refused_here_gcc_refuses_too(string c)
    {
        var gcc = Command.Find("gcc");
        Assert.SkipWhen(gcc is null, "no gcc on the PATH");
        var (exitCode, messages) = Command.Try(
            gcc,
            ["-std=gnu11", "-Werror=pragmas", "-fsyntax-only", "-x", "c", "-"],
            c + "\n"
        );
        Assert.True(exitCode != 0, $"gcc takes {c}");
        Assert.Contains("error:", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_128_bit_integer_does_not_exist_where_no_compiler_has_it()
    {
        var wide = Struct(new CField("wide", new CScalar(ScalarKind.Int128)));
        Assert.Equal(16, Layout.Of(wide, TargetAbi.LinuxX64).Size);
        var error = Assert.Throws<CTypeException>(() => Layout.Of(wide, TargetAbi.LinuxX86));
        Assert.Equal(
            "__int128 does not exist on i386-linux-gnu: its compilers have no 128-bit integers",
            error.Message
        );
        Assert.Equal(CTypeFault.NotOnTarget, error.Fault);
    }

    [Theory]
    [InlineData(LayoutRule.CPythonBefore314)]
    [InlineData(LayoutRule.CPythonMs)]
    public void Under_the_rules_of_ctypes_a_pack_is_any_number(LayoutRule rule)
    {
        // Measured: _pack_ = 3 on CPython 3.8 to 3.15, with char then int, gives 9 bytes of alignment 3.
        var packed = new CStruct("s").Complete(
            new AggregateDefinition(
                [new CField("c", new CScalar(ScalarKind.Char)), new CField("i", s_int)],
                rule,
                Pack: 3
            )
        );
        var layout = Layout.Of(packed, TargetAbi.LinuxX64);
        Assert.Equal((9, 3), (layout.Size, layout.Alignment));
    }

    private static CAggregate Struct(params CField[] fields) => new CStruct("s").Complete(fields);

    private static CAggregate Named(string name, params CField[] fields) =>
        new CStruct(name).Complete(fields);

    private static CField Flexible(string name) =>
        new(name, new CArray(s_int, 0), IsFlexible: true);

    private static CAggregate Recursive()
    {
        var self = new CStruct("s");
        return self.Complete(s_first, new CField("f", new CArray(self, 2)));
    }
}
