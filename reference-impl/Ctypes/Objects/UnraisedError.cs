namespace Touchstone.Ctypes;

/// <summary>An error that nobody could catch, because C had called: what Python gives to <c>sys.unraisablehook</c>.</summary>
/// <param name="Text">The hook's <c>err_msg</c>, in the words of the version.</param>
/// <param name="Subject">The hook's <c>object</c>: before 3.13 the function that was called; <c>None</c> where the text names it.</param>
public sealed record UnraisedError(PythonException Error, string Text, Value Subject)
{
    /// <summary>The error's class.</summary>
    public string ClassName => Error.ClassName;
}
