using System.Runtime.InteropServices;
using System.Text;

namespace Touchstone.PythonHost;

/// <summary>Embeds the CPython that is named at run time, through functions of the stable ABI only.</summary>
/// <remarks>
/// PYTHONHOME is not set: a wrong one ends the process. The standard library is found from the program name, so that
/// a libpython does not take another build's library because that build's <c>python3</c> stands first in PATH.
/// </remarks>
internal sealed unsafe class CPythonHost : IPythonHost
{
    private const string Oldest = "3.8";
    private const string Newest = "3.13";
    private static readonly Lock Loading = new();
    private static CPythonHost? s_loaded;

    private readonly StableAbi _python;

    public string LibraryPath { get; }

    public string Version { get; }

    private CPythonHost(string path, StableAbi python, string version)
    {
        LibraryPath = path;
        Version = version;
        _python = python;
    }

    /// <inheritdoc cref="Interpreter.Load"/>
    public static CPythonHost Load(string path)
    {
        lock (Loading)
        {
            if (s_loaded is not null)
                throw new InvalidOperationException(
                    $"this process hosts {s_loaded.LibraryPath} already: a process has one Python"
                );
            return s_loaded = Start(path);
        }
    }

    private static CPythonHost Start(string path)
    {
        // dlopen searches its own path for a name without a slash; a user who names a file means that file.
        var file = Path.GetFullPath(path);
        if (!File.Exists(file))
            throw new LibpythonException(path, "there is no such file");
        var library = Libc.OpenGlobally(file, out var problem);
        if (library == 0)
            throw new LibpythonException(path, problem);

        nint Find(string symbol) =>
            Libc.dlsym(library, symbol) is var address and not 0
                ? address
                : throw new LibpythonException(path, $"it has no symbol {symbol}");

        var python = new StableAbi(Find);
        var version = Marshal.PtrToStringUTF8(
            ((delegate* unmanaged<nint>)Find("Py_GetVersion"))()
        )!;
        if (
            !System.Version.TryParse(version.Split(' ', '+')[0], out var number)
            || number < new Version(Oldest)
            || new Version(number.Major, number.Minor) > new Version(Newest)
        )
            throw new LibpythonException(path, $"it is Python {version.Split(' ')[0]}");

        NameProgram(file, number, (delegate* unmanaged<int*, void>)Find("Py_SetProgramName"));
        ((delegate* unmanaged<int, void>)Find("Py_InitializeEx"))(0);
        // The initialising thread holds the interpreter's lock: let go of it, for every call takes it anew.
        _ = ((delegate* unmanaged<nint>)Find("PyEval_SaveThread"))();
        return new CPythonHost(path, python, version);
    }

    /// <summary>Names the interpreter that was installed with the library, where there is one.</summary>
    private static void NameProgram(
        string library,
        Version version,
        delegate* unmanaged<int*, void> setProgramName
    )
    {
        var real = File.ResolveLinkTarget(library, returnFinalTarget: true)?.FullName ?? library;
        for (
            var folder = Path.GetDirectoryName(real);
            folder is not null;
            folder = Path.GetDirectoryName(folder)
        )
        {
            var program = Path.Combine(folder, "bin", $"python{version.Major}.{version.Minor}");
            if (!File.Exists(program))
                continue;
            // wchar_t is 32 bits wide on every platform that has dlopen; Python keeps the pointer, so it is never freed.
            var utf32 = Encoding.UTF32.GetBytes(program + '\0');
            var name = (byte*)NativeMemory.Alloc((nuint)utf32.Length);
            utf32.CopyTo(new Span<byte>(name, utf32.Length));
            setProgramName((int*)name);
            return;
        }
    }

    public void AddModule(string name, string source, string fileName)
    {
        using var _ = new InterpreterLock(_python);
        const int fileInput = 257; // Py_file_input
        nint code;
        fixed (byte* text = Terminated(source))
        fixed (byte* file = Terminated(fileName))
            code = Check(_python.Py_CompileString(text, file, fileInput));
        try
        {
            nint module;
            fixed (byte* text = Terminated(name))
                module = _python.PyImport_AddModule(text); // borrowed: sys.modules holds it
            if (module == 0)
                throw TakeError();
            var globals = _python.PyModule_GetDict(module); // borrowed
            fixed (byte* builtins = "__builtins__\0"u8)
                _python.PyDict_SetItemString(globals, builtins, _python.PyEval_GetBuiltins());
            var fileText = Text(fileName);
            fixed (byte* file = "__file__\0"u8)
                _python.PyDict_SetItemString(globals, file, fileText);
            _python.Py_DecRef(fileText);
            _python.Py_DecRef(Check(_python.PyEval_EvalCode(code, globals, globals)));
        }
        finally
        {
            _python.Py_DecRef(code);
        }
    }

    public IPythonFunction Function(
        string module,
        string name,
        params Func<string, string?>[] callables
    )
    {
        using var _ = new InterpreterLock(_python);
        nint imported;
        fixed (byte* text = Terminated(module))
            imported = Check(_python.PyImport_ImportModule(text));
        try
        {
            fixed (byte* text = Terminated(name))
            {
                var function = Check(_python.PyObject_GetAttrString(imported, text));
                return new Callable(this, function, Array.ConvertAll(callables, MakeCallable));
            }
        }
        finally
        {
            _python.Py_DecRef(imported);
        }
    }

    /// <summary>Owned references; held, like the host, for the rest of the process.</summary>
    private sealed class Callable(CPythonHost host, nint function, nint[] callables)
        : IPythonFunction
    {
        public string Call(string argument)
        {
            var python = host._python;
            using var _ = new InterpreterLock(python);
            var arguments = host.Check(python.PyTuple_New(1 + callables.Length));
            python.PyTuple_SetItem(arguments, 0, host.Text(argument)); // the tuple takes the reference
            for (var i = 0; i < callables.Length; i++)
            {
                python.Py_IncRef(callables[i]);
                python.PyTuple_SetItem(arguments, 1 + i, callables[i]);
            }
            var result = python.PyObject_CallObject(function, arguments);
            python.Py_DecRef(arguments);
            host.Check(result);
            try
            {
                return result == python.None ? "" : host.Text(result);
            }
            finally
            {
                python.Py_DecRef(result);
            }
        }
    }

    /// <summary>A Python callable of a .NET function. A new reference; what it is made of is never freed.</summary>
    private nint MakeCallable(Func<string, string?> function)
    {
        var name = "callable\0"u8;
        var cName = (byte*)NativeMemory.Alloc((nuint)name.Length);
        name.CopyTo(new Span<byte>(cName, name.Length));
        var definition = (MethodDefinition*)NativeMemory.Alloc((nuint)sizeof(MethodDefinition));
        *definition = new MethodDefinition(cName, &CallFunction, StableAbi.MethO);
        var handle = GCHandle.ToIntPtr(GCHandle.Alloc(function));
        var self = Check(_python.PyLong_FromVoidPtr((void*)handle));
        var callable = Check(_python.PyCFunction_NewEx(definition, self, 0));
        _python.Py_DecRef(self); // the callable holds it
        return callable;
    }

    [UnmanagedCallersOnly]
    private static nint CallFunction(nint self, nint argument)
    {
        var host = s_loaded!; // only a loaded host makes such a callable
        var python = host._python;
        try
        {
            var handle = GCHandle.FromIntPtr((nint)python.PyLong_AsVoidPtr(self));
            var result = ((Func<string, string?>)handle.Target!)(host.Text(argument));
            if (result is not null)
                return host.Text(result);
            python.Py_IncRef(python.None);
            return python.None;
        }
        catch (Exception error) // no managed exception crosses a C frame: it goes on as a Python one
        {
            fixed (byte* message = Terminated($"{error.GetType().Name}: {error.Message}"))
                python.PyErr_SetString(python.RuntimeError, message);
            return 0;
        }
    }

    /// <summary>A new reference to a Python text.</summary>
    private nint Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var utf8 = length <= 1024 ? stackalloc byte[1024] : new byte[length];
        Encoding.UTF8.GetBytes(text, utf8);
        fixed (byte* bytes = utf8)
            return Check(_python.PyUnicode_FromStringAndSize(bytes, length));
    }

    /// <summary>The text of a Python text; through UTF-16, the one encoding in which a lone surrogate is a .NET char.</summary>
    private string Text(nint text)
    {
        nint encoded;
        fixed (byte* utf16 = "utf-16-le\0"u8)
        fixed (byte* errors = "surrogatepass\0"u8)
            encoded = Check(_python.PyUnicode_AsEncodedString(text, utf16, errors));
        byte* bytes;
        nint length;
        _ = _python.PyBytes_AsStringAndSize(encoded, &bytes, &length);
        var result = new string((char*)bytes, 0, (int)length / sizeof(char));
        _python.Py_DecRef(encoded);
        return result;
    }

    private nint Check(nint reference) => reference != 0 ? reference : throw TakeError();

    /// <summary>Clears Python's current error and gives it as an exception.</summary>
    private PythonException TakeError()
    {
        nint type,
            value,
            traceback;
        _python.PyErr_Fetch(&type, &value, &traceback);
        _python.PyErr_NormalizeException(&type, &value, &traceback);
        nint name;
        fixed (byte* attribute = "__name__\0"u8)
            name = _python.PyObject_GetAttrString(type, attribute);
        var text = _python.PyObject_Str(value);
        var error = new PythonException(
            name == 0 ? "exception" : Text(name),
            text == 0 ? "(its text cannot be made)" : Text(text)
        );
        _python.PyErr_Clear();
        foreach (var reference in (ReadOnlySpan<nint>)[name, text, type, value, traceback])
        {
            if (reference != 0)
                _python.Py_DecRef(reference);
        }
        return error;
    }

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>The interpreter's lock, for a scope.</summary>
    private readonly ref struct InterpreterLock
    {
        private readonly StableAbi _python;
        private readonly int _state;

        public InterpreterLock(StableAbi python)
        {
            _python = python;
            _state = python.PyGILState_Ensure();
        }

        public void Dispose() => _python.PyGILState_Release(_state);
    }
}
