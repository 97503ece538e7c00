using System.Collections.Concurrent;

namespace Touchstone.Ctypes;

/// <summary>Libraries by name, each loaded when it is first asked for: <c>ctypes.cdll</c>, a <c>LibraryLoader</c>.</summary>
public sealed class CLibraries
{
    private readonly CtypesSession _session;
    private readonly ConcurrentDictionary<string, CLibrary> _loaded = new(StringComparer.Ordinal);

    internal CLibraries(CtypesSession session) => _session = session;

    /// <summary><c>cdll["name"]</c>: the library, the same object each time.</summary>
    /// <exception cref="PythonException"><c>OSError</c>: it cannot be loaded.</exception>
    public CLibrary this[string name] => _loaded.GetOrAdd(name, Load);

    /// <summary><c>cdll.LoadLibrary(name)</c>: the library, a new object each time.</summary>
    /// <inheritdoc cref="this"/>
    public CLibrary Load(string name) => _session.Load(name);
}
