using System.Globalization;
using System.Text;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>Layouts as one line each, so that ours can be compared with the one a compiler or CPython prints.</summary>
/// <remarks>
/// <c>size alignment</c>, then a plain member as <c>offset+size</c>, a bit-field as <c>#image</c>: the bytes of the aggregate,
/// all zero but for this field's bits. ctypes' old rule adds <c>@offset/shift/width</c>, as its descriptor says them.
/// </remarks>
internal static class LayoutText
{
    public static string Of(Shape shape)
    {
        var layout = Layout.Of(shape.Type, TargetAbi.LinuxX64);
        var isOld = shape.Type.Definition.Rule is LayoutRule.CPythonBefore314;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{layout.Size} {layout.Alignment}");
        foreach (var field in layout.Fields)
        {
            if (!field.IsBitField)
            {
                text.Append(CultureInfo.InvariantCulture, $" {field.Offset}+{field.Size}");
                continue;
            }
            if (isOld)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" @{field.Offset}/{field.BitOffset}/{field.BitWidth}"
                );
            }
            // ctypes before 3.14 writes a whole c_bool, and what lies in front of a union is not the union's.
            if (
                !isOld
                || (field.Offset >= 0 && field.Field.Type is not CScalar { Kind: ScalarKind.Bool })
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

    /// <summary>Fails with the shortest shapes whose lines differ from the truth's.</summary>
    public static void AssertSame(
        IReadOnlyCollection<Shape> shapes,
        IReadOnlyCollection<string> truths
    )
    {
        Assert.Equal(shapes.Count, truths.Count);
        var wrong = shapes
            .Zip(truths, (shape, truth) => (shape.Text, Ours: Of(shape), Truth: truth))
            .Where(line => line.Ours != line.Truth)
            .OrderBy(line => line.Text.Length)
            .ToArray();
        Assert.True(
            wrong.Length == 0,
            $"{wrong.Length} of {shapes.Count} differ:\n"
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
