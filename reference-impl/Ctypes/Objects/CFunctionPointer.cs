using System.Collections.Immutable;

namespace Touchstone.Ctypes;

/// <summary>A ctypes function pointer object: CFuncPtr.</summary>
/// <remarks>One that was made of a Python function owns the C stub that calls it.</remarks>
public sealed unsafe class CFunctionPointer : CData
{
    internal CFunctionPointer(CtypesType type, byte* address, nint size)
        : base(type, address, size) { }

    /// <summary>The symbol it was found by; null elsewhere.</summary>
    public string? Symbol { get; internal init; }

    /// <summary>The attribute <c>argtypes</c> of this object; null where it is not set, so that its type's holds.</summary>
    internal ImmutableArray<CtypesType>? Parameters { get; set; }

    /// <summary>The attribute <c>restype</c> of this object, where it was set.</summary>
    internal Value? ResultType { get; set; }

    /// <summary>The Python function that it calls; null for C's own functions.</summary>
    internal PyCallable? Callable { get; init; }
}
