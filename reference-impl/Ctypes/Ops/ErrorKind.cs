namespace Touchstone.Ctypes;

/// <summary>The exception classes that ctypes' own rules raise; the names are Python's.</summary>
public enum ErrorKind
{
    /// <summary>An object of a class that the rule does not take.</summary>
    TypeError,

    /// <summary>A right class with a wrong value: a NULL pointer read, a buffer too small, a string too long.</summary>
    ValueError,

    /// <summary>An array's item that is not there.</summary>
    IndexError,

    /// <summary>No such attribute, field or symbol; also a <c>_fields_</c> that came too late.</summary>
    AttributeError,

    /// <summary>A length, an index or an undeclared argument beyond its C type. What is stored in a field is cut instead.</summary>
    OverflowError,

    /// <summary>An item's own initialiser failed inside another object's; a further argument of a variadic call that libffi refuses.</summary>
    RuntimeError,

    /// <summary>A bytearray that is shared cannot change its size.</summary>
    BufferError,

    /// <summary>The memory asked for cannot be had.</summary>
    MemoryError,

    /// <summary>Types that no back-end can call or be called with; a memoryview that this host cannot read. CPython has no such refusal.</summary>
    NotImplementedError,

    /// <summary>A library that cannot be loaded, with the loader's words.</summary>
    OSError,

    /// <summary>CPython's own inner check that a rule runs into.</summary>
    SystemError,

    /// <summary><c>_as_parameter_</c> without an end.</summary>
    RecursionError,

    /// <summary><c>ctypes.ArgumentError</c>.</summary>
    ArgumentError,
}
