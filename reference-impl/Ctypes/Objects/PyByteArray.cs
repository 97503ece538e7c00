namespace Touchstone.Ctypes;

/// <summary>Python's <c>bytearray</c>. While someone holds its memory (an export) it cannot change its size.</summary>
public sealed unsafe class PyByteArray
{
    private readonly bool _poisons;
    private OwnedMemory _storage;
    private readonly List<WeakReference<object>> _exports = [];

    /// <summary>Copies the content and puts a NUL behind it.</summary>
    /// <param name="poisons">Whether the memory is filled with 0xDD when it dies (<see cref="CtypesOptions.PoisonsDeadStorage"/>).</param>
    public PyByteArray(ReadOnlySpan<byte> content, bool poisons = false)
    {
        _poisons = poisons;
        Length = content.Length;
        _storage = OwnedMemory.Allocate(content.Length + 1, 1, poisons);
        content.CopyTo(_storage.Span);
    }

    /// <summary><c>len</c>: bytes, the NUL behind them not counted.</summary>
    public int Length { get; private set; }

    /// <summary>Borrowed: valid until the next change of size, which an export prevents.</summary>
    public byte* Address => _storage.Address;

    /// <summary>The bytes themselves. Borrowed, as <see cref="Address"/> is.</summary>
    public Span<byte> Content => new(Address, Length);

    /// <summary>How many live objects hold the memory. It falls when they have been collected.</summary>
    public int Exports
    {
        get
        {
            _exports.RemoveAll(export => !export.TryGetTarget(out _));
            return _exports.Count;
        }
    }

    /// <exception cref="PythonException"><c>BufferError</c>: something still points into the memory.</exception>
    public void Extend(ReadOnlySpan<byte> more)
    {
        if (Exports > 0)
        {
            throw new PythonException(
                ErrorKind.BufferError,
                "Existing exports of data: object cannot be re-sized"
            );
        }
        var grown = OwnedMemory.Allocate(Length + more.Length + 1, 1, _poisons);
        Content.CopyTo(grown.Span);
        more.CopyTo(grown.Span[Length..]);
        _storage.Release();
        _storage = grown;
        Length += more.Length;
    }

    /// <summary>Locks the size for as long as <paramref name="holder"/> is reachable.</summary>
    internal void Export(object holder) => _exports.Add(new(holder));

    /// <summary>Python's <c>repr</c>: <c>bytearray(b'a\x00')</c>.</summary>
    public override string ToString() => $"bytearray({PyRepresentation.OfBytes(Content)})";
}
