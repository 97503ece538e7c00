using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>An argument made ready for a call: what <c>byref</c> and <c>from_param</c> give.</summary>
public sealed unsafe class CArgument
{
    private readonly ArgumentSlot<Value> _slot;

    // A value that does not fit the slot.
    private readonly byte[]? _wide;

    internal CArgument(in ArgumentSlot<Value> slot)
    {
        _slot = slot;
        if (slot.Type is CScalar scalar && TypeSet.Abi.Scalar(scalar.Kind).Size is > 8 and var size)
            _wide = new ReadOnlySpan<byte>((void*)slot.Bits, size).ToArray();
    }

    /// <summary><c>_obj</c>: kept alive by this.</summary>
    public Value Source => _slot.Source;

    /// <summary>Where a pointer points to; null for what is none.</summary>
    internal byte* Address => _slot.Code == 'P' ? (byte*)_slot.Bits : null;

    /// <param name="scratch">Where a value that does not fit the slot is put.</param>
    internal ArgumentSlot<Value> ToSlot(byte* scratch)
    {
        if (_wide is null)
            return _slot;
        Unsafe.CopyBlockUnaligned(ref *scratch, ref _wide[0], (uint)_wide.Length);
        return _slot with { Bits = (ulong)scratch };
    }

    /// <summary>Python's <c>repr</c>: <c>&lt;cparam 'i' (3)&gt;</c>.</summary>
    public override string ToString() => Ops<NetHost, Value>.RepresentArgument(_slot);
}
