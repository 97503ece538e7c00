namespace Touchstone.Ctypes;

/// <summary>A ctypes function pointer object: CFuncPtr.</summary>
/// <remarks>One that was made of a Python function owns the C stub that calls it.</remarks>
public sealed unsafe class CFunctionPointer : CData
{
    private CallPlan<Value>? _plan;

    internal CFunctionPointer(CtypesType type, byte* address, nint size)
        : base(type, address, size) { }

    /// <summary>The symbol it was found by; null elsewhere.</summary>
    public string? Symbol { get; internal set; }

    /// <summary>How it is called: as its type says, unless <c>argtypes</c> or <c>restype</c> were set on the object.</summary>
    internal CallPlan<Value> Plan
    {
        get =>
            _plan ??= new(
                Type.Parameters,
                Type.Result,
                Converter: default,
                HasConverter: false,
                Type.UsesErrno
            );
        set => _plan = value;
    }

    /// <summary>Back to what its type says.</summary>
    internal void ForgetPlan() => _plan = null;
}
