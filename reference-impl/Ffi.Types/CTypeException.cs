namespace Touchstone.Ffi.Types;

/// <summary>Which rule of C a type breaks.</summary>
public enum CTypeFault
{
    /// <summary>The size of an aggregate that has no members yet, or that contains itself, was asked for.</summary>
    Incomplete,

    /// <summary>An aggregate was to be completed a second time.</summary>
    AlreadyComplete,

    /// <summary>A type that has no size (<c>void</c>, a function) stands where a value must.</summary>
    NoSize,

    /// <summary>A bit-field of a type that is no integer.</summary>
    BitFieldType,

    /// <summary>A bit-field of fewer bits than none, of more bits than its type has, or a named one of width 0.</summary>
    BitFieldWidth,

    /// <summary>A pack or an alignment that the layout rule does not know: C's rules take powers of two only.</summary>
    Alignment,

    /// <summary>An array of fewer elements than none.</summary>
    ArrayLength,

    /// <summary>A flexible array member that is not the last of a struct's several members.</summary>
    FlexibleArray,

    /// <summary>The target's compilers have no such type.</summary>
    NotOnTarget,

    /// <summary>The type is larger than a 32-bit size can say.</summary>
    TooLarge,
}

/// <summary>A C type that cannot be: the message names the type and the rule.</summary>
/// <param name="fault">The rule.</param>
/// <param name="message">One sentence.</param>
public sealed class CTypeException(CTypeFault fault, string message) : Exception(message)
{
    /// <summary>The rule that is broken, for a program to tell them apart.</summary>
    public CTypeFault Fault { get; } = fault;
}
