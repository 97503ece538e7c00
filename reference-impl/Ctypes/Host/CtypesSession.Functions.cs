using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

// The functions of the module ctypes.
public sealed partial class CtypesSession
{
    // Callbacks may come from any thread.
    private readonly ConcurrentQueue<UnraisedError> _unraised = new();
    private readonly ConcurrentQueue<(string, string)> _warnings = new();
    private CLibraries? _libraries;

    /// <summary>The types that stand for objects in <c>argtypes</c> and as <c>restype</c>.</summary>
    internal ConditionalWeakTable<object, CtypesType> ForeignTypes { get; } = [];

    /// <summary><c>sizeof(type or object)</c>, in bytes.</summary>
    public nint SizeOf(Value target)
    {
        _ = Ops<NetHost, Value>.SizeOf(target, target.TryAs<CtypesType>(), out var size);
        target.KeepAlive();
        return size;
    }

    /// <summary><c>alignment(type or object)</c>, in bytes.</summary>
    public int AlignmentOf(Value target)
    {
        _ = Ops<NetHost, Value>.AlignmentOf(target, target.TryAs<CtypesType>(), out var alignment);
        return alignment;
    }

    /// <summary><c>addressof(object)</c>: where its first byte is. Borrowed, as <see cref="CData.Address"/> is.</summary>
    /// <exception cref="PythonException"><c>TypeError</c>: no ctypes object.</exception>
    public nint AddressOf(Value target)
    {
        _ = Ops<NetHost, Value>.AddressOf(target, out var address);
        target.KeepAlive();
        return address;
    }

    /// <summary><c>pointer(target)</c>.</summary>
    public Value Pointer(Value target)
    {
        _ = Ops<NetHost, Value>.Pointer(target, out var pointer);
        target.KeepAlive();
        return pointer;
    }

    /// <summary><c>byref(target)</c>.</summary>
    public CArgument ByReference(Value target) => ByReference(target, 0);

    /// <summary><c>byref(target, offset)</c>.</summary>
    /// <param name="offset">Bytes.</param>
    public CArgument ByReference(Value target, Value offset)
    {
        _ = Ops<NetHost, Value>.ToSize(offset, isClipped: true, out var bytes);
        _ = Ops<NetHost, Value>.ByReference(target, bytes, out var argument);
        target.KeepAlive();
        return argument.As<CArgument>();
    }

    /// <summary><c>cast(source, type)</c>.</summary>
    public Value Cast(Value source, Value type)
    {
        _ = Ops<NetHost, Value>.Cast(Types, source, type, out var pointer);
        source.KeepAlive();
        return pointer;
    }

    /// <summary><c>resize(target, size)</c>.</summary>
    /// <param name="size">Bytes.</param>
    public void Resize(Value target, Value size)
    {
        _ = Ops<NetHost, Value>.ToSize(size, isClipped: false, out var bytes);
        _ = Ops<NetHost, Value>.Resize(Types, target, bytes);
    }

    /// <summary><c>memmove(destination, source, count)</c>; each end is what <c>c_void_p.from_param</c> takes.</summary>
    /// <param name="count">Bytes. Trusted, as in C, unless the session is checked and knows the object.</param>
    /// <returns>The destination's address.</returns>
    public Value MemMove(Value destination, Value source, Value count)
    {
        MemoryGuard.Pass(this, destination, MemoryGuard.CountOf(count));
        MemoryGuard.Pass(this, source, MemoryGuard.CountOf(count));
        _ = Ops<NetHost, Value>.MemMove(Types, destination, source, count, out var result);
        destination.KeepAlive();
        source.KeepAlive();
        return result;
    }

    /// <summary><c>memset(destination, value, count)</c>.</summary>
    /// <returns>The destination's address.</returns>
    public Value MemSet(Value destination, Value value, Value count)
    {
        MemoryGuard.Pass(this, destination, MemoryGuard.CountOf(count));
        _ = Ops<NetHost, Value>.MemSet(Types, destination, value, count, out var result);
        destination.KeepAlive();
        value.KeepAlive();
        return result;
    }

    /// <summary><c>string_at(source)</c>.</summary>
    public Value StringAt(Value source) => StringAt(source, -1);

    /// <summary><c>string_at(source, size)</c>; up to the first NUL where the size is -1.</summary>
    public Value StringAt(Value source, Value size)
    {
        MemoryGuard.PassText(this, source, size, unit: 1);
        _ = Ops<NetHost, Value>.StringAt(Types, source, size, out var text);
        source.KeepAlive();
        return text;
    }

    /// <summary><c>wstring_at(source)</c>.</summary>
    public Value WideStringAt(Value source) => WideStringAt(source, -1);

    /// <summary><c>wstring_at(source, size)</c>; the size counts wide characters.</summary>
    public Value WideStringAt(Value source, Value size)
    {
        MemoryGuard.PassText(this, source, size, sizeof(int));
        _ = Ops<NetHost, Value>.WideStringAt(Types, source, size, out var text);
        source.KeepAlive();
        return text;
    }

    /// <summary><c>get_errno()</c>: ctypes' own copy of errno, of this thread.</summary>
    public int GetErrno() => Errno.Get();

    /// <summary><c>set_errno(value)</c>.</summary>
    /// <returns>The former value.</returns>
    /// <exception cref="PythonException"><c>TypeError</c> for what is no integer, <c>OverflowError</c> for what no C <c>int</c> holds.</exception>
    public int SetErrno(Value value)
    {
        _ = Ops<NetHost, Value>.SetErrno(value, out var former);
        return former;
    }

    /// <summary><c>create_string_buffer(init, size)</c>; init is bytes or a size.</summary>
    public Value CreateStringBuffer(Value init, Value size = default)
    {
        _ = Ops<NetHost, Value>.CreateBuffer(Types["c_char"], init, size, out var buffer);
        return buffer;
    }

    /// <summary><c>create_unicode_buffer(init, size)</c>; init is text or a size.</summary>
    public Value CreateUnicodeBuffer(Value init, Value size = default)
    {
        _ = Ops<NetHost, Value>.CreateBuffer(Types["c_wchar"], init, size, out var buffer);
        return buffer;
    }

    /// <summary><c>CDLL(path, mode, handle, use_errno)</c>; null for the process itself.</summary>
    /// <param name="path">A path, or a name that the system's loader searches for.</param>
    /// <param name="modes">Besides these, symbols are always bound at once (<c>RTLD_NOW</c>).</param>
    /// <param name="handle">A handle that somebody else opened and will close: nothing is loaded, the path is only a name.</param>
    /// <param name="keepsLock"><c>PyDLL</c>: calls keep the host's lock. The .NET host has none.</param>
    /// <exception cref="PythonException">
    /// <c>OSError</c>: it cannot be loaded; the text is the loader's. <c>ValueError</c>: there is a NUL in the path.
    /// </exception>
    public CLibrary Load(
        string? path,
        bool usesErrno = false,
        LoadModes modes = LoadModes.Local,
        nint? handle = null,
        bool keepsLock = false
    )
    {
        var flags =
            FunctionModes.Cdecl
            | (usesErrno ? FunctionModes.UseErrno : FunctionModes.None)
            | (keepsLock ? FunctionModes.PythonApi : FunctionModes.None);
        if (path?.Contains('\0') == true)
            throw new PythonException(ErrorKind.ValueError, "embedded null byte");
        try
        {
            var library = handle is { } opened
                ? Library.Borrow(path, opened)
                : Library.Open(path, modes | LoadModes.Now);
            return new CLibrary(this, library, path, flags);
        }
        catch (LibraryException refusal)
        {
            throw new PythonException(ErrorKind.OSError, refusal.Message);
        }
    }

    /// <summary><c>CFUNCTYPE(result, *parameters)</c>, and with <see cref="FunctionModes.PythonApi"/> <c>PYFUNCTYPE</c>.</summary>
    /// <param name="result">A type, a callable that gets C's <c>int</c>, or <c>None</c> for C's <c>void</c>.</param>
    /// <param name="parameters">A sequence of types and of other objects that have <c>from_param</c>.</param>
    /// <exception cref="PythonException"><c>TypeError</c> for anything else; <c>ArgumentError</c> for too many.</exception>
    public CtypesType FunctionType(Value result, Value parameters, FunctionModes modes)
    {
        _ = Ops<NetHost, Value>.ToParameterTypes(Types, parameters, out var parameterTypes);
        _ = Ops<NetHost, Value>.ToResultType(Types, result, "_restype_", out var resultType);
        return Types.Function(resultType, parameterTypes, modes);
    }

    /// <summary><c>ctypes.cdll</c>.</summary>
    public CLibraries Libraries => _libraries ??= new CLibraries(this);

    /// <summary><c>ctypes.util.find_library(name)</c>: such as <c>libm.so.6</c> for <c>m</c>; null where there is none.</summary>
    public static string? FindLibrary(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return LibrarySearch.Find(name);
    }

    /// <summary><c>memoryview_at(source, size, readonly)</c>: trusts the address, keeps nothing alive.</summary>
    /// <param name="size">Bytes.</param>
    /// <exception cref="PythonException"><c>AttributeError</c>: before 3.14 there is no such function.</exception>
    public Value MemoryViewAt(Value source, Value size, bool isReadOnly = false)
    {
        if (!Profile.HasMemoryViewAt)
        {
            throw new PythonException(
                ErrorKind.AttributeError,
                "module 'ctypes' has no attribute 'memoryview_at'"
            );
        }
        MemoryGuard.Export(this, source, MemoryGuard.CountOf(size));
        _ = Ops<NetHost, Value>.MemoryViewAt(Types, source, size, isReadOnly, out var view);
        return view;
    }

    /// <summary><c>ctypes.util.dllist()</c>: the paths of all libraries in this process, in the loader's order; the program itself has the empty one.</summary>
    public static IReadOnlyList<string> LoadedLibraries() => LibrarySearch.All();

    /// <summary>What callbacks raised since the last time, in order: Python's <c>sys.unraisablehook</c>.</summary>
    public IReadOnlyList<UnraisedError> TakeUnraised() => Take(_unraised);

    /// <summary>Python's warnings since the last time, in order: class and text.</summary>
    public IReadOnlyList<(string ClassName, string Text)> TakeWarnings() => Take(_warnings);

    internal void AddUnraised(UnraisedError error) => _unraised.Enqueue(error);

    internal void AddWarning(string className, string text) => _warnings.Enqueue((className, text));

    private static List<T> Take<T>(ConcurrentQueue<T> queue)
    {
        var taken = new List<T>();
        while (queue.TryDequeue(out var item))
            taken.Add(item);
        return taken;
    }
}
