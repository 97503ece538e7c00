namespace Touchstone.Ctypes;

/// <summary>What a value is, as far as ctypes' rules ask: the classes that they tell apart.</summary>
public enum ValueKind
{
    /// <summary><c>NoneType</c>; as an argument a NULL pointer.</summary>
    None,

    /// <summary>Also an integer, as in Python.</summary>
    Boolean,

    /// <summary><c>int</c>, of any size.</summary>
    Integer,

    /// <summary><c>float</c>.</summary>
    Real,

    /// <summary><c>complex</c>.</summary>
    Complex,

    /// <summary><c>bytes</c>: C gets a pointer into it.</summary>
    Bytes,

    /// <summary><c>bytearray</c>: memory that <c>from_buffer</c> can share; no argument of a call.</summary>
    ByteArray,

    /// <summary><c>memoryview</c>.</summary>
    MemoryView,

    /// <summary><c>str</c>: C gets a copy as <c>wchar_t</c>s.</summary>
    Text,

    /// <summary><c>tuple</c>: what initialises a structure, an array or a field that is one.</summary>
    Tuple,

    /// <summary><c>list</c>.</summary>
    List,

    /// <summary><c>slice</c>: a subscript of an array or a pointer.</summary>
    Slice,

    /// <summary><c>dict</c>.</summary>
    Dictionary,

    /// <summary>A ctypes object: something that has C memory.</summary>
    Data,

    /// <summary>A ctypes type.</summary>
    Type,

    /// <summary>What a callback can be made of, and is no ctypes object.</summary>
    Callable,

    /// <summary>What <c>byref</c> makes: an argument that no one but a call can use.</summary>
    Argument,

    /// <summary>Anything else: ctypes asks it for <c>_as_parameter_</c>, <c>__index__</c> and <c>__float__</c>.</summary>
    Other,
}
