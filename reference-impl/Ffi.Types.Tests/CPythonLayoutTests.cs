namespace Touchstone.Ffi.Types.Tests;

/// <summary>Our rendering of ctypes' old layout rule held against the CPythons that have it.</summary>
public sealed class CPythonLayoutTests
{
    // Prints the lines of LayoutText. What lies in front of a union (a negative offset) is not written to: it is not the union's.
    private const string Script = """
        import sys
        from ctypes import *

        def make(base, fields, **attributes):
            attributes["_fields_"] = fields
            return type(base)("t", (base,), attributes)

        def line(t):
            text = "%d %d" % (sizeof(t), alignment(t))
            for field in t._fields_:
                d = getattr(t, field[0])
                if len(field) == 2:
                    text += " %d+%d" % (d.offset, d.size)
                    continue
                text += " @%d/%d/%d" % (d.offset, d.size & 0xffff, d.size >> 16)
                if d.offset >= 0 and field[1] is not c_bool:
                    o = t()
                    setattr(o, field[0], -1)
                    text += " #" + string_at(addressof(o), sizeof(o)).hex()
            return text

        for expression in sys.stdin:
            print(line(eval(expression)))
        """;

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
        "pack(3)",
        "pack(4)",
        "pack(16)",
    ];

    private static readonly Dictionary<string, ShapeKinds> s_kinds = new(StringComparer.Ordinal)
    {
        ["plain members"] = new(s_packs, s_scalars, [], Attribute: "old"),
        ["bit-fields of one type"] = new([], ["char", "int"], ["int"], Attribute: "old"),
        ["bit-fields"] = new([], s_scalars, s_bitTypes, Attribute: "old"),
        ["bit-fields, packed"] = new(s_packs, s_scalars, s_bitTypes, Attribute: "old"),
        ["big-endian"] = new(
            s_packs,
            ["char", "short", "int", "long", "double"],
            ["schar", "ushort", "int", "uint", "ulong", "longlong"],
            Pointers: false,
            Nested: false,
            Unions: false,
            Attribute: "old big"
        ),
        ["aligned"] = new(
            ["align(1)", "align(4)", "pack(2) align(32)"],
            s_scalars,
            s_bitTypes,
            Attribute: "old"
        ),
    };

    internal static readonly string[] Versions = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13"];

    public static TheoryData<string, string> Questions =>
        new(
            from version in Versions
            from kinds in s_kinds.Keys
            // _align_ came with 3.13.
            where kinds != "aligned" || version == "3.13"
            select (version, kinds)
        );

    [Theory, MemberData(nameof(Questions))]
    public void Random_aggregates_are_laid_out_as_ctypes_laid_them_out(string version, string kinds)
    {
        var python = Command.FindPython(version);
        Assert.SkipWhen(
            python is null,
            $"no CPython {version}, neither on the PATH nor under pyenv"
        );
        Shape[] shapes =
        [
            .. new ShapeGenerator(seed: 20261122, s_kinds[kinds])
                .Take(300)
                .Select(text => Shape.Parse(text)),
        ];
        var answers = Command
            .Run(python, ["-c", Script], string.Join('\n', shapes.Select(shape => shape.Python)))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        LayoutText.AssertSame(shapes, answers);
    }
}
