using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes;

/// <summary>Python's <c>memoryview</c> of an object's memory; keeps that object alive and its size locked.</summary>
/// <remarks>One piece of memory, in C's order: it can be cut, but has no steps.</remarks>
public sealed unsafe class PyMemoryView
{
    private readonly byte* _address;
    private readonly bool _needsDimensions;

    /// <param name="source">An object that can be read as bytes.</param>
    internal static PyMemoryView Of(Value source)
    {
        _ = NetHost.ReadBuffer(source, out var address, out var length);
        MemoryGuard.Export(source);
        if (source.TryAs<PyMemoryView>() is { } other)
            return new(
                other.Source,
                address,
                other._shape,
                other.IsReadOnly,
                other._needsDimensions
            );
        var view = source.TryAs<CData>() is { } data
            ? new PyMemoryView(
                source,
                address,
                Ops<NetHost, Value>.BufferOf(source),
                isReadOnly: false,
                data.Type.Profile.HasNoLengthWithoutDimensions
            )
            : new PyMemoryView(source, address, Bytes(length), source.Kind == ValueKind.Bytes);
        source.TryAs<PyByteArray>()?.Export(view);
        return view;
    }

    /// <summary>A view of memory that nobody owns.</summary>
    internal static PyMemoryView At(byte* address, nint length, bool isReadOnly) =>
        new(Value.None, address, Bytes(length), isReadOnly);

    private readonly BufferShape _shape;

    private PyMemoryView(
        Value source,
        byte* address,
        BufferShape shape,
        bool isReadOnly,
        bool needsDimensions = true
    )
    {
        Source = source;
        _address = address;
        _shape = shape;
        IsReadOnly = isReadOnly;
        _needsDimensions = needsDimensions;
    }

    /// <summary>The object whose memory this is; <c>None</c> for memory that nobody owns.</summary>
    public Value Source { get; }

    /// <summary><c>format</c>, as <c>struct</c> and PEP 3118 write it.</summary>
    public string Format => _shape.Format;

    /// <summary><c>itemsize</c>, in bytes.</summary>
    public nint ItemSize => _shape.ItemSize;

    /// <summary>The dimensions, outermost first; none for a view of one thing.</summary>
    public ImmutableArray<nint> Shape => _shape.Shape;

    /// <summary>Bytes from an item to the next, for each dimension.</summary>
    public ImmutableArray<nint> Strides
    {
        get
        {
            var strides = new nint[Shape.Length];
            var stride = ItemSize;
            for (var i = strides.Length - 1; i >= 0; i--)
            {
                strides[i] = stride;
                stride *= Shape[i];
            }
            return [.. strides];
        }
    }

    /// <summary><c>nbytes</c>.</summary>
    public nint Length => _shape.Size;

    /// <summary><c>len</c>: the first dimension.</summary>
    /// <exception cref="PythonException"><c>TypeError</c>, from 3.12 on: it has none.</exception>
    public nint Count =>
        Shape.Length > 0 ? Shape[0]
        : _needsDimensions
            ? throw new PythonException(ErrorKind.TypeError, "0-dim memory has no length")
        : 1;

    /// <summary><c>readonly</c>: that of the source (<c>bytes</c>), or asked for by <c>memoryview_at</c>.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Borrowed: valid while this view lives and its source's memory has not moved.</summary>
    public byte* Address => _address;

    /// <summary>All items' bytes, in memory's order. Borrowed, as <see cref="Address"/> is.</summary>
    public ReadOnlySpan<byte> Content => new(_address, checked((int)Length));

    /// <summary>An item of a view with one dimension whose format is a single letter of C's own types.</summary>
    /// <exception cref="PythonException"><c>NotImplementedError</c>: formats that say a byte order are for others to read.</exception>
    public Value this[nint index]
    {
        get
        {
            var item = ItemAt(index);
            return Format switch
            {
                "b" => (long)*(sbyte*)item,
                "B" => (long)*item,
                "c" => new PyBytes(new(item, 1)),
                "h" => (long)Unsafe.ReadUnaligned<short>(item),
                "H" => (long)Unsafe.ReadUnaligned<ushort>(item),
                "i" => (long)Unsafe.ReadUnaligned<int>(item),
                "I" => (long)Unsafe.ReadUnaligned<uint>(item),
                "l" or "q" => Unsafe.ReadUnaligned<long>(item),
                "L" or "Q" => Unsafe.ReadUnaligned<ulong>(item),
                "f" => (double)Unsafe.ReadUnaligned<float>(item),
                "d" => Unsafe.ReadUnaligned<double>(item),
                _ => throw Unsupported(),
            };
        }
        set
        {
            if (IsReadOnly)
                throw new PythonException(ErrorKind.TypeError, "cannot modify read-only memory");
            var item = ItemAt(index);
            if (Format is not ("b" or "B"))
                throw Unsupported();
            var number = value.AsInteger();
            if (
                number < (Format == "b" ? sbyte.MinValue : 0)
                || number > (Format == "b" ? sbyte.MaxValue : byte.MaxValue)
            )
            {
                throw new PythonException(
                    ErrorKind.ValueError,
                    $"memoryview: invalid value for format '{Format}'"
                );
            }
            *item = (byte)(int)(number & 0xFF);
        }
    }

    /// <summary><c>cast(format)</c>: the same bytes with another format and one dimension.</summary>
    /// <param name="format">A letter of C's own types; from or to <c>B</c>, <c>b</c> or <c>c</c>.</param>
    /// <exception cref="PythonException"><c>TypeError</c>: the sizes do not go into each other.</exception>
    public PyMemoryView Cast(string format)
    {
        var size = SizeOf(format);
        if (size == 0 || Length % size != 0)
        {
            throw new PythonException(
                ErrorKind.TypeError,
                "memoryview: length is not a multiple of itemsize"
            );
        }
        return new(this, _address, new(format, size, [Length / size], Length), IsReadOnly);
    }

    /// <summary>A memoryview's attribute.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is none of that name.</exception>
    internal Value GetAttribute(string name) =>
        name switch
        {
            "format" => Format,
            "itemsize" => (long)ItemSize,
            "ndim" => Shape.Length,
            "shape" => Tuple(Shape),
            "strides" => Tuple(Strides),
            "suboffsets" => new PyTuple(),
            "readonly" => IsReadOnly,
            "nbytes" => (long)Length,
            "obj" => Owner,
            "contiguous" or "c_contiguous" => true,
            "f_contiguous" => Shape.Count(length => length > 1) <= 1,
            _ => throw new PythonException(
                ErrorKind.AttributeError,
                $"'memoryview' object has no attribute '{name}'"
            ),
        };

    // A part or another format of a view has the object of the first one.
    private Value Owner => Source.TryAs<PyMemoryView>() is { } view ? view.Owner : Source;

    /// <summary>A view of some of these items.</summary>
    internal PyMemoryView Part(nint start, nint length) =>
        new(
            this,
            _address + (start * ItemSize),
            _shape with
            {
                Shape = [length],
                Size = length * ItemSize,
            },
            IsReadOnly
        );

    /// <summary>As Python's <c>repr</c>, without the address.</summary>
    public override string ToString() => "<memory>";

    private static BufferShape Bytes(nint length) => new("B", 1, [length], length);

    private static PyTuple Tuple(ImmutableArray<nint> numbers) =>
        new([.. numbers.Select(number => (Value)(long)number)]);

    private static nint SizeOf(string format) =>
        format switch
        {
            "b" or "B" or "c" => 1,
            "h" or "H" => 2,
            "i" or "I" or "f" => 4,
            "l" or "L" or "q" or "Q" or "d" => 8,
            _ => throw new PythonException(
                ErrorKind.ValueError,
                "memoryview: destination format must be a native single character format"
            ),
        };

    private byte* ItemAt(nint index)
    {
        if (Shape.Length != 1)
            throw Unsupported();
        if (index < 0 || index >= Shape[0])
            throw new PythonException(ErrorKind.IndexError, "index out of bounds on dimension 1");
        return _address + (index * ItemSize);
    }

    private PythonException Unsupported() =>
        new(ErrorKind.NotImplementedError, $"memoryview: format {Format} not supported");
}
