using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

/// <summary>ctypes' rules over any host, on (type, address, owner, index).</summary>
/// <remarks>Each returns whether it worked; see <see cref="IHost{R}"/> for errors.</remarks>
public static unsafe partial class Ops<H, R>
    where H : struct, IHost<R>
{
    /// <summary>The Python value of a simple type's bytes.</summary>
    internal static bool GetScalar(CtypesType type, byte* address, out R value)
    {
        var code = type.Code;
        if (SimpleCode.IsInteger(code))
        {
            value = ReadInteger(type, address);
            return true;
        }
        switch (code)
        {
            case '?':
                value = H.OfBoolean(*address != 0);
                return true;
            case 'f':
                value = H.OfReal(ReadSingle(address, type.IsSwapped));
                return true;
            case 'd':
                value = H.OfReal(ReadDouble(address, type.IsSwapped));
                return true;
            case 'g':
                value = H.OfReal(Unsafe.ReadUnaligned<LongDouble>(address).ToDouble());
                return true;
            case 'F' or 'D' or 'G':
                value = H.OfComplex(ReadComplex(type, address));
                return true;
            case 'c':
                value = H.OfBytes(new(address, 1));
                return true;
            case 'u':
                return WideText(address, 1, out value);
            default:
                return GetAddressLike(code, Unsafe.ReadUnaligned<nint>(address), out value);
        }
    }

    private static R ReadInteger(CtypesType type, byte* address)
    {
        var isSigned = SimpleCode.IsSigned(type.Code);
        var isSwapped = type.IsSwapped;
        return type.Size switch
        {
            1 => H.OfInteger(isSigned ? (sbyte)*address : *address),
            2 when Read<ushort>(address, isSwapped) is var bits => H.OfInteger(
                isSigned ? (short)bits : bits
            ),
            4 when Read<uint>(address, isSwapped) is var bits => H.OfInteger(
                isSigned ? (int)bits : bits
            ),
            8 when Read<ulong>(address, isSwapped) is var bits => isSigned
                ? H.OfInteger((long)bits)
                : H.OfUnsigned(bits),
            _ => throw new UnreachableException($"no integer has {type.Size} bytes"),
        };
    }

    private static Complex ReadComplex(CtypesType type, byte* address) =>
        type.Code switch
        {
            'F' => new(
                ReadSingle(address, type.IsSwapped),
                ReadSingle(address + sizeof(float), type.IsSwapped)
            ),
            'D' => new(
                ReadDouble(address, type.IsSwapped),
                ReadDouble(address + sizeof(double), type.IsSwapped)
            ),
            _ => new(
                Unsafe.ReadUnaligned<LongDouble>(address).ToDouble(),
                Unsafe.ReadUnaligned<LongDouble>(address + sizeof(LongDouble)).ToDouble()
            ),
        };

    private static bool GetAddressLike(char code, nint address, out R value)
    {
        value = H.None;
        switch (code)
        {
            case 'O':
                return address != 0
                    ? H.FromHandle(address, out value)
                    : H.Raise(ErrorKind.ValueError, "PyObject is NULL");
            case var _ when address == 0:
                return true;
            case 'P':
                value = H.OfUnsigned((ulong)address);
                return true;
            case 'z':
                value = H.OfBytes(new((byte*)address, checked((int)NarrowLength((byte*)address))));
                return true;
            case 'Z':
                return WideText((byte*)address, WideLength((byte*)address), out value);
            default:
                throw new UnreachableException($"no simple type has the letter {code}");
        }
    }

    /// <summary>Writes a Python value into a simple type's bytes.</summary>
    /// <param name="kept">What must live as long as the bytes point to it; <c>None</c> for nothing.</param>
    internal static bool SetScalar(CtypesType type, byte* address, R value, out R kept)
    {
        kept = H.None;
        var code = type.Code;
        if (SimpleCode.IsInteger(code))
        {
            if (!ToInteger(type, value, out var bits))
                return false;
            WriteInteger(type, address, bits);
            return true;
        }
        switch (code)
        {
            case '?':
                if (!H.ToTruth(value, out var truth))
                    return false;
                *address = truth ? (byte)1 : (byte)0;
                return true;
            case 'f' or 'd' or 'g':
                if (!H.ToReal(value, out var real))
                    return false;
                WriteReal(type, address, real);
                return true;
            case 'F' or 'D' or 'G':
                if (!H.ToComplex(value, out var complex))
                    return false;
                WriteComplex(type, address, complex);
                return true;
            case 'c':
                return SetChar(type.Profile, address, value);
            case 'u':
                return SetWideChar(type.Profile, address, value);
            default:
                if (!SetAddressLike(code, value, out var pointer, out kept))
                    return false;
                Unsafe.WriteUnaligned(address, pointer);
                return true;
        }
    }

    /// <summary>An integer's bits, to be cut to the type's width: ctypes never checks a range.</summary>
    private static bool ToInteger(CtypesType type, R value, out ulong bits)
    {
        bits = 0;
        if (H.IsIndex(value))
            return H.ToBits(value, out bits, out _);
        var name = H.ClassNameOf(value);
        return H.Raise(
            ErrorKind.TypeError,
            type.Profile.NamesRefusedObjects
                    ? $"'{name}' object cannot be interpreted as an integer"
                : H.KindOf(value) == ValueKind.Real ? $"int expected instead of {name}"
                : $"an integer is required (got type {name})"
        );
    }

    private static void WriteInteger(CtypesType type, byte* address, ulong bits)
    {
        switch (type.Size)
        {
            case 1:
                *address = (byte)bits;
                break;
            case 2:
                Write(address, (ushort)bits, type.IsSwapped);
                break;
            case 4:
                Write(address, (uint)bits, type.IsSwapped);
                break;
            default:
                Write(address, bits, type.IsSwapped);
                break;
        }
    }

    private static void WriteReal(CtypesType type, byte* address, double real)
    {
        switch (type.Code)
        {
            case 'f':
                WriteSingle(address, (float)real, type.IsSwapped);
                break;
            case 'd':
                WriteDouble(address, real, type.IsSwapped);
                break;
            default:
                Unsafe.WriteUnaligned(address, LongDouble.FromDouble(real));
                break;
        }
    }

    // Each part is swapped for itself.
    private static void WriteComplex(CtypesType type, byte* address, Complex value)
    {
        switch (type.Code)
        {
            case 'F':
                WriteSingle(address, (float)value.Real, type.IsSwapped);
                WriteSingle(address + sizeof(float), (float)value.Imaginary, type.IsSwapped);
                break;
            case 'D':
                WriteDouble(address, value.Real, type.IsSwapped);
                WriteDouble(address + sizeof(double), value.Imaginary, type.IsSwapped);
                break;
            default:
                Unsafe.WriteUnaligned(address, LongDouble.FromDouble(value.Real));
                Unsafe.WriteUnaligned(
                    address + sizeof(LongDouble),
                    LongDouble.FromDouble(value.Imaginary)
                );
                break;
        }
    }

    private static bool SetAddressLike(char code, R value, out nint address, out R kept)
    {
        address = 0;
        kept = H.None;
        var kind = H.KindOf(value);
        switch (code, kind)
        {
            case ('O', _):
                address = H.HandleOf(value);
                kept = value;
                return true;
            case (_, ValueKind.None):
                return true;
            case (_, ValueKind.Integer or ValueKind.Boolean):
                var worked = H.ToBits(value, out var bits, out _);
                address = (nint)bits;
                return worked;
            case ('z', ValueKind.Bytes):
                // Into the object itself: what C writes there, Python sees.
                address = (nint)H.BytesAt(value, out _);
                kept = value;
                return true;
            case ('Z', ValueKind.Text):
                kept = WideCopy(value, out address);
                return true;
            default:
                return H.Raise(
                    ErrorKind.TypeError,
                    code switch
                    {
                        'z' => "bytes or integer address expected instead of "
                            + $"{H.ClassNameOf(value)} instance",
                        'Z' => "unicode string or integer address expected instead of "
                            + $"{H.ClassNameOf(value)} instance",
                        _ => "cannot be converted to pointer",
                    }
                );
        }
    }

    private static float ReadSingle(byte* address, bool isSwapped) =>
        BitConverter.UInt32BitsToSingle(Read<uint>(address, isSwapped));

    private static double ReadDouble(byte* address, bool isSwapped) =>
        BitConverter.UInt64BitsToDouble(Read<ulong>(address, isSwapped));

    private static void WriteSingle(byte* address, float value, bool isSwapped) =>
        Write(address, BitConverter.SingleToUInt32Bits(value), isSwapped);

    private static void WriteDouble(byte* address, double value, bool isSwapped) =>
        Write(address, BitConverter.DoubleToUInt64Bits(value), isSwapped);

    private static T Read<T>(byte* address, bool isSwapped)
        where T : unmanaged, IBinaryInteger<T>
    {
        var value = Unsafe.ReadUnaligned<T>(address);
        return isSwapped ? Reverse(value) : value;
    }

    private static void Write<T>(byte* address, T value, bool isSwapped)
        where T : unmanaged, IBinaryInteger<T> =>
        Unsafe.WriteUnaligned(address, isSwapped ? Reverse(value) : value);

    private static T Reverse<T>(T value)
        where T : unmanaged, IBinaryInteger<T> =>
        sizeof(T) switch
        {
            2 => T.CreateTruncating(
                BinaryPrimitives.ReverseEndianness(ushort.CreateTruncating(value))
            ),
            4 => T.CreateTruncating(
                BinaryPrimitives.ReverseEndianness(uint.CreateTruncating(value))
            ),
            _ => T.CreateTruncating(
                BinaryPrimitives.ReverseEndianness(ulong.CreateTruncating(value))
            ),
        };
}
