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

    private static byte[] Image(FieldLayout field, int size)
    {
        var image = new byte[size];
        // Bits beyond the unit are lost in ctypes' old rule, and there are none in the others.
        for (
            var bit = field.BitOffset;
            bit < Math.Min(field.BitOffset + field.BitWidth, field.Size * 8);
            bit++
        )
        {
            var place = field.ByteOrder is ByteOrder.Big ? field.Size - 1 - (bit / 8) : bit / 8;
            image[field.Offset + place] |= (byte)(1 << (bit % 8));
        }
        return image;
    }
}
