namespace Touchstone.PythonHost;

/// <summary>Chooses the implementation of <see cref="IPythonHost"/> that this build has.</summary>
public static class Interpreter
{
    /// <summary>Loads a libpython into this process and starts it.</summary>
    /// <param name="libraryPath">The shared library of CPython 3.8 to 3.13.</param>
    /// <exception cref="LibpythonException">The file is missing, is no libpython, or is of another version.</exception>
    /// <exception cref="InvalidOperationException">This process hosts a Python already.</exception>
    public static IPythonHost Load(string libraryPath) =>
#if USE_PYTHONNET
        new PythonNetHost(libraryPath);
#else
        CPythonHost.Load(libraryPath);
#endif
}
