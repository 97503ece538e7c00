namespace Touchstone.Ctypes;

/// <summary>Python's <c>memoryview</c> of an object's memory; keeps that object alive and its size locked.</summary>
public sealed unsafe class PyMemoryView
{
    private readonly byte* _address;

    /// <param name="source">An object that can be read as bytes.</param>
    internal static PyMemoryView Of(Value source)
    {
        _ = NetHost.ReadBuffer(source, out var address, out var length);
        var isReadOnly =
            source.Kind == ValueKind.Bytes || source.TryAs<PyMemoryView>()?.IsReadOnly == true;
        var view = new PyMemoryView(source, address, length, isReadOnly);
        source.TryAs<PyByteArray>()?.Export(view);
        return view;
    }

    private PyMemoryView(Value source, byte* address, nint length, bool isReadOnly)
    {
        Source = source;
        _address = address;
        Length = length;
        IsReadOnly = isReadOnly;
    }

    /// <summary>The object whose memory this is; <c>None</c> for memory that nobody owns.</summary>
    public Value Source { get; }

    /// <summary>Bytes.</summary>
    public nint Length { get; }

    public bool IsReadOnly { get; }

    /// <summary>Borrowed: valid while this view lives and its source's memory has not moved.</summary>
    public byte* Address => _address;

    public ReadOnlySpan<byte> Content => new(_address, checked((int)Length));

    /// <summary>A view of some of these bytes.</summary>
    internal PyMemoryView Part(nint start, nint length) =>
        new(this, _address + start, length, IsReadOnly);

    public override string ToString() => "<memory>";
}
