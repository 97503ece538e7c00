namespace Touchstone.Ctypes;

/// <summary>What a value is, as far as ctypes' rules ask: the classes that they tell apart.</summary>
public enum ValueKind
{
    None,

    /// <summary>Also an integer, as in Python.</summary>
    Boolean,
    Integer,
    Real,
    Complex,
    Bytes,
    ByteArray,
    MemoryView,
    Text,
    Tuple,
    List,
    Slice,
    Dictionary,

    /// <summary>A ctypes object: something that has C memory.</summary>
    Data,

    /// <summary>A ctypes type.</summary>
    Type,
    Callable,

    /// <summary>What <c>byref</c> makes: an argument that no one but a call can use.</summary>
    Argument,
    Other,
}
