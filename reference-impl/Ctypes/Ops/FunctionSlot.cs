namespace Touchstone.Ctypes;

/// <summary>A value that a function pointer object holds besides its address.</summary>
public enum FunctionSlot
{
    /// <summary><c>argtypes</c>: the very sequence that was set.</summary>
    ArgumentTypes,

    /// <summary><c>errcheck</c>.</summary>
    ErrorCheck,

    /// <summary>The <c>paramflags</c> that it was made with.</summary>
    ParameterFlags,
}
