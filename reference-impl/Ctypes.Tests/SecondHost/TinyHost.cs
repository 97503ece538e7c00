using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;

namespace Touchstone.Ctypes.Tests;

/// <summary>
/// A second host of ctypes' rules: a value is any object of .NET, numbers are boxes, memory comes from malloc, and an error is a
/// status that an operation leaves behind. Nothing in it knows a rule of ctypes; that it answers as CPython does shows that
/// all of them are in the core.
/// </summary>
internal readonly unsafe partial struct TinyHost : IHost<object?>
{
    /// <summary>The status: the error that the last operation set.</summary>
    [field: ThreadStatic]
    public static PythonException? Error { get; set; }

    /// <summary>The classes of what callbacks raised, on whichever thread.</summary>
    public static ConcurrentQueue<string> Unraised { get; } = new();

    public static object? None => null;

    public static ValueKind KindOf(object? value) =>
        value switch
        {
            null => ValueKind.None,
            TinyData => ValueKind.Data,
            TinyByteArray => ValueKind.ByteArray,
            TinyView => ValueKind.MemoryView,
            TinyArgument => ValueKind.Argument,
            _ => Value.Of(value).Kind,
        };

    public static string ClassNameOf(object? value) =>
        value switch
        {
            TinyData data => data.Type.Name,
            TinyByteArray => "bytearray",
            TinyView => "memoryview",
            TinyArgument => "CArgObject",
            _ => Value.Of(value).ClassName,
        };

    public static object? OfBoolean(bool value) => value;

    public static object? OfInteger(long value) => new BigInteger(value);

    public static object? OfUnsigned(ulong value) => new BigInteger(value);

    public static object? OfReal(double value) => value;

    public static object? OfComplex(Complex value) => value;

    public static object? OfBytes(ReadOnlySpan<byte> content) => new PyBytes(content);

    public static object? OfText(ReadOnlySpan<int> codePoints) => new PyText(codePoints);

    public static object? OfList(ReadOnlySpan<object?> items) =>
        new PyList(ImmutableArray.Create(items).Select(Wrap).ToArray());

    public static object? OfTuple(ReadOnlySpan<object?> items) =>
        new PyTuple([.. ImmutableArray.Create(items).Select(Wrap)]);

    public static object? OfPair(object? first, object? second) =>
        new PyTuple(Wrap(first), Wrap(second));

    public static bool AreSame(object? left, object? right) => ReferenceEquals(left, right);

    public static string RepresentationOf(object? value) =>
        KindOf(value) switch
        {
            ValueKind.Boolean => (bool)value! ? "True" : "False",
            ValueKind.Data => Ops<TinyHost, object?>.Represent(value, out var text) ? text : "?",
            // What Python writes for its own objects is no matter of a host of ctypes.
            _ => Wrap(value) is var plain && plain.Kind == ValueKind.None
                ? "None"
                : new CtypesSession(CtypesProfile.Native).Represent(plain),
        };

    public static object? OfType(CtypesType type) => type;

    public static CtypesType? AsType(object? value) => value as CtypesType;

    public static object? OfField(CtypesField field) => field;

    public static CtypesField? AsField(object? value) => value as CtypesField;

    public static SliceParts<object?> SliceOf(object? slice)
    {
        var parts = (PySlice)slice!;
        return new(Unwrap(parts.Start), Unwrap(parts.Stop), Unwrap(parts.Step));
    }

    /// <summary>A value as the interpreter of the questions holds it.</summary>
    public static Value Wrap(object? value) => Value.Of(value);

    public static object? Unwrap(Value value) =>
        value.Kind switch
        {
            ValueKind.None => null,
            ValueKind.Boolean => value.AsBoolean(),
            ValueKind.Integer => value.AsInteger(),
            ValueKind.Real => value.AsReal(),
            ValueKind.Complex => value.AsComplex(),
            _ => value.As<object>(),
        };

    public static bool IsIndex(object? value) =>
        value is BigInteger or bool || Find(value, "__index__", out _) == Lookup.Found;

    public static bool ToBits(object? value, out ulong bits, out IntegerRange range)
    {
        bits = 0;
        range = IntegerRange.Signed;
        if (value is not (BigInteger or bool))
        {
            if (Find(value, "__index__", out var method) == Lookup.Found)
                return Invoke(method, [], out var index) && ToBits(index, out bits, out range);
            return Raise(
                ErrorKind.TypeError,
                $"'{ClassNameOf(value)}' object cannot be interpreted as an integer"
            );
        }
        var number = value is bool truth ? (truth ? 1 : 0) : (BigInteger)value!;
        bits = (ulong)(number & ulong.MaxValue);
        if (number < long.MinValue)
            range = IntegerRange.Below;
        else if (number > ulong.MaxValue)
            range = IntegerRange.Above;
        else if (number > long.MaxValue)
            range = IntegerRange.Unsigned;
        return true;
    }

    public static bool ToReal(object? value, out double real)
    {
        real = 0;
        switch (value)
        {
            case double number:
                real = number;
                return true;
            case bool truth:
                real = truth ? 1 : 0;
                return true;
            case BigInteger integer:
                real = double.Parse(integer.ToString(), null);
                return double.IsFinite(real)
                    || Raise(ErrorKind.OverflowError, "int too large to convert to float");
            default:
                if (Find(value, "__float__", out var method) == Lookup.Found)
                    return Invoke(method, [], out var made) && ToReal(made, out real);
                return Raise(ErrorKind.TypeError, $"must be real number, not {ClassNameOf(value)}");
        }
    }

    public static bool ToComplex(object? value, out Complex complex)
    {
        if (value is Complex number)
        {
            complex = number;
            return true;
        }
        var worked = ToReal(value, out var real);
        complex = real;
        return worked;
    }

    public static bool ToTruth(object? value, out bool truth)
    {
        truth = value switch
        {
            null => false,
            bool boolean => boolean,
            BigInteger integer => !integer.IsZero,
            double real => real != 0,
            Complex complex => complex != Complex.Zero,
            TinyData => Ops<TinyHost, object?>.IsTrue(value),
            PyDict dictionary => dictionary.Count > 0,
            _ => CountOf(value) != 0,
        };
        return true;
    }

    public static byte* BytesAt(object? bytes, out nint length)
    {
        var content = (PyBytes)bytes!;
        length = content.Length;
        return content.Address;
    }

    public static bool ReadBuffer(object? source, out byte* address, out nint length)
    {
        address = null;
        length = 0;
        switch (source)
        {
            case PyBytes bytes:
                address = bytes.Address;
                length = bytes.Length;
                return true;
            case TinyByteArray bytes:
                address = bytes.Address;
                length = bytes.Length;
                return true;
            case TinyView view:
                address = view.Address;
                length = view.Shape.Size;
                return true;
            case TinyData data:
                address = data.Address;
                length = data.Size;
                return true;
            default:
                return Raise(
                    ErrorKind.TypeError,
                    $"a bytes-like object is required, not '{ClassNameOf(source)}'"
                );
        }
    }

    public static bool ExportBuffer(
        object? source,
        out object? view,
        out byte* address,
        out nint length,
        out bool isReadOnly
    )
    {
        view = null;
        isReadOnly = false;
        if (!ReadBuffer(source, out address, out length) || ViewOf(source) is not { } exported)
            return false;
        view = exported;
        isReadOnly = exported.IsReadOnly;
        return true;
    }

    /// <summary><c>memoryview(source)</c>; null, with an error, for what is no buffer.</summary>
    public static TinyView? ViewOf(object? source)
    {
        if (!ReadBuffer(source, out var address, out var length))
            return null;
        var view = source switch
        {
            TinyView other => new TinyView(other, other.Address, other.Shape, other.IsReadOnly),
            TinyData => new(source, address, Ops<TinyHost, object?>.BufferOf(source), false),
            _ => new(source, address, new("B", 1, [length], length), source is PyBytes),
        };
        (source as TinyByteArray)?.Watch(view);
        return view;
    }

    public static object? ViewMemory(byte* address, nint length, bool isReadOnly) =>
        new TinyView(null, address, new("B", 1, [length], length), isReadOnly);

    public static ReadOnlySpan<int> CodePointsOf(object? text) => ((PyText)text!).CodePoints;

    public static nint CountOf(object? sequence) =>
        sequence switch
        {
            PyBytes bytes => bytes.Length,
            TinyByteArray bytes => bytes.Length,
            PyText text => text.Length,
            PyTuple tuple => tuple.Items.Length,
            PyList list => list.Items.Count,
            PyDict dictionary => dictionary.Count,
            TinyView view => view.Shape.Shape is [var count, ..] ? count : -1,
            TinyData => Ops<TinyHost, object?>.LengthOf(sequence),
            _ => -1,
        };

    public static bool ItemOf(object? sequence, nint index, out object? item)
    {
        var i = (int)index;
        switch (sequence)
        {
            case TinyData:
                return Ops<TinyHost, object?>.GetSubscript(
                    sequence,
                    new BigInteger(index),
                    out item
                );
            case PyBytes bytes:
                item = new BigInteger(bytes.Content[i]);
                return true;
            case TinyByteArray bytes:
                item = new BigInteger(bytes.Content[i]);
                return true;
            case PyText text:
                item = new PyText(text.CodePoints.Slice(i, 1));
                return true;
            case PyTuple tuple:
                item = Unwrap(tuple.Items[i]);
                return true;
            case PyList list:
                item = Unwrap(list.Items[i]);
                return true;
            default:
                item = null;
                return Raise(ErrorKind.TypeError, "not a sequence");
        }
    }
}
