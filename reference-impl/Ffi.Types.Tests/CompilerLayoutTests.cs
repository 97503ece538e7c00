namespace Touchstone.Ffi.Types.Tests;

/// <summary>Our layouts held against those of the C compilers of this machine.</summary>
public sealed class CompilerLayoutTests
{
    private static readonly string[] s_scalars =
    [
        "char",
        "schar",
        "bool",
        "short",
        "int",
        "long",
        "longlong",
        "wchar",
        "float",
        "double",
        "longdouble",
        "complex",
        "complexfloat",
    ];

    private static readonly string[] s_bitTypes =
    [
        "schar",
        "uchar",
        "bool",
        "short",
        "ushort",
        "int",
        "uint",
        "long",
        "ulong",
        "longlong",
    ];

    private static readonly string[] s_packs =
    [
        "",
        "pack(1)",
        "pack(2)",
        "pack(4)",
        "pack(8)",
        "pack(16)",
    ];

    private static readonly Dictionary<string, ShapeKinds> s_kinds = new(StringComparer.Ordinal)
    {
        ["plain members"] = new([], s_scalars, []),
        ["plain members, packed and aligned"] = new(
            [.. s_packs, "align(2)", "align(32)", "pack(2) align(8)"],
            s_scalars,
            []
        ),
        ["bit-fields of one type"] = new([], ["char", "int"], ["int"]),
        ["bit-fields"] = new([], s_scalars, s_bitTypes, UnnamedBits: true),
        ["bit-fields, packed"] = new(
            [.. s_packs, "align(8)"],
            s_scalars,
            s_bitTypes,
            UnnamedBits: true
        ),
        ["Microsoft's rule"] = new([], s_scalars, s_bitTypes, UnnamedBits: true, Attribute: "ms"),
        ["Microsoft's rule, packed"] = new(
            s_packs,
            s_scalars,
            s_bitTypes,
            UnnamedBits: true,
            Attribute: "ms"
        ),
        ["big-endian"] = new(
            [],
            ["char", "short", "int", "long", "double"],
            ["int", "uint", "short", "ulong", "uchar"],
            Nested: false,
            Attribute: "big"
        ),
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
        Assert.SkipWhen(kinds == "big-endian", "clang has no scalar_storage_order");
        Compare(kinds, "clang", "clang-14");
    }

    private static void Compare(string kinds, params ReadOnlySpan<string> compilers)
    {
        var compiler = Command.Find(compilers);
        Assert.SkipWhen(compiler is null, $"no {compilers[0]} on the PATH");
        Shape[] shapes =
        [
            .. new ShapeGenerator(seed: 20261122, s_kinds[kinds])
                .Take(Count)
                .Select((text, index) => Shape.Parse(text, $"t{index}")),
        ];
        var truths = CompilerTruth.Ask(compiler, shapes);
        LayoutText.AssertSame(shapes, truths);
    }

    // More by hand: TOUCHSTONE_LAYOUTS=10000.
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("TOUCHSTONE_LAYOUTS"), out var count)
            ? count
            : 250;
}
