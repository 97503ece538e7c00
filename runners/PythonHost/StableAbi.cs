namespace Touchstone.PythonHost;

/// <summary>The functions of CPython's stable ABI that the host calls, under their own names.</summary>
/// <remarks>The same since 3.2, so one table serves every version. All but the first two need the interpreter's lock.</remarks>
internal sealed unsafe class StableAbi
{
    /// <summary>METH_O: the C function takes the bound object and one argument.</summary>
    public const int MethO = 8;

    public readonly delegate* unmanaged<int> PyGILState_Ensure;
    public readonly delegate* unmanaged<int, void> PyGILState_Release;
    public readonly delegate* unmanaged<nint, void> Py_DecRef;
    public readonly delegate* unmanaged<nint, void> Py_IncRef;
    public readonly delegate* unmanaged<byte*, nint, nint> PyUnicode_FromStringAndSize;
    public readonly delegate* unmanaged<nint, byte*, byte*, nint> PyUnicode_AsEncodedString;
    public readonly delegate* unmanaged<nint, byte**, nint*, int> PyBytes_AsStringAndSize;
    public readonly delegate* unmanaged<byte*, nint> PyImport_ImportModule;
    public readonly delegate* unmanaged<byte*, nint> PyImport_AddModule;
    public readonly delegate* unmanaged<nint, nint> PyModule_GetDict;
    public readonly delegate* unmanaged<nint, byte*, nint, int> PyDict_SetItemString;
    public readonly delegate* unmanaged<byte*, byte*, int, nint> Py_CompileString;
    public readonly delegate* unmanaged<nint, nint, nint, nint> PyEval_EvalCode;
    public readonly delegate* unmanaged<nint> PyEval_GetBuiltins;
    public readonly delegate* unmanaged<nint, byte*, nint> PyObject_GetAttrString;
    public readonly delegate* unmanaged<nint, nint> PyObject_Str;
    public readonly delegate* unmanaged<nint, nint> PyTuple_New;
    public readonly delegate* unmanaged<nint, nint, nint, int> PyTuple_SetItem;
    public readonly delegate* unmanaged<nint, nint, nint> PyObject_CallObject;
    public readonly delegate* unmanaged<void*, nint> PyLong_FromVoidPtr;
    public readonly delegate* unmanaged<nint, void*> PyLong_AsVoidPtr;
    public readonly delegate* unmanaged<void*, nint, nint, nint> PyCFunction_NewEx;
    public readonly delegate* unmanaged<nint*, nint*, nint*, void> PyErr_Fetch;
    public readonly delegate* unmanaged<nint*, nint*, nint*, void> PyErr_NormalizeException;
    public readonly delegate* unmanaged<nint, byte*, void> PyErr_SetString;
    public readonly delegate* unmanaged<void> PyErr_Clear;

    /// <summary>Borrowed, for the life of the process.</summary>
    public readonly nint None;

    /// <summary>Borrowed, for the life of the process.</summary>
    public readonly nint RuntimeError;

    /// <param name="find">The address of a symbol; throws where there is none.</param>
    public StableAbi(Func<string, nint> find)
    {
        PyGILState_Ensure = (delegate* unmanaged<int>)find(nameof(PyGILState_Ensure));
        PyGILState_Release = (delegate* unmanaged<int, void>)find(nameof(PyGILState_Release));
        Py_DecRef = (delegate* unmanaged<nint, void>)find(nameof(Py_DecRef));
        Py_IncRef = (delegate* unmanaged<nint, void>)find(nameof(Py_IncRef));
        PyUnicode_FromStringAndSize = (delegate* unmanaged<byte*, nint, nint>)find(
            nameof(PyUnicode_FromStringAndSize)
        );
        PyUnicode_AsEncodedString = (delegate* unmanaged<nint, byte*, byte*, nint>)find(
            nameof(PyUnicode_AsEncodedString)
        );
        PyBytes_AsStringAndSize = (delegate* unmanaged<nint, byte**, nint*, int>)find(
            nameof(PyBytes_AsStringAndSize)
        );
        PyImport_ImportModule = (delegate* unmanaged<byte*, nint>)find(
            nameof(PyImport_ImportModule)
        );
        PyImport_AddModule = (delegate* unmanaged<byte*, nint>)find(nameof(PyImport_AddModule));
        PyModule_GetDict = (delegate* unmanaged<nint, nint>)find(nameof(PyModule_GetDict));
        PyDict_SetItemString = (delegate* unmanaged<nint, byte*, nint, int>)find(
            nameof(PyDict_SetItemString)
        );
        Py_CompileString = (delegate* unmanaged<byte*, byte*, int, nint>)find(
            nameof(Py_CompileString)
        );
        PyEval_EvalCode = (delegate* unmanaged<nint, nint, nint, nint>)find(
            nameof(PyEval_EvalCode)
        );
        PyEval_GetBuiltins = (delegate* unmanaged<nint>)find(nameof(PyEval_GetBuiltins));
        PyObject_GetAttrString = (delegate* unmanaged<nint, byte*, nint>)find(
            nameof(PyObject_GetAttrString)
        );
        PyObject_Str = (delegate* unmanaged<nint, nint>)find(nameof(PyObject_Str));
        PyTuple_New = (delegate* unmanaged<nint, nint>)find(nameof(PyTuple_New));
        PyTuple_SetItem = (delegate* unmanaged<nint, nint, nint, int>)find(nameof(PyTuple_SetItem));
        PyObject_CallObject = (delegate* unmanaged<nint, nint, nint>)find(
            nameof(PyObject_CallObject)
        );
        PyLong_FromVoidPtr = (delegate* unmanaged<void*, nint>)find(nameof(PyLong_FromVoidPtr));
        PyLong_AsVoidPtr = (delegate* unmanaged<nint, void*>)find(nameof(PyLong_AsVoidPtr));
        PyCFunction_NewEx = (delegate* unmanaged<void*, nint, nint, nint>)find(
            nameof(PyCFunction_NewEx)
        );
        PyErr_Fetch = (delegate* unmanaged<nint*, nint*, nint*, void>)find(nameof(PyErr_Fetch));
        PyErr_NormalizeException = (delegate* unmanaged<nint*, nint*, nint*, void>)find(
            nameof(PyErr_NormalizeException)
        );
        PyErr_SetString = (delegate* unmanaged<nint, byte*, void>)find(nameof(PyErr_SetString));
        PyErr_Clear = (delegate* unmanaged<void>)find(nameof(PyErr_Clear));
        None = find("_Py_NoneStruct");
        RuntimeError = *(nint*)find("PyExc_RuntimeError");
    }
}

/// <summary>A method as C describes it to CPython: <c>PyMethodDef</c>.</summary>
internal readonly unsafe struct MethodDefinition(
    byte* name,
    delegate* unmanaged<nint, nint, nint> function,
    int flags
)
{
    public readonly byte* Name = name;
    public readonly delegate* unmanaged<nint, nint, nint> Function = function;
    public readonly int Flags = flags;
    public readonly byte* Documentation = null;
}
