using System.Globalization;
using System.Numerics;

namespace Touchstone.Ctypes;

/// <summary>The .NET host of ctypes' rules: values are <see cref="Value"/>s, errors are <see cref="PythonException"/>s.</summary>
internal readonly unsafe partial struct NetHost : IHost<Value>
{
    public static Value None => Value.None;

    public static ValueKind KindOf(Value value) => value.Kind;

    public static string ClassNameOf(Value value) => value.ClassName;

    public static Value OfBoolean(bool value) => value;

    public static Value OfInteger(long value) => value;

    public static Value OfUnsigned(ulong value) => value;

    public static Value OfReal(double value) => value;

    public static Value OfComplex(Complex value) => value;

    public static Value OfBytes(ReadOnlySpan<byte> content) => new PyBytes(content);

    public static Value OfText(ReadOnlySpan<int> codePoints) => new PyText(codePoints);

    public static Value OfList(ReadOnlySpan<Value> items) => new PyList(items);

    public static Value OfTuple(ReadOnlySpan<Value> items) => new PyTuple([.. items]);

    public static bool AreSame(Value left, Value right) => left.Is(right);

    public static string RepresentationOf(Value value) => PyRepresentation.Of(value);

    public static Value OfPair(Value first, Value second) => new PyTuple(first, second);

    public static Value OfType(CtypesType type) => type;

    public static CtypesType? AsType(Value value) => value.TryAs<CtypesType>();

    public static Value OfField(CtypesField field) => Value.Of(field);

    public static CtypesField? AsField(Value value) => value.TryAs<CtypesField>();

    public static SliceParts<Value> SliceOf(Value slice)
    {
        var parts = slice.As<PySlice>();
        return new(parts.Start, parts.Stop, parts.Step);
    }

    public static bool IsIndex(Value value) =>
        value.Kind is ValueKind.Integer or ValueKind.Boolean
        || Find(value, "__index__", out _) == Lookup.Found;

    public static bool ToBits(Value value, out ulong bits, out IntegerRange range)
    {
        bits = 0;
        range = IntegerRange.Signed;
        if (value.IsSmallInteger)
        {
            bits = (ulong)value.SmallInteger;
            return true;
        }
        if (value.Kind is not (ValueKind.Integer or ValueKind.Boolean))
        {
            if (Find(value, "__index__", out var index) == Lookup.Found)
                return ToBits(Calls.Call(index, [], keywords: []), out bits, out range);
            return Raise(
                ErrorKind.TypeError,
                $"'{value.ClassName}' object cannot be interpreted as an integer"
            );
        }
        var big = value.AsInteger();
        bits = (ulong)(big & ulong.MaxValue);
        range =
            big >= long.MinValue && big <= long.MaxValue ? IntegerRange.Signed
            : big.Sign > 0 && big <= ulong.MaxValue ? IntegerRange.Unsigned
            : big.Sign > 0 ? IntegerRange.Above
            : IntegerRange.Below;
        return true;
    }

    public static bool ToReal(Value value, out double real)
    {
        real = 0;
        if (value.Kind == ValueKind.Real)
        {
            real = value.AsReal();
            return true;
        }
        if (value.IsSmallInteger)
        {
            real = value.SmallInteger;
            return true;
        }
        if (value.Kind != ValueKind.Integer)
        {
            if (Find(value, "__float__", out var number) == Lookup.Found)
                return ToReal(Calls.Call(number, [], keywords: []), out real);
            return Raise(ErrorKind.TypeError, $"must be real number, not {value.ClassName}");
        }
        // By way of text: the conversion operator cuts instead of rounding.
        real = double.Parse(
            value.AsInteger().ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        return double.IsFinite(real)
            || Raise(ErrorKind.OverflowError, "int too large to convert to float");
    }

    public static bool ToComplex(Value value, out Complex complex)
    {
        if (value.Kind == ValueKind.Complex)
        {
            complex = value.AsComplex();
            return true;
        }
        var worked = ToReal(value, out var real);
        complex = real;
        return worked;
    }

    public static bool ToTruth(Value value, out bool truth)
    {
        truth = value.Kind switch
        {
            ValueKind.None => false,
            ValueKind.Boolean => value.AsBoolean(),
            ValueKind.Integer => !value.AsInteger().IsZero,
            ValueKind.Real => value.AsReal() != 0,
            ValueKind.Complex => value.AsComplex() != Complex.Zero,
            ValueKind.Data => Ops<NetHost, Value>.IsTrue(value),
            ValueKind.Dictionary => value.As<PyDict>().Count > 0,
            _ => CountOf(value) != 0,
        };
        return true;
    }

    public static byte* BytesAt(Value bytes, out nint length)
    {
        var content = bytes.As<PyBytes>();
        length = content.Length;
        return content.Address;
    }

    public static ReadOnlySpan<int> CodePointsOf(Value text) => text.As<PyText>().CodePoints;

    public static nint CountOf(Value sequence) =>
        sequence.Kind switch
        {
            ValueKind.Bytes => sequence.As<PyBytes>().Length,
            ValueKind.ByteArray => sequence.As<PyByteArray>().Length,
            ValueKind.MemoryView => sequence.As<PyMemoryView>().Count,
            ValueKind.Text => sequence.As<PyText>().Length,
            ValueKind.Tuple => sequence.As<PyTuple>().Items.Length,
            ValueKind.List => sequence.As<PyList>().Items.Count,
            ValueKind.Data => Ops<NetHost, Value>.LengthOf(sequence),
            ValueKind.Dictionary => sequence.As<PyDict>().Count,
            _ => -1,
        };

    public static bool ItemOf(Value sequence, nint index, out Value item)
    {
        var i = checked((int)index);
        item = sequence.Kind switch
        {
            ValueKind.Bytes => (int)sequence.As<PyBytes>().Content[i],
            ValueKind.ByteArray => (int)sequence.As<PyByteArray>().Content[i],
            ValueKind.MemoryView => sequence.As<PyMemoryView>()[i],
            ValueKind.Text => new PyText(sequence.As<PyText>().CodePoints.Slice(i, 1)),
            ValueKind.Tuple => sequence.As<PyTuple>().Items[i],
            ValueKind.List => sequence.As<PyList>().Items[i],
            _ => ElementOf(sequence, index),
        };
        return true;
    }

    private static Value ElementOf(Value array, nint index)
    {
        _ = Ops<NetHost, Value>.GetItem(array, index, out var item);
        return item;
    }

    public static bool SetAttribute(Value target, string name, Value value)
    {
        Attributes.Set(target, name, value);
        return true;
    }

    public static bool Invoke(Value callable, ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Calls.Call(callable, arguments, keywords: []);
        return true;
    }

    public static nint HandleOf(Value value) => ObjectHandles.Of(value);

    public static bool FromHandle(nint handle, out Value value) =>
        ObjectHandles.TryGet(handle, out value)
        || Raise(ErrorKind.ValueError, "the object that this address stood for is gone");
}
