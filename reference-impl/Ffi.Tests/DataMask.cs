using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>Which bits of a type are data. The others are padding, which a call may lose.</summary>
internal static class DataMask
{
    public static byte[] Of(CType type)
    {
        var mask = new byte[Layout.Of(type, TargetAbi.LinuxX64).Size];
        Add(type, mask);
        return mask;
    }

    private static void Add(CType type, Span<byte> mask)
    {
        switch (type)
        {
            case CScalar { Kind: ScalarKind.LongDouble }:
                mask[..10].Fill(0xff);
                break;
            case CScalar { Kind: ScalarKind.ComplexLongDouble }:
                mask[..10].Fill(0xff);
                mask[16..26].Fill(0xff);
                break;
            case CScalar or CPointer:
                mask.Fill(0xff);
                break;
            case CArray array:
                var element = Layout.Of(array.Element, TargetAbi.LinuxX64).Size;
                for (var i = 0; i < array.Length; i++)
                {
                    Add(array.Element, mask.Slice(i * element, element));
                }
                break;
            case CAggregate:
                foreach (var field in Layout.Of(type, TargetAbi.LinuxX64).Fields)
                {
                    var bytes = mask.Slice(field.Offset, field.Size);
                    if (!field.IsBitField)
                    {
                        Add(field.Field.Type, bytes);
                        continue;
                    }
                    for (var bit = field.BitOffset; bit < field.BitOffset + field.BitWidth; bit++)
                    {
                        bytes[bit / 8] |= (byte)(1 << (bit % 8));
                    }
                }
                break;
        }
    }
}
