using System.Globalization;
using System.Text;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>Layouts for machines that are not this one, held against compilers that target them.</summary>
/// <remarks>Nothing is run: our sizes, alignments and offsets stand in <c>_Static_assert</c>s, which the compiler refuses where they are wrong.</remarks>
public sealed class CrossTargetTests
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
    ];

    // No long: its width is not the same everywhere, and the shapes are.
    private static readonly string[] s_bitTypes =
    [
        "schar",
        "uchar",
        "bool",
        "short",
        "ushort",
        "int",
        "uint",
        "longlong",
    ];

    private static readonly TargetAbi[] s_targets =
    [
        TargetAbi.LinuxX64,
        TargetAbi.LinuxX86,
        TargetAbi.LinuxArm64,
        TargetAbi.WindowsX64,
    ];

    public static TheoryData<string, string> Questions =>
        new(
            from target in s_targets
            from pack in (string[])["", "pack(1)", "pack(2)", "pack(4)"]
            select (target.Name, pack)
        );

    [Theory, MemberData(nameof(Questions))]
    public void Sizes_alignments_and_offsets_are_those_of_the_targets_compiler(
        string targetName,
        string pack
    )
    {
        var compiler = Command.Find("clang", "clang-14", "clang-15", "clang-16");
        Assert.SkipWhen(compiler is null, "no clang on the PATH");
        var target = s_targets.First(one => one.Name == targetName);
        // Under Microsoft's rule clang and gcc disagree about unions of bit-fields and about structs without members.
        var isMs = target.NativeRule is LayoutRule.Ms;
        var kinds = new ShapeKinds(
            [pack],
            s_scalars,
            s_bitTypes,
            UnnamedBits: !isMs,
            Unions: !isMs
        );
        var source = new StringBuilder("typedef __WCHAR_TYPE__ wchar_t;\n");
        foreach (
            var (text, index) in new ShapeGenerator(seed: 7, kinds)
                .Take(300)
                .Select((text, index) => (text, index))
        )
        {
            Claim(source, Shape.Parse(text, $"t{index}"), target);
        }
        Command.Run(
            compiler,
            ["-std=gnu11", "-w", $"--target={target.Name}", "-fsyntax-only", "-x", "c", "-"],
            source.ToString()
        );
    }

    private static void Claim(StringBuilder source, Shape shape, TargetAbi target)
    {
        var layout = Layout.Of(shape.Type, target);
        source.Append(shape.C);
        source.Append(
            CultureInfo.InvariantCulture,
            $"_Static_assert(sizeof({shape.Name}) == {layout.Size}, \"{shape.Text}\");\n_Static_assert(_Alignof({shape.Name}) == {layout.Alignment}, \"{shape.Text}\");\n"
        );
        foreach (var field in layout.Fields.Where(field => !field.IsBitField))
        {
            var name = field.Field.Name;
            source.Append(
                CultureInfo.InvariantCulture,
                $"_Static_assert(__builtin_offsetof({shape.Name}, {name}) == {field.Offset}, \"{name} of {shape.Text}\");\n"
            );
        }
    }
}
