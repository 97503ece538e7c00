using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>One argument made ready for a call.</summary>
/// <param name="Code">The letter of what is passed; <c>V</c> for an aggregate by value.</param>
/// <param name="Type">What C receives.</param>
/// <param name="Bits">The value, from its lowest byte on; or its address, for what does not fit 8 bytes.</param>
/// <param name="Source">What must live until the call has ended.</param>
/// <param name="IsSource">Whether <c>from_param</c> gives the source itself, and not an argument object.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ArgumentSlot<R>(
    char Code,
    CType Type,
    ulong Bits,
    R Source,
    bool IsSource = false
);
