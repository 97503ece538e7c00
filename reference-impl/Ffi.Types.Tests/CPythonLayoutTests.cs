namespace Touchstone.Ffi.Types.Tests;

/// <summary>Our rendering of ctypes' old layout rule held against the CPythons that have it.</summary>
public sealed class CPythonLayoutTests
{
    // Prints the lines of LayoutText. What lies in front of a union (a negative offset), or
    // behind one that is smaller than its base, is not written to: it is not the union's.
    private const string Script = """
        import sys
        from ctypes import *

        def make(base, fields, **attributes):
            attributes["_fields_"] = fields
            return type(base)("t", (base,), attributes)

        def fields(t):
            if "_fields_" not in t.__dict__:
                return []
            return fields(t.__bases__[0]) + [(t.__dict__[field[0]],) + field for field in t._fields_]

        def line(t):
            text = "%d %d" % (sizeof(t), alignment(t))
            for field in fields(t):
                d = field[0]
                field = field[1:]
                if len(field) == 2:
                    text += " %d+%d" % (d.offset, d.size)
                    continue
                text += " @%d/%d/%d" % (d.offset, d.size & 0xffff, d.size >> 16)
                if 0 <= d.offset <= sizeof(t) - sizeof(field[1]) and field[1] is not c_bool:
                    o = t()
                    d.__set__(o, -1)
                    text += " #" + string_at(addressof(o), sizeof(o)).hex()
            return text

        for expression in sys.stdin:
            print(line(eval(expression)))
        """;

    private static readonly string[] s_alignments = ["align(1)", "align(4)", "align(64)"];

    private static readonly string[] s_packs =
    [
        "",
        "pack(1)",
        "pack(2)",
        "pack(3)",
        "pack(4)",
        "pack(16)",
    ];

    private static readonly ShapeKinds s_new = new(
        [],
        Shape.CtypesScalars,
        Shape.CtypesBitFieldScalars
    );

    private static readonly Dictionary<string, ShapeKinds> s_kinds = new(StringComparer.Ordinal)
    {
        ["plain members"] = new(s_packs, Shape.CtypesScalars, [], Attribute: "old"),
        ["bit-fields of one type"] = new([], ["char", "int"], ["int"], Attribute: "old"),
        ["bit-fields"] = new(
            [],
            Shape.CtypesScalars,
            Shape.CtypesBitFieldScalars,
            Attribute: "old"
        ),
        ["bit-fields, packed"] = new(
            s_packs,
            Shape.CtypesScalars,
            Shape.CtypesBitFieldScalars,
            Attribute: "old"
        ),
        ["big-endian"] = new(
            s_packs,
            ["char", "short", "int", "long", "double"],
            ["schar", "ushort", "int", "uint", "ulong", "longlong"],
            Pointers: false,
            Nested: false,
            Unions: false,
            Attribute: "old big"
        ),
        ["inherited"] = new(
            s_packs,
            Shape.CtypesScalars,
            Shape.CtypesBitFieldScalars,
            Attribute: "old",
            Inheritance: true
        ),
        ["aligned"] = new(
            ["align(1)", "align(4)", "pack(2) align(32)"],
            Shape.CtypesScalars,
            Shape.CtypesBitFieldScalars,
            Attribute: "old"
        ),
    };

    private static readonly string[] s_versions = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13"];

    // Held against the versions that have _layout_.
    private static readonly Dictionary<string, ShapeKinds> s_newKinds = new(StringComparer.Ordinal)
    {
        ["gcc-sysv"] = s_new with { Attribute = "new" },
        ["gcc-sysv, aligned"] = s_new with { Attribute = "new", Attributes = s_alignments },
        ["gcc-sysv, big-endian"] = Swappable(s_new with { Attribute = "new big" }),
        ["gcc-sysv, inherited"] = s_new with { Attribute = "new", Inheritance = true },
        ["ms"] = s_new with { Attribute = "newms" },
        ["ms, packed"] = s_new with { Attribute = "newms", Attributes = s_packs },
        ["ms, aligned"] = s_new with
        {
            Attribute = "newms",
            Attributes = [.. s_alignments, "pack(2) align(32)"],
        },
        ["ms, big-endian, packed"] = Swappable(
            s_new with
            {
                Attribute = "newms big",
                Attributes = s_packs,
            }
        ),
        ["ms, inherited, packed"] = s_new with
        {
            Attribute = "newms",
            Attributes = s_packs,
            Inheritance = true,
        },
    };

    public static TheoryData<string, string> Questions =>
        new(
            from version in s_versions
            from kinds in s_kinds.Keys
            // _align_ came with 3.13.
            where kinds != "aligned" || version == "3.13"
            select (version, kinds)
        );

    public static TheoryData<string, string> NewQuestions =>
        new(
            from version in (string[])["3.14", "3.15"]
            from kinds in s_newKinds.Keys
            select (version, kinds)
        );

    [Theory, MemberData(nameof(Questions))]
    public void Random_aggregates_are_laid_out_as_ctypes_laid_them_out(
        string version,
        string kinds
    ) => Compare(version, s_kinds[kinds]);

    [Theory, MemberData(nameof(NewQuestions))]
    public void Random_aggregates_are_laid_out_as_ctypes_lays_them_out(
        string version,
        string kinds
    ) => Compare(version, s_newKinds[kinds]);

    // Pointers, wchar_t and long double cannot be swapped.
    private static ShapeKinds Swappable(ShapeKinds kinds) =>
        kinds with
        {
            Scalars = ["char", "short", "int", "long", "double"],
            BitTypes = ["schar", "ushort", "int", "uint", "ulong", "longlong"],
            Pointers = false,
            Nested = false,
            Unions = false,
        };

    private static void Compare(string version, ShapeKinds kinds)
    {
        var python = Command.FindPython(version);
        Assert.SkipWhen(
            python is null,
            $"no CPython {version}, neither on the PATH nor under pyenv"
        );
        Shape[] shapes =
        [
            .. new ShapeGenerator(seed: 20261122, kinds)
                .Take(Count)
                .Select(text => Shape.Parse(text)),
        ];
        LayoutText.AssertSame(shapes, Ask(shapes), TargetAbi.LinuxX64, Ask);

        string[] Ask(IReadOnlyList<Shape> some) => CPythonLayoutTests.Ask(python, some);
    }

    /// <summary>What a CPython says of many shapes, in the lines of <see cref="LayoutText"/>.</summary>
    internal static string[] Ask(string python, IReadOnlyList<Shape> shapes) =>
        Command
            .Run(python, ["-c", Script], string.Join('\n', shapes.Select(shape => shape.Python)))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // More by hand: TOUCHSTONE_LAYOUTS=10000.
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("TOUCHSTONE_LAYOUTS"), out var count)
            ? count
            : 300;
}
