namespace Touchstone.CTruth;

/// <summary>There is no C compiler to ask, or the one named is none. The message names the command that installs one.</summary>
public sealed class CompilerMissingException : Exception
{
    public CompilerMissingException() { }

    public CompilerMissingException(string message)
        : base(message) { }

    public CompilerMissingException(string message, Exception inner)
        : base(message, inner) { }
}
