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

    /// <summary><c>class name(base): attributes</c>.</summary>
    /// <param name="base">A ctypes type, also an abstract one such as <c>Types["Structure"]</c>.</param>
    /// <param name="attributes">The class body: <c>_fields_</c>, <c>_pack_</c>, <c>_type_</c> and any other name.</param>
    /// <exception cref="PythonException">What the class statement raises.</exception>
    public CtypesType DeclareClass(
        string name,
        CtypesType @base,
        params IReadOnlyList<KeyValuePair<string, Value>> attributes
    )
    {
        _ = Ops<NetHost, Value>.DeclareClass(name, @base, attributes, out var type);
        return type!;
    }

    /// <summary><c>POINTER(target)</c>; the target is a type, <c>None</c>, or the name of a type that is told later.</summary>
    public CtypesType PointerTo(Value target)
    {
        _ = Ops<NetHost, Value>.PointerTo(Types, target, out var pointer);
        return pointer!;
    }

    /// <summary><c>pointer.set_type(target)</c>.</summary>
    public void SetType(Value pointer, Value target) =>
        Ops<NetHost, Value>.SetPointerType(pointer.As<CtypesType>(), target);

    /// <summary><c>SetPointerType(pointer, target)</c>, which 3.15 has no longer.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: this version has no such function.</exception>
    public void SetPointerType(Value pointer, Value target)
    {
        if (!Profile.HasSetPointerType)
            throw new PythonException(
                ErrorKind.AttributeError,
                "module 'ctypes' has no attribute 'SetPointerType'"
            );
        if (Profile.WarnsOfSetPointerType)
            AddWarning(
                "DeprecationWarning",
                "SetPointerType is deprecated and slated for removal in Python 3.15"
            );
        SetType(pointer, target);
    }

    /// <summary><c>element * length</c>.</summary>
    public CtypesType ArrayOf(Value element, Value length)
    {
        _ = Ops<NetHost, Value>.ArrayOf(element.As<CtypesType>(), length, out var array);
        return array!;
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
