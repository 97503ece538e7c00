using System.Globalization;
using System.Text;
using Touchstone.Ffi.Types;
using Touchstone.Ffi.Types.Tests;

namespace Touchstone.Ffi.Tests;

/// <summary>Bit-fields read and written, held against C's own reads and writes of the same memory.</summary>
public sealed class BitFieldStorageTests
{
    private static readonly Dictionary<string, ShapeKinds> s_kinds = new(StringComparer.Ordinal)
    {
        ["gcc's rule"] = new([], ["char", "int"], Shape.CtypesBitFieldScalars, Nested: false),
        ["gcc's rule, packed"] = new(
            ["pack(1)", "pack(2)", "pack(4)"],
            ["char", "int"],
            Shape.CtypesBitFieldScalars,
            Nested: false
        ),
        ["Microsoft's rule"] = new(
            ["", "pack(2)"],
            ["char", "int"],
            Shape.CtypesBitFieldScalars,
            Nested: false,
            Attribute: "ms"
        ),
        ["big-endian"] = new(
            [],
            ["char", "int"],
            ["uchar", "short", "int", "uint", "ulong"],
            Nested: false,
            Attribute: "big"
        ),
    };

    public static TheoryData<string> Kinds => [.. s_kinds.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void What_we_read_C_reads_and_what_we_write_C_would_have_written(string kinds)
    {
        Shape[] shapes =
        [
            .. new ShapeGenerator(seed: 3, s_kinds[kinds])
                .Take(80)
                .Select((text, index) => Shape.Parse(text, $"t{index}")),
        ];
        using var library = Fixture.Compile(Source(shapes));
        Assert.SkipWhen(library is null, "no gcc on the PATH");
        var random = new Random(4);
        foreach (var shape in shapes)
        {
            var layout = Layout.Of(shape.Type, HostAbi.Current);
            foreach (var field in layout.Fields.Where(field => field.IsBitField))
            {
                for (var round = 0; round < 4; round++)
                {
                    Ask(library, shape, layout.Size, field, random);
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("pack(1)")]
    [InlineData("big")]
    [InlineData("ms")]
    public unsafe void Fields_of_128_bit_integers_read_and_write_as_C_does(string attribute)
    {
        var kinds = new ShapeKinds(
            [attribute],
            ["char"],
            ["int", "int128", "uint128"],
            Nested: false
        );
        Shape[] shapes =
        [
            .. new ShapeGenerator(seed: 8, kinds)
                .Take(60)
                .Select((text, index) => Shape.Parse(text, $"t{index}")),
        ];
        using var library = Fixture.Compile(Source(shapes, "unsigned __int128"));
        Assert.SkipWhen(library is null, "no gcc on the PATH");
        var random = new Random(9);
        foreach (var shape in shapes)
        {
            var layout = Layout.Of(shape.Type, HostAbi.Current);
            foreach (var field in layout.Fields.Where(field => field.IsBitField))
            {
                var start = new byte[layout.Size];
                random.NextBytes(start);
                var mask = UInt128.MaxValue >> (128 - field.BitWidth);
                var value =
                    new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()) & mask;
                var (ours, theirs) = (start.ToArray(), start.ToArray());
                fixed (
                    byte* our = ours,
                        their = theirs
                )
                {
                    UInt128 read;
                    var get = (delegate* unmanaged<void*, void*, void>)
                        library.Symbol($"get_{shape.Name}_{field.Field.Name}");
                    var set = (delegate* unmanaged<void*, void*, void>)
                        library.Symbol($"set_{shape.Name}_{field.Field.Name}");
                    get(their, &read);
                    Assert.True(
                        (read & mask) == Storage.ReadWideBits((nint)our, field),
                        shape.Text
                    );
                    set(their, &value);
                    Storage.WriteWideBits((nint)our, field, value);
                    Assert.True(ours.AsSpan().SequenceEqual(theirs), shape.Text);
                    if (field.BitWidth > 64)
                    {
                        Assert.Throws<ArgumentException>(() => Storage.ReadBits(0, field));
                        continue;
                    }
                    Assert.True((ulong)value == Storage.ReadBits((nint)our, field), shape.Text);
                    Storage.WriteBits((nint)our, field, (ulong)value);
                    Assert.True(ours.AsSpan().SequenceEqual(theirs), shape.Text);
                }
            }
        }
    }

    [Theory, InlineData("3.8"), InlineData("3.11"), InlineData("3.13")]
    public unsafe void Fields_that_ctypes_put_outside_their_units_read_and_write_as_they_did_there(
        string version
    )
    {
        var python = Command.FindPython(version);
        Assert.SkipWhen(
            python is null,
            $"no CPython {version}, neither on the PATH nor under pyenv"
        );
        var kinds = new ShapeKinds(
            [],
            ["char"],
            [.. Shape.CtypesBitFieldScalars.Where(type => type != "bool")],
            Nested: false,
            Attribute: "old"
        );
        Shape[] shapes =
        [
            .. new ShapeGenerator(5, kinds)
                .Take(300)
                .Concat(
                    new ShapeGenerator(
                        6,
                        kinds with
                        {
                            Attribute = "old big",
                            Pointers = false,
                            Unions = false,
                        }
                    ).Take(300)
                )
                .Select(text => Shape.Parse(text)),
        ];
        var answers = Command
            .Run(python, ["-c", Script], string.Join('\n', shapes.Select(shape => shape.Python)))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(shapes.Length, answers.Length);
        foreach (var (shape, answer) in shapes.Zip(answers))
        {
            var layout = Layout.Of(shape.Type, HostAbi.Current);
            var ours = new StringBuilder(".");
            foreach (
                var field in layout.Fields.Where(field =>
                    field is { IsBitField: true, Offset: >= 0 }
                )
            )
            {
                var bytes = Enumerable
                    .Range(0, layout.Size)
                    .Select(i => (byte)((i * 37) + 11))
                    .ToArray();
                fixed (byte* start = bytes)
                {
                    ours.Append(
                        CultureInfo.InvariantCulture,
                        $" {Storage.ReadBits((nint)start, field):x}"
                    );
                    Storage.WriteBits(
                        (nint)start,
                        field,
                        0x5aa5_c33c_9669_0ff0 & ((1UL << (field.BitWidth - 1)) - 1)
                    );
                }
                ours.Append(' ').Append(Convert.ToHexStringLower(bytes));
            }
            Assert.True(ours.ToString() == answer, $"{shape.Text}\n{ours}\n{answer}");
        }
    }

    private const string Script = """
        import sys
        from ctypes import *

        def make(base, fields, **attributes):
            attributes["_fields_"] = fields
            return type(base)("t", (base,), attributes)

        for expression in sys.stdin:
            t = eval(expression)
            line = "."
            for field in t._fields_:
                if len(field) == 3 and getattr(t, field[0]).offset >= 0:
                    o = t.from_buffer_copy(bytes((i * 37 + 11) & 255 for i in range(sizeof(t))))
                    line += " %x" % (getattr(o, field[0]) & ((1 << field[2]) - 1))
                    setattr(o, field[0], 0x5aa5c33c96690ff0 & ((1 << (field[2] - 1)) - 1))
                    line += " " + string_at(addressof(o), sizeof(o)).hex()
            print(line)
        """;

    private static unsafe void Ask(
        Library library,
        Shape shape,
        int size,
        FieldLayout field,
        Random random
    )
    {
        var start = new byte[size];
        random.NextBytes(start);
        var mask = field.BitWidth == 64 ? ulong.MaxValue : (1UL << field.BitWidth) - 1;
        var value = (ulong)random.NextInt64(long.MinValue, long.MaxValue) & mask;
        var (ours, theirs) = (start.ToArray(), start.ToArray());
        fixed (
            byte* our = ours,
                their = theirs
        )
        {
            var what = $"{shape.Text}: {field.Field.Name} in {Convert.ToHexStringLower(start)}";
            ulong read;
            var get = (delegate* unmanaged<void*, ulong*, void>)
                library.Symbol($"get_{shape.Name}_{field.Field.Name}");
            get(their, &read);
            Assert.True((read & mask) == Storage.ReadBits((nint)our, field), what);
            (
                (delegate* unmanaged<void*, ulong*, void>)
                    library.Symbol($"set_{shape.Name}_{field.Field.Name}")
            )(their, &value);
            Storage.WriteBits((nint)our, field, value);
            Assert.True(ours.AsSpan().SequenceEqual(theirs), $"{what}: set to {value:x}");
        }
    }

    // Values travel by address: C# has no call that passes 128 bits.
    private static string Source(IEnumerable<Shape> shapes, string type = "unsigned long long")
    {
        var c = new StringBuilder("#include <stddef.h>\n");
        foreach (var shape in shapes)
        {
            c.Append(shape.C);
            foreach (
                var field in shape.Type.Definition.Fields.Where(field => field.BitWidth is not null)
            )
            {
                var name = $"{shape.Name}_{field.Name}";
                c.Append(
                    CultureInfo.InvariantCulture,
                    $$"""
                    void get_{{name}}({{shape.Name}} *s, {{type}} *value) { *value = s->{{field.Name}}; }
                    void set_{{name}}({{shape.Name}} *s, {{type}} *value) { s->{{field.Name}} = *value; }

                    """
                );
            }
        }
        return c.ToString();
    }
}
