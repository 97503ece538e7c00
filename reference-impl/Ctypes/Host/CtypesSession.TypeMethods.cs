namespace Touchstone.Ctypes;

// The methods that every ctypes type has.
public sealed partial class CtypesSession
{
    /// <summary><c>type.from_buffer(source, offset)</c>: shares, keeps alive and locks the size of a writable source.</summary>
    /// <param name="offset">Bytes.</param>
    public Value FromBuffer(Value type, Value source, nint offset = 0) =>
        throw new NotSupportedException();

    /// <summary><c>type.from_buffer_copy(source, offset)</c>.</summary>
    /// <param name="offset">Bytes.</param>
    public Value FromBufferCopy(Value type, Value source, nint offset = 0) =>
        throw new NotSupportedException();

    /// <summary><c>type.from_address(address)</c>: trusts the address, keeps nothing alive.</summary>
    public Value FromAddress(Value type, Value address) => throw new NotSupportedException();

    /// <summary><c>type.from_param(value)</c>.</summary>
    public Value FromParam(Value type, Value value) => throw new NotSupportedException();

    /// <summary><c>type.in_dll(library, name)</c>.</summary>
    /// <exception cref="PythonException"><c>ValueError</c>: there is no such symbol.</exception>
    public Value InDll(Value type, CLibrary library, string name) =>
        throw new NotSupportedException();
}
