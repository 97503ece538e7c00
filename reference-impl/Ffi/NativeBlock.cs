using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>Native memory that we own: zeroed at birth, freed once.</summary>
public sealed unsafe class NativeBlock : SafeHandle
{
    // What malloc gives everywhere. An aligned allocation is rounded up to its alignment, and hides its end from a memory checker.
    private static readonly int s_mallocAlignment = 2 * nint.Size;

    private readonly bool _isAligned;

    private NativeBlock(nint address, nint size, bool isAligned)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        SetHandle(address);
        _isAligned = isAligned;
        Size = size;
        LiveObjects.BlockMade();
    }

    /// <summary>Bytes that may be read and written.</summary>
    public nint Size { get; }

    /// <summary>Borrowed: valid until this block is disposed.</summary>
    public nint Address =>
        IsClosed ? throw new ObjectDisposedException(nameof(NativeBlock)) : handle;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <param name="size">Bytes; 0 gives a block with an address of its own.</param>
    /// <param name="alignment">A power of two.</param>
    public static NativeBlock Allocate(nint size, int alignment = 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var bytes = (nuint)Math.Max(size, 1);
        var isAligned = alignment > s_mallocAlignment;
        if (!isAligned)
        {
            return new NativeBlock((nint)NativeMemory.AllocZeroed(bytes), size, isAligned);
        }
        var address = NativeMemory.AlignedAlloc(bytes, (nuint)alignment);
        NativeMemory.Clear(address, bytes);
        return new NativeBlock((nint)address, size, isAligned);
    }

    /// <summary>Borrowed: valid until this block is disposed.</summary>
    public Span<byte> AsSpan() => new((void*)Address, checked((int)Size));

    /// <summary>Frees the bytes; what points into them dangles from then on.</summary>
    protected override bool ReleaseHandle()
    {
        if (_isAligned)
        {
            NativeMemory.AlignedFree((void*)handle);
        }
        else
        {
            NativeMemory.Free((void*)handle);
        }
        LiveObjects.BlockFreed();
        return true;
    }
}
