namespace Touchstone.Ffi.Types;

/// <summary>Which rule of C a type breaks.</summary>
public enum CTypeFault
{
    /// <summary>The size of an aggregate that has no members yet was asked for.</summary>
    Incomplete,
    AlreadyComplete,

    /// <summary>A type that has no size (<c>void</c>, a function) stands where a value must.</summary>
    NoSize,

    /// <summary>A bit-field of a type that is no integer.</summary>
    BitFieldType,

    /// <summary>A bit-field of no bits, of more bits than its type has, or a named one of width 0.</summary>
    BitFieldWidth,

    /// <summary>A pack or an alignment that the layout rule does not know.</summary>
    Alignment,

    /// <summary>The type is larger than a 32-bit size can say.</summary>
    TooLarge,
}

/// <summary>A C type that cannot be: the message names the type and the rule.</summary>
public sealed class CTypeException(CTypeFault fault, string message) : Exception(message)
{
    public CTypeFault Fault { get; } = fault;
}
