using System.Collections.Concurrent;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

/// <summary>A loaded library: <c>ctypes.CDLL</c>, or <c>PyDLL</c>. Never unloaded, as in Python, unless <see cref="Unload"/> is called.</summary>
public sealed partial class CLibrary
{
    private readonly ConcurrentDictionary<string, CFunctionPointer> _functions = new(
        StringComparer.Ordinal
    );
    private readonly CtypesType _functionType;
    private volatile bool _isUnloaded;

    internal CLibrary(CtypesSession session, Library library, string? path, FunctionModes flags)
    {
        Library = library;
        Path = path;
        _functionType = session.Types.LibraryFunction(flags);
    }

    internal Library Library { get; }

    /// <summary><c>_name</c>, as it was asked for. Null for the process itself.</summary>
    public string? Path { get; }

    /// <summary><c>_handle</c>: what <c>dlopen</c> gave.</summary>
    /// <exception cref="ObjectDisposedException">The library was unloaded.</exception>
    public nint Handle => Library.Handle;

    /// <summary>Whether calls through it swap errno with ctypes' own copy.</summary>
    public bool UsesErrno => _functionType.UsesErrno;

    /// <summary>Whether <see cref="Unload"/> was called.</summary>
    public bool IsUnloaded => _isUnloaded;

    /// <summary><c>lib.name</c>: the function, the same object each time.</summary>
    /// <exception cref="PythonException">
    /// <c>AttributeError</c>: there is no such symbol, or the name begins and ends with two underscores, which Python keeps for
    /// itself.
    /// </exception>
    public CFunctionPointer GetAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var isPythons =
            name.StartsWith("__", StringComparison.Ordinal)
            && name.EndsWith("__", StringComparison.Ordinal);
        return isPythons
            ? throw new PythonException(ErrorKind.AttributeError, name)
            : _functions.GetOrAdd(name, GetItem);
    }

    /// <summary><c>lib["name"]</c>: the function, a new object each time.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is no such symbol; the text is the loader's.</exception>
    public CFunctionPointer GetItem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var source = new PyTuple(Value.Of(name), Value.Of((object)this));
        _ = NetHost.Construct(_functionType, [source], out var data);
        var function = data.As<CFunctionPointer>();
        function.Symbol = name;
        (function.ExtraAttributes ??= new(StringComparer.Ordinal))["__name__"] = name;
        return function;
    }

    /// <summary>
    /// <c>_ctypes.dlclose(lib._handle)</c>. Calls of its functions raise <c>ValueError</c> from now on, whichever way they were
    /// found by name in this object; CPython jumps to where they were.
    /// </summary>
    /// <remarks>
    /// Objects on its variables (<c>in_dll</c>), addresses taken by <c>cast</c>, and a handle that this library only borrowed
    /// are not watched: reading or calling them is as undefined as in C. The loader keeps the code while another handle of the
    /// same library is open.
    /// </remarks>
    public void Unload()
    {
        _isUnloaded = true;
        Library.Dispose();
    }

    /// <summary><c>repr</c>, without the addresses.</summary>
    public override string ToString() => $"<CDLL '{Path ?? "None"}'>";
}
