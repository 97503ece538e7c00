using System.Numerics;

namespace Touchstone.Ctypes;

/// <summary>Any Python object of the .NET host. Small integers, floats and truth values take no allocation.</summary>
/// <remarks>
/// Objects with identity (bytes, ctypes data, types) are references: two values that hold one object are <see cref="Is"/>
/// one another. The default value is <c>None</c>.
/// </remarks>
public readonly struct Value : IEquatable<Value>
{
    private static readonly object BooleanTag = new();
    private static readonly object IntegerTag = new();
    private static readonly object RealTag = new();

    private readonly object? _object;
    private readonly long _bits;

    private Value(object? reference, long bits = 0)
    {
        _object = reference;
        _bits = bits;
    }

    /// <summary>Python's <c>None</c>: as an argument a NULL pointer, as <c>restype</c> void.</summary>
    public static Value None => default;

    /// <summary><c>True</c> or <c>False</c>: a class of its own, though ctypes takes it for an integer.</summary>
    public static Value Of(bool value) => new(BooleanTag, value ? 1 : 0);

    /// <summary>An <c>int</c>; no allocation.</summary>
    public static Value Of(long value) => new(IntegerTag, value);

    /// <summary>An <c>int</c>; allocates from 2**63 on.</summary>
    public static Value Of(ulong value) =>
        value <= long.MaxValue ? Of((long)value) : new((BigInteger)value);

    /// <summary>An <c>int</c> of any size: stored in C memory it is cut to the C type's bytes, as C's own conversion cuts.</summary>
    public static Value Of(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? Of((long)value) : new(value);

    /// <summary>A <c>float</c>; a NaN's bits are kept.</summary>
    public static Value Of(double value) => new(RealTag, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A <c>complex</c>.</summary>
    public static Value Of(Complex value) => new(value);

    /// <summary>A fresh <c>str</c>.</summary>
    public static Value Of(string text) => new(new PyText(text));

    /// <summary>A fresh bytes object with a copy of these bytes.</summary>
    public static Value Of(ReadOnlySpan<byte> bytes) => new(new PyBytes(bytes));

    /// <summary>The object itself, null for <c>None</c>; any object that is not of this object model is opaque.</summary>
    public static Value Of(object? reference) =>
        reference switch
        {
            Value value => value,
            bool value => Of(value),
            int value => Of((long)value),
            long value => Of(value),
            double value => Of(value),
            BigInteger value => Of(value),
            string value => Of(value),
            _ => new(reference),
        };

    /// <inheritdoc cref="Of(bool)"/>
    public static implicit operator Value(bool value) => Of(value);

    /// <inheritdoc cref="Of(long)"/>
    public static implicit operator Value(int value) => Of((long)value);

    /// <inheritdoc cref="Of(long)"/>
    public static implicit operator Value(long value) => Of(value);

    /// <inheritdoc cref="Of(ulong)"/>
    public static implicit operator Value(ulong value) => Of(value);

    /// <inheritdoc cref="Of(double)"/>
    public static implicit operator Value(double value) => Of(value);

    /// <inheritdoc cref="Of(BigInteger)"/>
    public static implicit operator Value(BigInteger value) => Of(value);

    /// <inheritdoc cref="Of(Complex)"/>
    public static implicit operator Value(Complex value) => Of(value);

    /// <inheritdoc cref="Of(string)"/>
    public static implicit operator Value(string text) => Of(text);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyText text) => new(text);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyBytes bytes) => new(bytes);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyByteArray bytes) => new(bytes);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyMemoryView view) => new(view);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyTuple tuple) => new(tuple);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyList list) => new(list);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PySlice slice) => new(slice);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyDict dictionary) => new(dictionary);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyCallable callable) => new(callable);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(PyObject target) => new(target);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(CData data) => new(data);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(CtypesType type) => new(type);

    /// <summary>The object itself, by identity; null is <c>None</c>.</summary>
    public static implicit operator Value(CArgument argument) => new(argument);

    /// <summary>The class that ctypes' rules see; <see cref="ValueKind.Other"/> for a .NET object that is not of this model.</summary>
    public ValueKind Kind =>
        _object switch
        {
            null => ValueKind.None,
            CData => ValueKind.Data,
            _ when ReferenceEquals(_object, IntegerTag) => ValueKind.Integer,
            _ when ReferenceEquals(_object, RealTag) => ValueKind.Real,
            _ when ReferenceEquals(_object, BooleanTag) => ValueKind.Boolean,
            BigInteger => ValueKind.Integer,
            System.Numerics.Complex => ValueKind.Complex,
            PyBytes => ValueKind.Bytes,
            PyText => ValueKind.Text,
            PyByteArray => ValueKind.ByteArray,
            PyMemoryView => ValueKind.MemoryView,
            PyTuple => ValueKind.Tuple,
            PyList => ValueKind.List,
            PySlice => ValueKind.Slice,
            PyDict => ValueKind.Dictionary,
            CtypesType => ValueKind.Type,
            PyCallable => ValueKind.Callable,
            CArgument => ValueKind.Argument,
            _ => ValueKind.Other,
        };

    /// <summary><c>value is None</c>; also true of the default value.</summary>
    public bool IsNone => _object is null;

    /// <exception cref="InvalidCastException">It is neither an integer nor a truth value.</exception>
    public BigInteger AsInteger() =>
        IsSmallInteger ? _bits
        : _object is BigInteger big ? big
        : throw Mismatch("integer");

    /// <summary>Of <c>True</c> and <c>False</c> alone; for any object's truth see <see cref="CtypesSession.IsTrue"/>.</summary>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    public bool AsBoolean() =>
        ReferenceEquals(_object, BooleanTag) ? _bits != 0 : throw Mismatch("truth value");

    /// <summary>Of a <c>float</c> alone: an integer is not converted.</summary>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    public double AsReal() =>
        ReferenceEquals(_object, RealTag)
            ? BitConverter.Int64BitsToDouble(_bits)
            : throw Mismatch("float");

    /// <summary>Of a <c>complex</c> alone: a float is not converted.</summary>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    public Complex AsComplex() =>
        _object is Complex value ? value : throw Mismatch("complex number");

    /// <summary>The object of a kind that is a reference.</summary>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    public T As<T>()
        where T : class => _object as T ?? throw Mismatch(typeof(T).Name);

    /// <summary>The object, where it is a <typeparamref name="T"/>; else null.</summary>
    public T? TryAs<T>()
        where T : class => _object as T;

    /// <summary>Python's <c>is</c>; numbers are the same where they are equal and of one class.</summary>
    public bool Is(Value other) =>
        _object is BigInteger or System.Numerics.Complex
            ? _object.Equals(other._object)
            : ReferenceEquals(_object, other._object) && _bits == other._bits;

    /// <summary>As <see cref="Is"/>: two objects with equal content are not equal.</summary>
    public bool Equals(Value other) => Is(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Is(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_object, _bits);

    /// <summary>As <see cref="Is"/>.</summary>
    public static bool operator ==(Value left, Value right) => left.Is(right);

    /// <summary>The contrary of <see cref="Is"/>.</summary>
    public static bool operator !=(Value left, Value right) => !left.Is(right);

    /// <summary>Keeps the object alive up to here: the rules work on bare addresses of its memory.</summary>
    internal void KeepAlive() => GC.KeepAlive(_object);

    /// <summary>An integer or truth value that fits 64 bits.</summary>
    internal bool IsSmallInteger =>
        ReferenceEquals(_object, IntegerTag) || ReferenceEquals(_object, BooleanTag);

    internal long SmallInteger => _bits;

    /// <summary>Python's name for the object's class, as error messages use it.</summary>
    public string ClassName =>
        Kind switch
        {
            ValueKind.None => "NoneType",
            ValueKind.Boolean => "bool",
            ValueKind.Integer => "int",
            ValueKind.Real => "float",
            ValueKind.Complex => "complex",
            ValueKind.Bytes => "bytes",
            ValueKind.ByteArray => "bytearray",
            ValueKind.MemoryView => "memoryview",
            ValueKind.Text => "str",
            ValueKind.Tuple => "tuple",
            ValueKind.List => "list",
            ValueKind.Slice => "slice",
            ValueKind.Dictionary => "dict",
            ValueKind.Data => As<CData>().Type.Name,
            ValueKind.Type => As<CtypesType>().MetaclassName,
            ValueKind.Callable => "function",
            ValueKind.Argument => "CArgObject",
            _ => TryAs<PyObject>()?.ClassName ?? "object",
        };

    /// <summary>Python's <c>repr</c>, but text without quotes.</summary>
    public override string ToString() =>
        Kind switch
        {
            ValueKind.None => "None",
            ValueKind.Boolean => AsBoolean() ? "True" : "False",
            ValueKind.Integer => AsInteger().ToString(),
            ValueKind.Real => AsReal().ToString("R", null),
            _ => _object!.ToString() ?? ClassName,
        };

    private InvalidCastException Mismatch(string wanted) =>
        new($"expected a {wanted}, found a {ClassName}");
}
