using System.Globalization;
using System.Text;
using Touchstone.Ffi.Types;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ffi.Tests;

/// <summary>A random aggregate of 1 to 65 bytes, and the arguments that come before it.</summary>
/// <param name="Before">One letter each: c(har), i(nt), l(ong), f(loat), d(ouble).</param>
internal sealed record GeneratedShape(
    Shape Shape,
    string Before,
    int Unit,
    CallConvention Convention = CallConvention.Default
)
{
    public CFunction Function =>
        new CFunction(
            Shape.Type,
            [
                .. Before.Select(CType (letter) => new CScalar(KindOf(letter))),
                Shape.Type,
                new CScalar(ScalarKind.Int),
                new CScalar(ScalarKind.Double),
            ]
        ) with
        {
            Convention = Convention,
        };

    public override string ToString() => $"({Before}) {Shape.Text}";

    private static ScalarKind KindOf(char letter) =>
        letter switch
        {
            'c' => ScalarKind.SignedChar,
            'i' => ScalarKind.Int,
            'l' => ScalarKind.Long,
            'f' => ScalarKind.Float,
            _ => ScalarKind.Double,
        };
}

/// <summary>The random shapes, and for each a C function that takes and gives it, and one that calls such a function.</summary>
internal static class GeneratedShapes
{
    public const int Count = 2_400;
    public const int Units = 6;
    public const int BufferSize = 128;

    private static readonly ShapeKinds s_kinds = new(
        ["", "", "", "", "pack(1)", "pack(2)", "pack(4)", "align(16)"],
        [
            "char",
            "bool",
            "short",
            "ushort",
            "int",
            "uint",
            "long",
            "float",
            "float",
            "float",
            "double",
            "double",
            "longdouble",
            "complex",
            "complexfloat",
        ],
        []
    );

    /// <summary>The same on every machine and in every process.</summary>
    public static List<GeneratedShape> All()
    {
        string[] bits = ["uchar", "short", "int", "ulong", "bool"];
        var plain = new ShapeGenerator(seed: 31, s_kinds).Take(Count * 8);
        var withBits = new ShapeGenerator(seed: 32, s_kinds with { BitTypes = bits }).Take(
            Count * 4
        );
        var random = new Random(33);
        return
        [
            .. plain
                .Zip(withBits.Concat(withBits))
                .SelectMany(
                    (pair, i) => i % 3 == 0 ? new[] { pair.First, pair.Second } : [pair.First]
                )
                .Distinct(StringComparer.Ordinal)
                .Select((text, i) => Shape.Parse(text, $"t{i}"))
                .Where(shape => Layout.Of(shape.Type, TargetAbi.LinuxX64).Size is >= 1 and <= 65)
                .Take(Count)
                .Select((shape, i) => new GeneratedShape(shape, Before(random), i % Units)),
        ];
    }

    /// <summary>A sixth of the shapes again, in a unit of their own: for functions of the Microsoft x64 convention.</summary>
    public static List<GeneratedShape> Microsoft() =>
        [
            .. All()
                .Where(one => one.Unit == 0)
                .Select(one => one with { Unit = Units, Convention = CallConvention.MicrosoftX64 }),
        ];

    /// <summary>The C of one of the translation units.</summary>
    /// <param name="attribute">Of the functions that take a shape.</param>
    public static string Source(IEnumerable<GeneratedShape> shapes, string attribute = "")
    {
        var c = new StringBuilder(
            $$"""
            #include <stddef.h>
            #include <string.h>
            unsigned char given[2][{{BufferSize}}] __attribute__((aligned(64))), received[2][{{BufferSize}}] __attribute__((aligned(64)));
            double sum;

            """
        );
        foreach (var (shape, before) in shapes.Select(one => (one.Shape, one.Before)))
        {
            var parameters = string.Concat(before.Select((letter, i) => $"{C(letter)} a{i}, "));
            var types = string.Concat(before.Select(letter => $"{C(letter)}, "));
            // The weights differ, so an argument in another's place changes the sum.
            var weighed = string.Concat(before.Select((_, i) => $" + {i + 3} * (double)a{i}"));
            var values = string.Concat(
                before.Select(
                    (letter, i) => $"{Value(letter, i).ToString(CultureInfo.InvariantCulture)}, "
                )
            );
            var name = shape.Name;
            c.Append(
                CultureInfo.InvariantCulture,
                $$"""
                {{shape.C}}
                {{attribute}} {{name}} take_{{name}}({{parameters}}{{name}} s, int b, double x)
                {
                    {{name}} r; memcpy(received[0], &s, sizeof s); sum = b + 2 * x{{weighed}}; memcpy(&r, given[1], sizeof r); return r;
                }
                void call_{{name}}({{name}} ({{attribute}} *f)({{types}}{{name}}, int, double))
                {
                    {{name}} s, r; memcpy(&s, given[0], sizeof s); r = f({{values}}s, -7, 2.5); memcpy(received[0], &r, sizeof r);
                }

                """
            );
        }
        return c.ToString();
    }

    /// <summary>What an argument before the shape is.</summary>
    public static double Value(char letter, int index) =>
        letter is 'f' or 'd' ? index + 0.5
        : letter is 'l' ? 1L << (20 + index)
        : -index - 1;

    // 0 to 9 integers and 0 to 12 floats, shuffled.
    private static string Before(Random random)
    {
        var letters = Enumerable
            .Range(0, random.Next(10))
            .Select(_ => "cil"[random.Next(3)])
            .Concat(Enumerable.Range(0, random.Next(13)).Select(_ => "fd"[random.Next(2)]))
            .ToArray();
        random.Shuffle(letters);
        return new string(letters);
    }

    private static string C(char letter) =>
        letter switch
        {
            'c' => "signed char",
            'i' => "int",
            'l' => "long",
            'f' => "float",
            _ => "double",
        };
}
