using System.Collections.Concurrent;

namespace Touchstone.Ctypes;

/// <summary>Libraries by name, each loaded when it is first asked for: <c>ctypes.cdll</c>, a <c>LibraryLoader</c>.</summary>
public sealed class CLibraries
{
    private readonly CtypesSession _session;
    private readonly ConcurrentDictionary<string, CLibrary> _loaded = new(StringComparer.Ordinal);

    internal CLibraries(CtypesSession session) => _session = session;

    /// <summary><c>cdll["name"]</c>: the library, the same object each time.</summary>
    /// <exception cref="PythonException">
    /// It cannot be loaded: <c>OSError</c> before 3.12, <c>AttributeError</c> since. <c>AttributeError</c> for a name that begins
    /// with an underscore, which is never a library.
    /// </exception>
    public CLibrary this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            if (name.StartsWith('_'))
                throw new PythonException(ErrorKind.AttributeError, name);
            try
            {
                return _loaded.GetOrAdd(name, Load);
            }
            catch (PythonException refusal)
                when (_session.Profile.HidesRefusedLibraries
                    && refusal.ClassName == nameof(ErrorKind.OSError)
                )
            {
                throw new PythonException(ErrorKind.AttributeError, name);
            }
        }
    }

    /// <summary><c>cdll.LoadLibrary(name)</c>: the library, a new object each time.</summary>
    /// <exception cref="PythonException"><c>OSError</c>: it cannot be loaded; the text is the loader's.</exception>
    public CLibrary Load(string name) => _session.Load(name);
}
