namespace Touchstone.Ctypes;

/// <summary>Python's <c>bytes</c>: immutable to Python, but C gets a pointer straight into it, as it does in CPython.</summary>
/// <remarks>Pinned for its whole life and followed by one NUL, so that it is a C string without a copy.</remarks>
public sealed unsafe class PyBytes
{
    private readonly OwnedMemory _storage;

    /// <summary>Copies the content and puts a NUL behind it.</summary>
    /// <param name="poisons">Whether the memory is filled with 0xDD when it dies (<see cref="CtypesOptions.PoisonsDeadStorage"/>).</param>
    public PyBytes(ReadOnlySpan<byte> content, bool poisons = false)
    {
        Length = content.Length;
        _storage = OwnedMemory.Allocate(content.Length + 1, 1, poisons);
        content.CopyTo(_storage.Span);
    }

    /// <summary><c>len</c>: bytes, the NUL behind them not counted.</summary>
    public int Length { get; }

    /// <summary>Borrowed: valid while this object lives. What C writes there, Python sees.</summary>
    public byte* Address => _storage.Address;

    /// <summary>The bytes themselves, not a copy. Borrowed, as <see cref="Address"/> is.</summary>
    public ReadOnlySpan<byte> Content => new(Address, Length);

    /// <summary>Python's <c>repr</c>: <c>b'a\x00'</c>.</summary>
    public override string ToString() => PyRepresentation.OfBytes(Content);
}
