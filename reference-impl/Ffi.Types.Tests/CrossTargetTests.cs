namespace Touchstone.Ffi.Types.Tests;

/// <summary>Layouts for every target, held against the compilers that target it: sizes, alignments, offsets, the bits of bit-fields.</summary>
public sealed class CrossTargetTests
{
    private static readonly string[] s_attributes =
    [
        "",
        "pack(1)",
        "pack(2)",
        "pack(4)",
        "pack(8)",
        "pack(16)",
        "packed",
        "packed align(4)",
        "packed pack(2)",
        "align(2)",
        "align(32)",
        "pack(2) align(8)",
    ];

    public static TheoryData<string> Targets => [.. TargetAbi.All.Select(abi => abi.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void Random_aggregates_are_laid_out_as_the_targets_compiler_lays_them_out(string target)
    {
        var clang = Command.Find(Command.Clangs);
        Assert.SkipWhen(
            clang is null,
            "no clang on the PATH: no other compiler here knows the target"
        );
        Compare(
            [clang, $"--target={target}"],
            TargetAbi.Find(target)!,
            hasInt128: target != "s390x-linux-gnu"
        );
    }

    /// <summary>gcc's own targets: with the option that asks for one, or the Debian cross compiler.</summary>
    public static TheoryData<string, string, string> OfGcc =>
        new()
        {
            { "gcc", "-m64", "x86_64-linux-gnu" },
            { "gcc", "-m32", "i386-linux-gnu" },
            { "s390x-linux-gnu-gcc", "-m64", "s390x-linux-gnu" },
        };

    [Theory, MemberData(nameof(OfGcc))]
    public void Random_aggregates_are_laid_out_as_gcc_lays_them_out(
        string program,
        string option,
        string target
    )
    {
        var gcc = Command.Find(program);
        Assert.SkipWhen(gcc is null, $"no {program} on the PATH");
        Compare([gcc, option], TargetAbi.Find(target)!, hasInt128: true, isGcc: true);
    }

    private static void Compare(
        string[] compiler,
        TargetAbi abi,
        bool hasInt128,
        bool isGcc = false
    )
    {
        hasInt128 &= abi.Int128Alignment is not null;
        ShapeKinds[] kinds =
        [
            Kinds([""], null),
            Kinds([""], null) with
            {
                EmptyArrays = true,
            },
            Kinds(s_attributes, null),
            Kinds(s_attributes, Shape.MemberAttributes),
        ];
        Shape[] shapes =
        [
            .. kinds
                .SelectMany((one, index) => new ShapeGenerator(seed: 7 + index, one).Take(Count))
                .Select((text, index) => Shape.Parse(text, $"t{index}"))
                .Where(shape =>
                    isGcc || abi.NativeRule is LayoutRule.Msvc || !shape.ClangDiffers(abi)
                ),
        ];
        LayoutText.AssertSame(shapes, Ask(shapes), abi, Ask);

        string[] Ask(IReadOnlyList<Shape> some) => TargetTruth.Ask(compiler, abi, some);

        ShapeKinds Kinds(string[] attributes, string[]? memberAttributes) =>
            new(
                attributes,
                Shape.PlainScalars.Where(Exists).ToArray(),
                Shape.BitFieldScalars.Where(Exists).ToArray(),
                UnnamedBits: true,
                MemberAttributes: memberAttributes,
                Abi: abi
            );

        bool Exists(string scalar) =>
            hasInt128 || !scalar.Contains("128", StringComparison.Ordinal);
    }

    // More by hand: TOUCHSTONE_LAYOUTS=10000.
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("TOUCHSTONE_LAYOUTS"), out var count)
            ? count
            : 300;
}
