using System.Collections.Concurrent;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

// The functions of the module ctypes.
public sealed partial class CtypesSession
{
    // Callbacks may come from any thread.
    private readonly ConcurrentQueue<PythonException> _unraised = new();

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
        _ = Ops<NetHost, Value>.Cast(Types, source, type.TryAs<CtypesType>(), out var pointer);
        source.KeepAlive();
        return pointer;
    }

    /// <summary><c>resize(target, size)</c>.</summary>
    /// <param name="size">Bytes.</param>
    public void Resize(Value target, Value size)
    {
        _ = Ops<NetHost, Value>.ToSize(size, isClipped: false, out var bytes);
        _ = Ops<NetHost, Value>.Resize(target, bytes);
    }

    /// <summary><c>memmove(destination, source, count)</c>; each end is what <c>c_void_p.from_param</c> takes.</summary>
    /// <param name="count">Bytes. Trusted, as in C.</param>
    /// <returns>The destination's address.</returns>
    public Value MemMove(Value destination, Value source, Value count)
    {
        _ = Ops<NetHost, Value>.MemMove(Types, destination, source, count, out var result);
        destination.KeepAlive();
        source.KeepAlive();
        return result;
    }

    /// <summary><c>memset(destination, value, count)</c>.</summary>
    /// <returns>The destination's address.</returns>
    public Value MemSet(Value destination, Value value, Value count)
    {
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
        _ = Ops<NetHost, Value>.StringAt(Types, source, size, out var text);
        source.KeepAlive();
        return text;
    }

    /// <summary><c>wstring_at(source)</c>.</summary>
    public Value WideStringAt(Value source) => WideStringAt(source, -1);

    /// <summary><c>wstring_at(source, size)</c>; the size counts wide characters.</summary>
    public Value WideStringAt(Value source, Value size)
    {
        _ = Ops<NetHost, Value>.WideStringAt(Types, source, size, out var text);
        source.KeepAlive();
        return text;
    }

    /// <summary>ctypes' own copy of errno, of this thread.</summary>
    public int GetErrno() => Errno.Get();

    /// <returns>The former value.</returns>
    public int SetErrno(Value value)
    {
        _ = NetHost.ToBits(value, out var bits, out var range);
        return range == IntegerRange.Signed && (long)bits is >= int.MinValue and <= int.MaxValue
            ? Errno.Set((int)bits)
            : throw new PythonException(
                ErrorKind.OverflowError,
                "signed integer is greater than maximum"
            );
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

    /// <summary><c>CDLL(path, use_errno=...)</c>; null for the process itself.</summary>
    /// <exception cref="PythonException"><c>OSError</c>: it cannot be loaded.</exception>
    public CLibrary Load(string? path, bool usesErrno = false)
    {
        try
        {
            return new CLibrary(this, Library.Open(path), usesErrno);
        }
        catch (LibraryException refusal)
        {
            throw new PythonException(ErrorKind.OSError, refusal.Message);
        }
    }

    /// <summary>What callbacks raised since the last time, by class name and in order: Python's <c>sys.unraisablehook</c>.</summary>
    public IReadOnlyList<PythonException> TakeUnraised()
    {
        var taken = new List<PythonException>();
        while (_unraised.TryDequeue(out var error))
            taken.Add(error);
        return taken;
    }

    internal void AddUnraised(PythonException error) => _unraised.Enqueue(error);
}
