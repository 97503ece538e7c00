namespace Touchstone.Ctypes;

// The methods that every ctypes type has.
public sealed partial class CtypesSession
{
    /// <summary><c>type.from_buffer(source)</c>.</summary>
    public Value FromBuffer(Value type, Value source) => FromBuffer(type, source, 0);

    /// <summary><c>type.from_buffer(source, offset)</c>: shares, keeps alive and locks the size of a writable source.</summary>
    /// <param name="offset">Bytes.</param>
    public Value FromBuffer(Value type, Value source, Value offset)
    {
        _ = Ops<NetHost, Value>.ToSize(offset, isClipped: false, out var bytes);
        _ = Ops<NetHost, Value>.FromBuffer(type.As<CtypesType>(), source, bytes, out var data);
        source.KeepAlive();
        return data;
    }

    /// <summary><c>type.from_buffer_copy(source)</c>.</summary>
    public Value FromBufferCopy(Value type, Value source) => FromBufferCopy(type, source, 0);

    /// <summary><c>type.from_buffer_copy(source, offset)</c>.</summary>
    /// <param name="offset">Bytes.</param>
    public Value FromBufferCopy(Value type, Value source, Value offset)
    {
        _ = Ops<NetHost, Value>.ToSize(offset, isClipped: false, out var bytes);
        _ = Ops<NetHost, Value>.FromBufferCopy(type.As<CtypesType>(), source, bytes, out var data);
        source.KeepAlive();
        return data;
    }

    /// <summary><c>type.from_address(address)</c>: trusts the address, keeps nothing alive.</summary>
    public Value FromAddress(Value type, Value address)
    {
        _ = Ops<NetHost, Value>.FromAddress(type.As<CtypesType>(), address, out var data);
        return data;
    }

    /// <summary><c>type.from_param(value)</c>.</summary>
    public Value FromParam(Value type, Value value)
    {
        _ = Ops<NetHost, Value>.FromParam(type.As<CtypesType>(), value, out var parameter);
        value.KeepAlive();
        return parameter;
    }

    /// <summary><c>type.in_dll(library, name)</c>.</summary>
    /// <exception cref="PythonException"><c>ValueError</c>: there is no such symbol.</exception>
    public Value InDll(Value type, CLibrary library, string name)
    {
        ArgumentNullException.ThrowIfNull(library);
        _ = Ops<NetHost, Value>.InLibrary(
            type.As<CtypesType>(),
            Value.Of((object)library),
            name,
            out var data
        );
        return data;
    }
}
