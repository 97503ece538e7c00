namespace Touchstone.Ffi.Types.Tests;

/// <summary>Our layouts held against those of the C compilers of this machine.</summary>
public sealed class CompilerLayoutTests
{
    private static readonly string[] s_packs =
    [
        "",
        "pack(1)",
        "pack(2)",
        "pack(4)",
        "pack(8)",
        "pack(16)",
    ];

    private static readonly ShapeKinds s_all = new(
        [],
        Shape.PlainScalars,
        Shape.BitFieldScalars,
        UnnamedBits: true
    );

    private static readonly Dictionary<string, ShapeKinds> s_kinds = new(StringComparer.Ordinal)
    {
        ["plain members"] = s_all with { BitTypes = [] },
        ["plain members, packed and aligned"] = s_all with
        {
            Attributes = [.. s_packs, "packed", "align(2)", "align(32)", "pack(2) align(8)"],
            BitTypes = [],
        },
        ["bit-fields of one type"] = s_all with { Scalars = ["char", "int"], BitTypes = ["int"] },
        ["bit-fields"] = s_all,
        ["bit-fields, packed"] = s_all with
        {
            Attributes = [.. s_packs, "align(8)", "packed", "packed align(4)", "packed pack(2)"],
        },
        ["members with attributes"] = s_all with
        {
            Attributes = ["", "", "pack(2)", "pack(4)", "packed"],
            MemberAttributes = Shape.MemberAttributes,
            PlainMemberAttributes = Shape.PlainMemberAttributes,
        },
        ["empty and flexible arrays, empty structs"] = s_all with { EmptyArrays = true },
        ["inheritance as a first member"] = s_all with { Inheritance = true },
        ["Microsoft's rule"] = s_all with { Attribute = "ms" },
        ["Microsoft's rule, packed"] = s_all with { Attributes = s_packs, Attribute = "ms" },
        ["Microsoft's rule, packed by attributes"] = s_all with
        {
            Attributes = ["", "packed", "packed pack(2)", "align(8)"],
            Attribute = "ms",
            MemberAttributes = ["packed"],
        },
        ["big-endian"] = s_all with { Attributes = s_packs, Attribute = "big" },
        ["little-endian"] = s_all with { Attributes = s_packs, Attribute = "little" },
    };

    public static TheoryData<string> Kinds => [.. s_kinds.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void Random_aggregates_are_laid_out_as_gcc_lays_them_out(string kinds) =>
        Compare(kinds, "gcc");

    [Theory, MemberData(nameof(Kinds))]
    public void Random_aggregates_are_laid_out_as_clang_lays_them_out(string kinds)
    {
        // gcc aligns a union that holds a bit-field under Microsoft's rule, clang does not: we follow gcc, as ctypes says it does.
        Assert.SkipWhen(
            kinds.StartsWith("Microsoft", StringComparison.Ordinal),
            "clang and gcc disagree about unions"
        );
        Assert.SkipWhen(
            kinds.EndsWith("-endian", StringComparison.Ordinal),
            "clang has no scalar_storage_order"
        );
        Compare(kinds, Command.Clangs);
    }

    private static void Compare(string kinds, params string[] compilers)
    {
        var compiler = Command.Find(compilers);
        Assert.SkipWhen(compiler is null, $"no {compilers[0]} on the PATH");
        Shape[] shapes =
        [
            .. new ShapeGenerator(seed: 20261122, s_kinds[kinds])
                .Take(Count)
                .Select((text, index) => Shape.Parse(text, $"t{index}"))
                .Where(shape => compilers[0] == "gcc" || !shape.ClangDiffers(TargetAbi.LinuxX64)),
        ];
        LayoutText.AssertSame(shapes, Ask(shapes), TargetAbi.LinuxX64, Ask);

        string[] Ask(IReadOnlyList<Shape> some) => CompilerTruth.Ask(compiler, some);
    }

    // More by hand: TOUCHSTONE_LAYOUTS=10000.
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("TOUCHSTONE_LAYOUTS"), out var count)
            ? count
            : 800;
}
