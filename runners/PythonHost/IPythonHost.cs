namespace Touchstone.PythonHost;

/// <summary>One CPython in this process.</summary>
/// <remarks>
/// It is never shut down: CPython cannot be initialised again once <c>ctypes</c> was imported (3.12.1 aborts), so a
/// process has at most one host, and a program that wants another Python starts another process. Every member may be
/// called from any thread; each takes the interpreter's lock for as long as it runs.
/// </remarks>
public interface IPythonHost
{
    /// <summary>The path that the host was loaded from.</summary>
    string LibraryPath { get; }

    /// <summary>What Python itself says that it is: <c>sys.version</c>.</summary>
    string Version { get; }

    /// <summary>Runs source text as a new module and registers it in <c>sys.modules</c>.</summary>
    /// <param name="fileName">What tracebacks and <c>__file__</c> call the source.</param>
    /// <exception cref="PythonException">The source does not compile, or raised.</exception>
    void AddModule(string name, string source, string fileName);

    /// <summary>A function of a module.</summary>
    /// <param name="callables">
    /// Given to Python as further arguments of each call: callables that take one text and return one, or None. They are
    /// called on the thread that calls the function, inside the call; what they throw goes on as a RuntimeError.
    /// </param>
    /// <exception cref="PythonException">There is no such module or function.</exception>
    IPythonFunction Function(string module, string name, params Func<string, string?>[] callables);
}

/// <summary>A Python function that takes a text and returns a text.</summary>
public interface IPythonFunction
{
    /// <param name="argument">Lone surrogates have no UTF-8 form: send them escaped, as JSON does.</param>
    /// <returns>Empty where the function returned None. Lone surrogates are kept.</returns>
    /// <exception cref="PythonException">The function raised, or returned neither text nor None.</exception>
    string Call(string argument);
}

/// <summary>A Python exception that reached .NET.</summary>
/// <param name="className">The class alone, <c>ValueError</c>.</param>
public sealed class PythonException(string className, string text)
    : Exception($"{className}: {text}")
{
    public string ClassName { get; } = className;
}

/// <summary>The file is no libpython that can be hosted.</summary>
public sealed class LibpythonException(string path, string reason)
    : Exception(
        $"{path} cannot be hosted: {reason}; what is needed is the shared library of CPython 3.8 to 3.13 "
            + "(libpython3.X.so), built for this machine"
    );
