namespace Touchstone.Ctypes;

/// <summary>A ctypes function pointer object: CFuncPtr.</summary>
/// <remarks>One that was made of a Python function owns the C stub that calls it.</remarks>
public sealed unsafe partial class CFunctionPointer : CData
{
    private CallPlan? _plan;
    private CLibrary? _library;
    private bool _isLibraryKnown;

    internal CFunctionPointer(CtypesType type, byte* address, nint size)
        : base(type, address, size) { }

    /// <summary>The symbol it was found by; null elsewhere.</summary>
    public string? Symbol { get; internal set; }

    /// <summary>The library that it was found in by name; null elsewhere.</summary>
    public CLibrary? Library
    {
        get
        {
            // Every call asks; the container answers once.
            if (!_isLibraryKnown && Kept?.TryAs<PyDict>() is { } kept)
            {
                _library = kept.TryGet("0", out var library) ? library.TryAs<CLibrary>() : null;
                _isLibraryKnown = true;
            }
            return _library;
        }
    }

    /// <summary>How it is called: as its type says, unless <c>argtypes</c> or <c>restype</c> were set on the object.</summary>
    internal CallPlan Plan
    {
        get => _plan ??= CallPlan.Of(Type);
        set => _plan = value;
    }

    /// <summary><c>argtypes</c> as they were set: the very sequence; null where none was.</summary>
    internal Value? ArgumentTypes { get; set; }

    /// <summary><c>errcheck</c>; <c>None</c> where there is none.</summary>
    internal Value ErrorCheck { get; set; }

    /// <summary>The second argument that it was made with; <c>None</c> where there was none.</summary>
    internal Value ParameterFlags { get; set; }
}
