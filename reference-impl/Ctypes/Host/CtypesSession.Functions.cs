namespace Touchstone.Ctypes;

// The functions of the module ctypes.
public sealed partial class CtypesSession
{
    /// <summary><c>sizeof(type or object)</c>, in bytes.</summary>
    public nint SizeOf(Value target) => throw new NotSupportedException();

    /// <summary><c>alignment(type or object)</c>, in bytes.</summary>
    public int AlignmentOf(Value target) => throw new NotSupportedException();

    public nint AddressOf(Value target) => throw new NotSupportedException();

    /// <summary><c>pointer(target)</c>.</summary>
    public Value Pointer(Value target) => throw new NotSupportedException();

    /// <summary><c>byref(target, offset)</c>.</summary>
    /// <param name="offset">Bytes.</param>
    public CArgument ByReference(Value target, nint offset = 0) =>
        throw new NotSupportedException();

    /// <summary><c>cast(source, type)</c>.</summary>
    public Value Cast(Value source, Value type) => throw new NotSupportedException();

    /// <summary><c>resize(target, size)</c>.</summary>
    /// <param name="size">Bytes.</param>
    public void Resize(Value target, nint size) => throw new NotSupportedException();

    /// <summary><c>memmove(destination, source, count)</c>; each end is what <c>c_void_p.from_param</c> takes.</summary>
    /// <param name="count">Bytes. Trusted, as in C.</param>
    /// <returns>The destination's address.</returns>
    public Value MemMove(Value destination, Value source, Value count) =>
        throw new NotSupportedException();

    /// <summary><c>memset(destination, value, count)</c>.</summary>
    /// <returns>The destination's address.</returns>
    public Value MemSet(Value destination, Value value, Value count) =>
        throw new NotSupportedException();

    /// <summary><c>string_at(source, size)</c>; up to the first NUL where the size is -1.</summary>
    public Value StringAt(Value source, nint size = -1) => throw new NotSupportedException();

    /// <summary><c>wstring_at(source, size)</c>; the size counts wide characters.</summary>
    public Value WideStringAt(Value source, nint size = -1) => throw new NotSupportedException();

    /// <summary>ctypes' own copy of errno, of this thread.</summary>
    public int GetErrno() => throw new NotSupportedException();

    /// <returns>The former value.</returns>
    public int SetErrno(Value value) => throw new NotSupportedException();

    /// <summary><c>create_string_buffer(init, size)</c>; init is bytes or a size.</summary>
    public Value CreateStringBuffer(Value init, Value size = default) =>
        throw new NotSupportedException();

    /// <summary><c>create_unicode_buffer(init, size)</c>; init is text or a size.</summary>
    public Value CreateUnicodeBuffer(Value init, Value size = default) =>
        throw new NotSupportedException();

    /// <summary><c>CDLL(path, use_errno=...)</c>; null for the process itself.</summary>
    /// <exception cref="PythonException"><c>OSError</c>: it cannot be loaded.</exception>
    public CLibrary Load(string? path, bool usesErrno = false) => throw new NotSupportedException();

    /// <summary>What callbacks raised since the last time, by class name and in order: Python's <c>sys.unraisablehook</c>.</summary>
    public IReadOnlyList<PythonException> TakeUnraised() => throw new NotSupportedException();
}
