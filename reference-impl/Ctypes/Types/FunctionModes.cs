namespace Touchstone.Ctypes;

/// <summary><c>_flags_</c> of a function pointer type; the values are ctypes' <c>FUNCFLAG_*</c>.</summary>
[Flags]
public enum FunctionModes
{
    /// <summary>The callee takes exactly the declared arguments (<c>FUNCFLAG_STDCALL</c>).</summary>
    None = 0,

    /// <summary>The caller may pass more arguments than are declared (<c>FUNCFLAG_CDECL</c>).</summary>
    Cdecl = 1,

    /// <summary>Calls keep the host's lock, and raise the error that C has set in the host (<c>FUNCFLAG_PYTHONAPI</c>).</summary>
    PythonApi = 4,

    /// <summary>Calls and callbacks swap errno with ctypes' own copy (<c>FUNCFLAG_USE_ERRNO</c>).</summary>
    UseErrno = 8,

    /// <summary>The same for <c>GetLastError</c>: of Windows, elsewhere without effect (<c>FUNCFLAG_USE_LASTERROR</c>).</summary>
    UseLastError = 16,
}
