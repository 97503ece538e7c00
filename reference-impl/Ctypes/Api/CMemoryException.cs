namespace Touchstone.Ctypes;

/// <summary>What is wrong with memory that the .NET API refuses to touch.</summary>
public enum CMemoryFault
{
    /// <summary>A NULL pointer, or an object at address 0.</summary>
    Null,

    /// <summary>The block was disposed.</summary>
    Freed,

    /// <summary>The object was resized and its memory moved; this still refers to the former place.</summary>
    Moved,

    /// <summary>A pointer or span that reaches past the memory it points into.</summary>
    OutOfRange,

    /// <summary>The address came from C, and nobody said that it can be trusted.</summary>
    Untrusted,
}

/// <summary>Memory that may not be touched: using it would be undefined behaviour in C, and in ctypes a crash or worse.</summary>
/// <remarks>Thrown before any byte is read or written.</remarks>
public sealed class CMemoryException : InvalidOperationException
{
    internal CMemoryException(CMemoryFault fault, string message)
        : base(message) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public CMemoryFault Fault { get; }
}
