namespace Touchstone.Ctypes;

/// <summary>A loaded library: <c>ctypes.CDLL</c>.</summary>
public sealed class CLibrary
{
    internal CLibrary(CtypesSession session, string? path, bool usesErrno)
    {
        Session = session;
        Path = path;
        UsesErrno = usesErrno;
    }

    internal CtypesSession Session { get; }

    /// <summary>Null for the process itself.</summary>
    public string? Path { get; }

    /// <summary>Whether calls through it swap errno with ctypes' own copy.</summary>
    public bool UsesErrno { get; }

    /// <summary><c>lib.name</c>: the function, the same object each time.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is no such symbol.</exception>
    public CFunctionPointer GetAttribute(string name) => throw new NotSupportedException();

    /// <summary><c>lib["name"]</c>: the function, a new object each time.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is no such symbol.</exception>
    public CFunctionPointer GetItem(string name) => throw new NotSupportedException();
}
