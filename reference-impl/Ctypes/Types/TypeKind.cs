namespace Touchstone.Ctypes;

/// <summary>The families of ctypes types: the base class in Python's <c>ctypes</c>.</summary>
public enum TypeKind
{
    /// <summary><c>_SimpleCData</c>.</summary>
    Simple,

    /// <summary><c>Structure</c>, in either byte order.</summary>
    Structure,

    /// <summary><c>Union</c>, in either byte order.</summary>
    Union,

    /// <summary><c>Array</c>, whose element and length are its type.</summary>
    Array,

    /// <summary><c>_Pointer</c>.</summary>
    Pointer,

    /// <summary><c>CFuncPtr</c>.</summary>
    Function,

    /// <summary>
    /// No ctypes type: an object of the host that stands in <c>argtypes</c>, because it has <c>from_param</c>, or as
    /// <c>restype</c>, because it can be called.
    /// </summary>
    Foreign,
}
