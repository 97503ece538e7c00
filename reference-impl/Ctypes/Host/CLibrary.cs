using System.Collections.Concurrent;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

/// <summary>A loaded library: <c>ctypes.CDLL</c>. Never unloaded, as in Python.</summary>
public sealed class CLibrary
{
    private readonly ConcurrentDictionary<string, CFunctionPointer> _functions = new(
        StringComparer.Ordinal
    );
    private readonly CtypesType _functionType;

    internal CLibrary(CtypesSession session, Library library, bool usesErrno)
    {
        Library = library;
        _functionType = session.Types.LibraryFunction(usesErrno);
    }

    internal Library Library { get; }

    /// <summary>Null for the process itself.</summary>
    public string? Path => Library.Name;

    /// <summary>Whether calls through it swap errno with ctypes' own copy.</summary>
    public bool UsesErrno => _functionType.UsesErrno;

    /// <summary><c>lib.name</c>: the function, the same object each time.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is no such symbol.</exception>
    public CFunctionPointer GetAttribute(string name) => _functions.GetOrAdd(name, GetItem);

    /// <summary><c>lib["name"]</c>: the function, a new object each time.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is no such symbol.</exception>
    public unsafe CFunctionPointer GetItem(string name)
    {
        if (!Library.TryGetSymbol(name, out var address, out var error))
            throw new PythonException(ErrorKind.AttributeError, error);
        _ = NetHost.Allocate(_functionType, out var data);
        var function = data.As<CFunctionPointer>();
        *(nint*)function.Address = address;
        function.Symbol = name;
        return function;
    }
}
