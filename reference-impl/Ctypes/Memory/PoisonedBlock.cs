using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

/// <summary>Memory of its own that is filled with 0xDD when it is freed, and stays readable for a while after that.</summary>
/// <remarks>
/// For those who must tell a dangling pointer from a kept one: freed memory that merely still reads intact proves nothing.
/// It costs a finalizer an object, which is why it is not the default.
/// </remarks>
internal sealed unsafe class PoisonedBlock
{
    public const byte Filler = 0xDD;
    private const long QuarantineBytes = 16 * 1024 * 1024;

    private static readonly ConcurrentQueue<(nint Address, nint Size, bool IsAligned)> Quarantine =
        new();
    private static long _quarantined;

    private readonly nint _size;
    private readonly bool _isAligned;
    private bool _isPoisoned;

    public PoisonedBlock(nint size, int alignment)
    {
        _size = nint.Max(size, 1);
        // An aligned allocation is rounded up to its alignment, and hides its end from a memory checker.
        _isAligned = alignment > 2 * nint.Size;
        Address = (byte*)(
            _isAligned
                ? NativeMemory.AlignedAlloc((nuint)_size, (nuint)alignment)
                : NativeMemory.Alloc((nuint)_size)
        );
        NativeMemory.Clear(Address, (nuint)_size);
    }

#pragma warning disable MA0055 // A finalizer is the point: it is the moment at which the memory dies.
    ~PoisonedBlock()
#pragma warning restore MA0055
    {
        Poison();
        Quarantine.Enqueue(((nint)Address, _size, _isAligned));
        Interlocked.Add(ref _quarantined, _size);
        while (
            Interlocked.Read(ref _quarantined) > QuarantineBytes
            && Quarantine.TryDequeue(out var oldest)
        )
        {
            if (oldest.IsAligned)
                NativeMemory.AlignedFree((void*)oldest.Address);
            else
                NativeMemory.Free((void*)oldest.Address);
            Interlocked.Add(ref _quarantined, -oldest.Size);
        }
    }

    public byte* Address { get; }

    public void Poison()
    {
        if (_isPoisoned)
            return;
        _isPoisoned = true;
        NativeMemory.Fill(Address, (nuint)_size, Filler);
    }
}
