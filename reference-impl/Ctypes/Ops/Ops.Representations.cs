using System.Globalization;

namespace Touchstone.Ctypes;

// repr, of all that ctypes defines.
public static unsafe partial class Ops<H, R>
{
    /// <summary><c>repr(target)</c> of a ctypes object, type, field descriptor or argument.</summary>
    public static bool Represent(R target, out string text)
    {
        text = "";
        if (H.AsType(target) is { } type)
            text = type.ToString();
        else if (H.AsField(target) is { } field)
            text = field.ToString();
        else if (H.KindOf(target) == ValueKind.Data)
            return RepresentData(target, out text);
        else
            text = H.RepresentationOf(target);
        return true;
    }

    private static bool RepresentData(R data, out string text)
    {
        var type = H.TypeOf(data);
        text = "";
        switch (type.Kind)
        {
            // Its own __repr__, which classes derived from it inherit, shows the address.
            case TypeKind.Simple when type.Code is 'z' or 'Z':
                var address = *(ulong*)H.AddressOf(data);
                text =
                    address == 0
                        ? $"{type.Name}(None)"
                        : string.Create(CultureInfo.InvariantCulture, $"{type.Name}({address})");
                return true;
            case TypeKind.Simple
                when type is { Code: 'O', IsBoxedSimple: false } && *(nint*)H.AddressOf(data) == 0:
                text = $"{type.Name}(<NULL>)";
                return true;
            case TypeKind.Simple when !type.IsBoxedSimple:
                if (!GetValue(data, out var value))
                    return false;
                text = $"{type.Name}({H.RepresentationOf(value)})";
                return true;
            // Named by the C code, which knows no module.
            case TypeKind.Simple or TypeKind.Function:
                text = $"<{type.Name} object at 0x{H.HandleOf(data):x}>";
                return true;
            default:
                text = $"<{type.Module}.{type.Name} object at 0x{H.HandleOf(data):x}>";
                return true;
        }
    }

    /// <summary><c>repr</c> of what <c>byref</c> and <c>from_param</c> give.</summary>
    public static string RepresentArgument(in ArgumentSlot<R> argument)
    {
        var bits = argument.Bits;
        // C's printf has them all signed.
        string? number = argument.Code switch
        {
            'b' or 'B' => Decimal((sbyte)bits),
            'h' or 'H' => Decimal((short)bits),
            'i' or 'I' => Decimal((int)bits),
            'l' or 'L' or 'q' or 'Q' => Decimal((long)bits),
            'f' => H.RepresentationOf(H.OfReal(BitConverter.UInt32BitsToSingle((uint)bits))),
            'd' => H.RepresentationOf(H.OfReal(BitConverter.UInt64BitsToDouble(bits))),
            'c' => IsPlain((char)(byte)bits) ? $"'{(char)(byte)bits}'" : $"'\\x{(byte)bits:x2}'",
            'z' or 'Z' or 'P' => $"0x{bits:x}",
            _ => null,
        };
        return number is null
            ? $"<cparam '{argument.Code}' at 0x{bits:x}>"
            : $"<cparam '{argument.Code}' ({number})>";
    }

    private static string Decimal(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not '\'' and not '\\';
}
