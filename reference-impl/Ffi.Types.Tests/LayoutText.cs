using System.Globalization;
using System.Text;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>Layouts as one line each, so that ours can be compared with the one a compiler or CPython prints.</summary>
/// <remarks>
/// <c>size alignment</c>, then a plain member as <c>offset+size</c>, a bit-field as <c>#image</c>: the bytes of the aggregate,
/// all zero but for this field's bits. ctypes' rules add <c>@offset/shift/width</c>, as its descriptor says them.
/// </remarks>
internal static class LayoutText
{
    public static string Of(Shape shape, TargetAbi abi)
    {
        var layout = Layout.Of(shape.Type, abi);
        var isOfCtypes = Shape.IsOfCtypes(shape.Type.Definition.Rule);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{layout.Size} {layout.Alignment}");
        foreach (var field in layout.Fields)
        {
            if (!field.IsBitField)
            {
                text.Append(CultureInfo.InvariantCulture, $" {field.Offset}+{field.Size}");
                continue;
            }
            if (isOfCtypes)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" @{field.Offset}/{field.BitOffset}/{field.BitWidth}"
                );
            }
            // ctypes writes a whole c_bool, and what lies in front of a union, or behind it, is not the union's.
            if (
                !isOfCtypes
                || (
                    field.Offset >= 0
                    && field.Offset + field.Size <= layout.Size
                    && field.Field.Type is not CScalar { Kind: ScalarKind.Bool }
                )
            )
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" #{Convert.ToHexStringLower(Image(field, layout.Size))}"
                );
            }
        }
        return text.ToString();
    }

    /// <summary>Fails with the shortest shapes whose lines differ from the truth's, and with what the first shrinks to.</summary>
    /// <param name="ask">Gives the truth for other shapes.</param>
    public static void AssertSame(
        IReadOnlyCollection<Shape> shapes,
        IReadOnlyCollection<string> truths,
        TargetAbi abi,
        Func<IReadOnlyList<Shape>, string[]> ask
    )
    {
        Assert.Equal(shapes.Count, truths.Count);
        var wrong = shapes
            .Zip(truths, (shape, truth) => (shape.Text, Ours: Of(shape, abi), Truth: truth))
            .Where(line => line.Ours != line.Truth)
            .OrderBy(line => line.Text.Length)
            .ToArray();
        if (wrong.Length == 0)
        {
            return;
        }
        var smallest = ShapeShrinker.Shrink(
            wrong[0].Text,
            text => Shape.Parse(text) is var shape && Of(shape, abi) != ask([shape])[0]
        );
        Assert.Fail(
            $"{wrong.Length} of {shapes.Count} differ on {abi}; the first shrinks to {smallest}\n"
                + string.Join(
                    '\n',
                    wrong
                        .Take(8)
                        .Select(line => $"{line.Text}\n  ours  {line.Ours}\n  truth {line.Truth}")
                )
        );
    }

    private static byte[] Image(FieldLayout field, int size)
    {
        var image = new byte[size];
        // In ctypes' old rule a field may lie outside its unit: the processor then takes the shift modulo the width of the type that
        // C promotes the unit to, and bits beyond the unit are lost.
        var first = field.BitOffset & (field.Size <= 4 ? 31 : 63);
        for (var bit = first; bit < Math.Min(first + field.BitWidth, field.Size * 8); bit++)
        {
            var place = field.ByteOrder is ByteOrder.Big ? field.Size - 1 - (bit / 8) : bit / 8;
            image[field.Offset + place] |= (byte)(1 << (bit % 8));
        }
        return image;
    }
}
