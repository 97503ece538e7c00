namespace Touchstone.Ctypes;

/// <summary>Python's <c>bytes</c>: immutable to Python, but C gets a pointer straight into it, as it does in CPython.</summary>
/// <remarks>Pinned for its whole life and followed by one NUL, so that it is a C string without a copy.</remarks>
public sealed unsafe class PyBytes
{
    private readonly OwnedMemory _storage;

    public PyBytes(ReadOnlySpan<byte> content, bool poisons = false)
    {
        Length = content.Length;
        _storage = OwnedMemory.Allocate(content.Length + 1, 1, poisons);
        content.CopyTo(_storage.Span);
    }

    public int Length { get; }

    /// <summary>Borrowed: valid while this object lives. What C writes there, Python sees.</summary>
    public byte* Address => _storage.Address;

    public ReadOnlySpan<byte> Content => new(Address, Length);

    public override string ToString() => PyRepresentation.OfBytes(Content);
}
