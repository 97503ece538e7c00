using System.Globalization;
using System.Text;

namespace Touchstone.Ctypes;

// The format strings that buffers over ctypes objects have (PEP 3118, as CPython writes them).
public sealed partial class TypeSet
{
    private string SimpleFormat(char code, bool isSwapped) =>
        (isSwapped ? '>' : '<') + SimpleCode.BufferText(code, Profile);

    /// <summary>The dimensions of an array, outermost first; none for another type.</summary>
    internal static List<nint> Dimensions(CtypesType type)
    {
        var dimensions = new List<nint>();
        for (; type.Kind == TypeKind.Array; type = type.Element!)
            dimensions.Add(type.Length);
        return dimensions;
    }

    private static string ShapedFormat(CtypesType type)
    {
        var dimensions = Dimensions(type);
        return dimensions.Count == 0
            ? type.BufferFormat
            : $"({string.Join(',', dimensions)}){type.BufferFormat}";
    }

    /// <summary>A structure's own fields, a base's are not in it; a union is bytes.</summary>
    private string BufferFormatOf(CtypesType type)
    {
        if (type.Kind == TypeKind.Union)
            return "B";
        if (!Profile.HasBufferPadding && type.Options.Pack is > 0)
            return "B";
        var format = new StringBuilder("T{");
        long end = type.Base?.Size ?? 0;
        // MSVC's rule, which _pack_ asks for as well, counts whole units.
        var usesUnits =
            !Profile.HasLayoutRules || type.Options is { LayoutRule: "ms" } or { Pack: > 0 };
        foreach (var field in type.OwnFields)
        {
            Pad(format, field.Offset - end);
            format.Append(ShapedFormat(field.Type)).Append(':').Append(field.Name).Append(':');
            end = EndOf(field, usesUnits, end);
        }
        Pad(format, type.Size - end);
        return format.Append('}').ToString();
    }

    /// <summary>Where CPython takes the next field to begin: behind the last bit, or behind the last unit.</summary>
    private static long EndOf(CtypesField field, bool usesUnits, long end)
    {
        if (!field.IsBitField)
            return field.Offset + (long)field.ByteSize;
        if (usesUnits)
            return Math.Max(end, field.Offset + (long)field.ByteSize);
        var lastBit = field.Type.IsSwapped
            ? (field.ByteSize * 8) - field.BitOffset
            : field.BitOffset + field.BitWidth;
        return field.Offset + ((lastBit + 7) / 8);
    }

    private void Pad(StringBuilder format, long bytes)
    {
        if (bytes <= 0 || !Profile.HasBufferPadding)
            return;
        if (bytes > 1)
            format.Append(bytes.ToString(CultureInfo.InvariantCulture));
        format.Append('x');
    }
}
