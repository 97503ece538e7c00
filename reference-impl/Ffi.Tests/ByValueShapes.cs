using System.Globalization;
using System.Text;
using Touchstone.Ffi.Types;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ffi.Tests;

/// <summary>Aggregates that are passed by value, and a C library that takes, gives and forwards each of them.</summary>
/// <remarks>
/// The library copies what it receives to <c>received</c>, and gives what lies in <c>given</c>: so the C compiler alone decides
/// where the bytes travel.
/// </remarks>
internal sealed class ByValueShapes
{
    /// <summary>Bytes of each of the library's buffers.</summary>
    public const int BufferSize = 1024;

    // Each reaches another rule of the System V ABI: classes of eightbytes, mixed ones, unaligned members, the border of 16 bytes.
    private static readonly string[] s_picked =
    [
        "struct { }",
        "struct { char; }",
        "struct { bool; }",
        "struct { short; }",
        "struct { int; }",
        "struct { long; }",
        "struct { float; }",
        "struct { double; }",
        "struct { longdouble; }",
        "struct { complex; }",
        "struct { complexfloat; }",
        "struct { char*; }",
        "struct { wchar[4]; }",
        "struct { char; int; }",
        "struct { int; float; }",
        "struct { float; int; }",
        "struct { float; float; }",
        "struct { float; float; float; }",
        "struct { float; float; float; float; }",
        "struct { float[4]; int; }",
        "struct { double; double; }",
        "struct { double; float; }",
        "struct { double; long; }",
        "struct { long; double; }",
        "struct { long; float; }",
        "struct { float; float; long; }",
        "struct { int; int; double; }",
        "struct { long; long; }",
        "struct { long; long; char; }",
        "struct { double; double; double; }",
        "struct { complex; float; }",
        "struct { complexfloat; float; }",
        "struct { longdouble; int; }",
        "struct { longdouble[2]; }",
        "struct { char[3]; }",
        "struct { char[5]; }",
        "struct { char[7]; }",
        "struct { char[9]; }",
        "struct { char[15]; }",
        "struct { char[16]; }",
        "struct { char[17]; }",
        "struct { char[31]; }",
        "struct { char[33]; }",
        "struct { short[3]; }",
        "struct { int[3]; }",
        "struct { float[3]; char; }",
        "struct { struct { int; float; }; struct { float; int; }; }",
        "struct { struct { struct { double; }[1]; }; char[8]; }",
        "struct { struct { }; double; }",
        "struct { double; struct { }; int; }",
        "struct pack(1) { char; short; }",
        "struct pack(1) { char; int; }",
        "struct pack(1) { char; float; }",
        "struct pack(1) { char; int; char; }",
        "struct pack(1) { char; double; }",
        "struct pack(1) { char; long; int; }",
        "struct pack(1) { float; double; }",
        "struct pack(1) { double; char; }",
        "struct pack(1) { int; char; }",
        "struct pack(2) { short; int; double; }",
        "struct pack(2) { char; longdouble; }",
        "struct pack(4) { int; double; int; }",
        "struct pack(1) { char; struct { char[3]; }; }",
        "struct { char; struct pack(1) { char; int; }; }",
        "struct pack(1) { int:3; int:7; int:22; char; }",
        "union { int; float; }",
        "union { double; int; }",
        "union { double; longlong; }",
        "union { float; double; }",
        "union { double; char[16]; }",
        "union { double; char[9]; }",
        "union { double; char[17]; }",
        "union { longdouble; char; }",
        "union { longdouble; double; }",
        "union { longdouble; long[2]; }",
        "union { struct { double; double; }; long; }",
        "union { struct { float; int; }; double; }",
        "union { struct { int; float; }; double[2]; }",
        "struct { int; union { double; int; }; }",
        "struct { float; union { float; int; }; }",
        "struct { union { float; double; }; union { long; char; }; }",
        "union { int:3; long:40; }",
        "struct { int:3; int:5; }",
        "struct { int:3; float; }",
        "struct { long:40; double; }",
        "struct { float; int:3; }",
        "struct { double; int:3; }",
        "struct { long:33; long:33; }",
        "struct { uchar:1; uchar:7; float; }",
        "struct align(16) { int; }",
        "struct align(16) { long; double; }",
        "struct align(16) { long; double; char; }",
        "struct align(16) { float; }",
        "struct align(8) { char; }",
        "struct align(32) { char; }",
        "struct pack(2) align(16) { char; int; }",
        "struct { int[0]; double; }",
        "struct { int128; }",
        "struct { uint128:100; }",
        "struct { char; int128; }",
        "union { int128; double; }",
        "struct pack(1) { int128; }",
        "struct pack(1) { char; int128:70; }",
        // Unnamed bit-fields and arrays of no elements count for gcc, empty members do not.
        "struct { char; int _:3; float; }",
        "struct { float; int _:3; }",
        "struct { int _:32; float; }",
        "union { int _:3; float; }",
        "struct { float; int[0]; }",
        "struct { float; struct { int[5]; }[0]; }",
        "struct { double; int[0]; }",
        "struct { float; float; float; struct { }[3]; }",
        // A member that goes to memory takes all with it, whatever else lies in its bytes.
        "union { union { long; longdouble; }; int[4]; }",
    ];

    private static readonly ShapeKinds s_kinds = new(
        ["", "", "", "pack(1)", "pack(2)", "align(16)"],
        [
            "char",
            "bool",
            "short",
            "int",
            "long",
            "float",
            "float",
            "double",
            "longdouble",
            "complex",
            "complexfloat",
        ],
        []
    );

    private static readonly Lazy<ByValueShapes?> s_instance = new(Compile);

    private ByValueShapes(Library library, Shape[] shapes)
    {
        Library = library;
        Shapes = shapes;
    }

    public Library Library { get; }

    public Shape[] Shapes { get; }

    /// <summary>The library, compiled once; the test is skipped where there is no compiler.</summary>
    public static ByValueShapes Get()
    {
        Assert.SkipWhen(s_instance.Value is null, "no gcc on the PATH");
        return s_instance.Value;
    }

    private static ByValueShapes? Compile()
    {
        Shape[] shapes =
        [
            .. s_picked
                .Concat(new ShapeGenerator(seed: 1, s_kinds).Take(200))
                .Concat(
                    new ShapeGenerator(
                        seed: 2,
                        s_kinds with
                        {
                            BitTypes = ["uchar", "short", "int", "ulong", "bool"],
                        }
                    ).Take(100)
                )
                .Select((text, index) => Shape.Parse(text, $"t{index}"))
                .Where(shape => Layout.Of(shape.Type, TargetAbi.LinuxX64).Size <= BufferSize),
        ];
        return Fixture.Compile(Source(shapes)) is { } library
            ? new ByValueShapes(library, shapes)
            : null;
    }

    private static string Source(Shape[] shapes)
    {
        var c = new StringBuilder(
            $$"""
            #include <stddef.h>
            #include <string.h>
            unsigned char given[2][{{BufferSize}}], received[2][{{BufferSize}}];
            long integers;
            double real;

            """
        );
        foreach (var (name, declarations) in shapes.Select(shape => (shape.Name, shape.C)))
        {
            c.Append(
                CultureInfo.InvariantCulture,
                $$"""
                {{declarations}}
                void take_{{name}}(int a, {{name}} s, double d, int b)
                {
                    memcpy(received[0], &s, sizeof s); integers = a * 10 + b; real = d;
                }
                void late_{{name}}(int a, int b, int c, int d, int e, {{name}} s, double x, {{name}} t, float y, int f)
                {
                    memcpy(received[0], &s, sizeof s); memcpy(received[1], &t, sizeof t);
                    integers = a * 100000 + b * 10000 + c * 1000 + d * 100 + e * 10 + f; real = x * 2 + y;
                }
                {{name}} give_{{name}}(int a)
                {
                    {{name}} s; memcpy(&s, given[0], sizeof s); integers = a; return s;
                }
                void call_{{name}}({{name}} (*f)(int, {{name}}, double, int))
                {
                    {{name}} s; memcpy(&s, given[0], sizeof s); s = f(7, s, 2.5, 9); memcpy(received[0], &s, sizeof s);
                }
                void call_late_{{name}}({{name}} (*f)(int, int, int, int, int, {{name}}, double, {{name}}, float, int))
                {
                    {{name}} s, t; memcpy(&s, given[0], sizeof s); memcpy(&t, given[1], sizeof t);
                    s = f(1, 2, 3, 4, 5, s, 2.5, t, 0.5f, 6); memcpy(received[0], &s, sizeof s);
                }

                """
            );
        }
        return c.ToString();
    }
}
