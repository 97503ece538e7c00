namespace Touchstone.Ctypes;

/// <summary>The exception classes that ctypes' own rules raise; the names are Python's.</summary>
public enum ErrorKind
{
    TypeError,
    ValueError,
    IndexError,
    AttributeError,
    OverflowError,
    RuntimeError,
    BufferError,
    MemoryError,
    NotImplementedError,
    OSError,
    SystemError,
    RecursionError,

    /// <summary><c>ctypes.ArgumentError</c>.</summary>
    ArgumentError,
}
