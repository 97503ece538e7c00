using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>What a compiler for a target says of many shapes, in the lines of <see cref="LayoutText"/>. Nothing is run.</summary>
/// <remarks>
/// All answers are one constant object: a marker, a table of numbers, then an object for each bit-field with all its bits set, whose
/// place in the whole the table tells (<c>offsetof</c>). The marker is looked for in the object file: an initialised object without
/// pointers lies in one piece in every format, be it ELF, COFF or wasm.
/// </remarks>
internal static class TargetTruth
{
    private static readonly byte[] s_marker = "layout constants"u8.ToArray();

    /// <param name="compiler">Its path and what it needs to be told to compile for the target.</param>
    public static string[] Ask(string[] compiler, TargetAbi abi, IReadOnlyList<Shape> shapes)
    {
        var output = Path.GetTempFileName();
        try
        {
            Command.Run(
                compiler[0],
                [.. compiler[1..], "-std=gnu11", "-w", "-O0", "-c", "-o", output, "-x", "c", "-"],
                Program(shapes)
            );
            return Lines(File.ReadAllBytes(output), abi.ByteOrder, shapes);
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static string Program(IReadOnlyList<Shape> shapes)
    {
        var types = new StringBuilder("typedef __WCHAR_TYPE__ wchar_t;\n");
        var images = new StringBuilder();
        var numbers = new StringBuilder();
        var values = new StringBuilder();
        var (count, imageCount) = (0, 0);
        foreach (var shape in shapes)
        {
            types.Append(shape.C);
            Number($"sizeof({shape.Name})");
            Number($"_Alignof({shape.Name})");
            foreach (var (path, field) in shape.Members)
            {
                if (field.BitWidth is null)
                {
                    Number($"__builtin_offsetof({shape.Name}, {path})");
                    Number(field.IsFlexible ? "0" : $"sizeof((({shape.Name} *)0)->{path})");
                    continue;
                }
                var image = $"image{imageCount++}";
                images.Append(CultureInfo.InvariantCulture, $"{shape.Name} {image};\n");
                Number($"__builtin_offsetof(struct answers, {image})");
                values.Append(CultureInfo.InvariantCulture, $", {{ .{path} = -1 }}\n");
            }
        }
        var marker = string.Join(", ", s_marker);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{types}struct answers {{\nunsigned char marker[{s_marker.Length}];\nunsigned numbers[{count}];\n{images}}};\nconst struct answers answers = {{ {{ {marker} }}, {{ {numbers} }}\n{values} }};\n"
        );

        void Number(string expression)
        {
            count++;
            numbers.Append(expression).Append(",\n");
        }
    }

    private static string[] Lines(
        ReadOnlySpan<byte> file,
        ByteOrder order,
        IReadOnlyList<Shape> shapes
    )
    {
        var start = file.IndexOf(s_marker);
        Assert.True(start >= 0, "the marker is not in the object file");
        Assert.Equal(-1, file[(start + 1)..].IndexOf(s_marker));
        var answers = file[start..];
        var lines = new string[shapes.Count];
        var next = s_marker.Length;
        for (var i = 0; i < lines.Length; i++)
        {
            var size = Number(answers, ref next, order);
            var line = new StringBuilder();
            line.Append(CultureInfo.InvariantCulture, $"{size} {Number(answers, ref next, order)}");
            foreach (var (_, field) in shapes[i].Members)
            {
                var offset = Number(answers, ref next, order);
                var rest = field.BitWidth is null
                    ? $" {offset}+{Number(answers, ref next, order)}"
                    : $" #{Convert.ToHexStringLower(answers.Slice(offset, size))}";
                line.Append(rest);
            }
            lines[i] = line.ToString();
        }
        return lines;
    }

    private static int Number(ReadOnlySpan<byte> answers, ref int next, ByteOrder order)
    {
        var bytes = answers.Slice(next, sizeof(int));
        next += sizeof(int);
        return order is ByteOrder.Big
            ? BinaryPrimitives.ReadInt32BigEndian(bytes)
            : BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }
}
