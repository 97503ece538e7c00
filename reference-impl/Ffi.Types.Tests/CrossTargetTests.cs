using System.Runtime.InteropServices;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>Layouts for every target, held against the compilers that target it: sizes, alignments, offsets, the bits of bit-fields.</summary>
public sealed class CrossTargetTests
{
    private static readonly string[] s_wide = ["int128", "uint128"];

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

    /// <summary>clang's name of a target, and an option where one changes the target's types.</summary>
    public static TheoryData<string, string> OfClang =>
        new(
            TargetAbi
                .All.Select(abi => (abi.Name, "-O0"))
                .Append((TargetAbi.LinuxPpc64Le.Name, "-mabi=ieeelongdouble"))
                .Append((TargetAbi.LinuxArm.Name, "-mfloat-abi=soft"))
        );

    [Theory, MemberData(nameof(OfClang))]
    public void Random_aggregates_are_laid_out_as_clang_lays_them_out_for_the_target(
        string target,
        string option
    )
    {
        var clang = Command.Find(Command.Clangs);
        Assert.SkipWhen(
            clang is null,
            "no clang on the PATH: no other compiler here knows the target"
        );
        var abi = TargetAbi.Find(target)!;
        ShapeKinds[] kinds = [.. CommonKinds(abi)];
        if (target == "s390x-linux-gnu")
        {
            // clang 14 aligns __int128 to 16 there, against the ABI and gcc, which is asked below.
            kinds = [.. kinds.Select(Without128)];
        }
        Compare(
            [clang, $"--target={target}", option],
            abi,
            kinds,
            shape => abi.NativeRule is LayoutRule.Msvc || !shape.ClangDiffers(abi)
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
    public void Random_aggregates_are_laid_out_as_gcc_lays_them_out_for_the_target(
        string program,
        string option,
        string target
    )
    {
        var gcc = Command.Find(program);
        Assert.SkipWhen(gcc is null, $"no {program} on the PATH");
        Assert.SkipWhen(
            program == "gcc" && RuntimeInformation.OSArchitecture != Architecture.X64,
            "this machine's gcc is not for x86"
        );
        var abi = TargetAbi.Find(target)!;
        var plain = CommonKinds(abi).First();
        ShapeKinds[] kinds =
        [
            .. CommonKinds(abi),
            plain with
            {
                Attribute = "big",
                Attributes = ["", "pack(1)", "pack(4)", "packed"],
            },
            plain with
            {
                Attribute = "little",
                Attributes = ["", "pack(1)", "pack(4)", "packed"],
            },
        ];
        if (target != "s390x-linux-gnu")
        {
            // ms_struct is x86's. On i386 what gcc aligns an inner aggregate to depends on its machine mode, which is not followed.
            var isWide = abi.PointerSize == 8;
            var ms = plain with { Attribute = "ms", Nested = isWide, Unions = isWide };
            kinds =
            [
                .. kinds,
                ms,
                ms with
                {
                    Attributes = ["", "pack(1)", "pack(4)", "packed", "align(8)"],
                },
            ];
        }
        Compare([gcc, option], abi, kinds, _ => true);
    }

    private static IEnumerable<ShapeKinds> CommonKinds(TargetAbi abi)
    {
        var plain = new ShapeKinds(
            [],
            Shape.PlainScalars,
            Shape.BitFieldScalars,
            UnnamedBits: true,
            Abi: abi
        );
        if (abi.Int128Alignment is null)
        {
            plain = Without128(plain);
        }
        yield return plain;
        yield return plain with
        {
            EmptyArrays = true,
        };
        yield return plain with
        {
            Attributes = s_attributes,
        };
        yield return plain with
        {
            Attributes = s_attributes,
            MemberAttributes = Shape.MemberAttributes,
            PlainMemberAttributes = Shape.PlainMemberAttributes,
        };
    }

    private static ShapeKinds Without128(ShapeKinds kinds) =>
        kinds with
        {
            Scalars = [.. kinds.Scalars.Except(s_wide)],
            BitTypes = [.. kinds.BitTypes.Except(s_wide)],
        };

    private static void Compare(
        string[] compiler,
        TargetAbi abi,
        IReadOnlyList<ShapeKinds> kinds,
        Func<Shape, bool> isAsked
    )
    {
        Shape[] shapes =
        [
            .. kinds
                .SelectMany((one, index) => new ShapeGenerator(seed: 7 + index, one).Take(Count))
                .Select((text, index) => Shape.Parse(text, $"t{index}"))
                .Where(isAsked),
        ];
        LayoutText.AssertSame(shapes, Ask(shapes), abi, Ask);
        TestContext.Current.SendDiagnosticMessage($"{shapes.Length} shapes equal on {abi}");

        string[] Ask(IReadOnlyList<Shape> some) => TargetTruth.Ask(compiler, abi, some);
    }

    // More by hand: TOUCHSTONE_LAYOUTS=10000.
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("TOUCHSTONE_LAYOUTS"), out var count)
            ? count
            : 330;
}
