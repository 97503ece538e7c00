using Python.Runtime;

namespace Touchstone.PythonHost;

/// <summary>The same contract on Python.NET.</summary>
/// <remarks>
/// Compiled under <c>-p:UsePythonNet=true</c> only, for the package cannot be restored from every registry; unproven
/// where it cannot. Known to differ from the own host: lone surrogates in a returned text throw.
/// </remarks>
internal sealed class PythonNetHost : IPythonHost
{
    public string LibraryPath { get; }

    public string Version { get; }

    public PythonNetHost(string libraryPath)
    {
        if (PythonEngine.IsInitialized)
            throw new InvalidOperationException(
                $"this process hosts {Runtime.PythonDLL} already: a process has one Python"
            );
        if (!File.Exists(libraryPath))
            throw new LibpythonException(libraryPath, "there is no such file");
        LibraryPath = libraryPath;
        try
        {
            Runtime.PythonDLL = Path.GetFullPath(libraryPath);
            PythonEngine.Initialize();
        }
        catch (Exception error)
            when (error
                    is DllNotFoundException
                        or BadPythonDllException
                        or TypeInitializationException
            )
        {
            throw new LibpythonException(libraryPath, error.GetBaseException().Message);
        }
        Version = PythonEngine.Version;
        PythonEngine.BeginAllowThreads();
    }

    public void AddModule(string name, string source, string fileName)
    {
        using var _ = Py.GIL();
        Translated(() =>
        {
            using var code = PythonEngine.Compile(source, fileName);
            using var module = PyModule.FromString(name, "");
            module.Set("__file__", fileName);
            module.Execute(code);
            return "";
        });
    }

    public IPythonFunction Function(
        string module,
        string name,
        params Func<string, string?>[] callables
    )
    {
        using var _ = Py.GIL();
        using var imported = Py.Import(module);
        return new Callable(
            imported.GetAttr(name),
            Array.ConvertAll(callables, callable => callable.ToPython())
        );
    }

    private sealed class Callable(PyObject function, PyObject[] callables) : IPythonFunction
    {
        public string Call(string argument)
        {
            using var _ = Py.GIL();
            return Translated(() =>
            {
                using var text = new PyString(argument);
                using var result = function.Invoke([text, .. callables]);
                return result.IsNone() ? "" : result.As<string>();
            });
        }
    }

    private static string Translated(Func<string> action)
    {
        try
        {
            return action();
        }
        catch (Python.Runtime.PythonException error)
        {
            throw new PythonException(error.Type.Name, error.Message);
        }
    }
}
