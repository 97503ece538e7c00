namespace Touchstone.Ctypes;

/// <summary>The families of ctypes types: the base class in Python's <c>ctypes</c>.</summary>
public enum TypeKind
{
    /// <summary><c>_SimpleCData</c>.</summary>
    Simple,
    Structure,
    Union,
    Array,

    /// <summary><c>_Pointer</c>.</summary>
    Pointer,

    /// <summary><c>CFuncPtr</c>.</summary>
    Function,
}
