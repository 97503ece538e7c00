using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Native memory seen as one C type: an array (<see cref="ArrayView"/>), a struct or a union (<see cref="StructView"/>).</summary>
/// <remarks>
/// It owns its memory (freed by <see cref="Free"/>, else once nothing refers to the view), is a part of another view's, which it
/// keeps alive, or borrows an address that somebody else answers for. A view keeps alive nothing that is merely stored in it.
/// Freeing is not synchronised with use on another thread.
/// </remarks>
public abstract class NativeView : IDisposable
{
    private readonly NativeBlock? _block;
    private readonly NativeView? _owner;
    private readonly nint _start;

    /// <summary>Owns new zeroed memory.</summary>
    private protected NativeView(CType type)
    {
        var layout = Layout.Of(type, HostAbi.Current);
        (Type, Size) = (type, layout.Size);
        // As malloc does, whatever less the type asks for.
        _block = NativeBlock.Allocate(layout.Size, Math.Max(layout.Alignment, 16));
    }

    /// <param name="owner">Null where the address is borrowed.</param>
    /// <param name="start">The address, or the offset in the owner.</param>
    private protected NativeView(CType type, NativeView? owner, nint start)
    {
        (Type, Size) = (type, Layout.Of(type, HostAbi.Current).Size);
        (_owner, _start) = (owner, start);
    }

    /// <summary>An array's is a <see cref="CArray"/>, a struct's the struct itself.</summary>
    public CType Type { get; }

    /// <summary>Bytes.</summary>
    public int Size { get; }

    /// <summary>Whether <see cref="Free"/> is this view's to call.</summary>
    public bool OwnsMemory => _block is not null;

    /// <summary>Where the memory starts. Borrowed: valid while this view is kept and not freed.</summary>
    /// <exception cref="NativeMemoryException">It is NULL, or has been freed.</exception>
    public nint Address
    {
        get
        {
            if (_owner is not null)
            {
                return _owner.Address + _start;
            }
            if (_block is { IsClosed: true })
            {
                throw new NativeMemoryException($"the memory of this {Type} has been freed");
            }
            var address = _block?.Address ?? _start;
            return address != 0
                ? address
                : throw new NativeMemoryException($"this {Type} is at NULL: there is no memory");
        }
    }

    /// <summary>The bytes themselves. Borrowed: keep this view, unfreed, as long as the span.</summary>
    /// <exception cref="NativeMemoryException">The memory is NULL, or has been freed.</exception>
    public unsafe Span<byte> AsSpan() => new((void*)Address, Size);

    /// <summary>A new array of one pointer to this memory, which it keeps alive: what a parameter <c>T *</c> is given.</summary>
    public ArrayView ByPointer()
    {
        var pointer = ArrayView.Allocate(new CPointer(Type), 1);
        pointer.Set(0, Address);
        pointer.Keeps = this;
        return pointer;
    }

    /// <summary>Frees the memory now. Whoever still has the address holds a dangling pointer; this view and its parts know.</summary>
    /// <exception cref="NativeMemoryException">It is not this view's own, or has been freed before.</exception>
    public void Free()
    {
        if (_block is null)
        {
            throw new NativeMemoryException(
                _owner is null
                    ? $"this {Type} borrows its memory: whoever allocated it frees it"
                    : $"this {Type} is a part of a {_owner.Type}, which owns the memory"
            );
        }
        if (_block.IsClosed)
        {
            throw new NativeMemoryException(
                $"the memory of this {Type} has been freed already: a second time would free another's"
            );
        }
        _block.Dispose();
    }

    /// <summary>Frees memory of its own, if it has not been; leaves all other memory alone.</summary>
    public void Dispose()
    {
        _block?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What must live as long as this view because it points there.</summary>
    private protected object? Keeps { get; set; }
}
