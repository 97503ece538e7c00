namespace Touchstone.Ctypes;

// What Python does to any object.
public sealed partial class CtypesSession
{
    /// <summary>A fresh <c>bytes</c>, never a shared one: C may write into it.</summary>
    public PyBytes Bytes(ReadOnlySpan<byte> content) => new(content, Options.PoisonsDeadStorage);

    /// <summary><c>bytearray(content)</c>: a copy, whose memory <c>from_buffer</c> can share.</summary>
    public PyByteArray ByteArray(ReadOnlySpan<byte> content) =>
        new(content, Options.PoisonsDeadStorage);

    /// <summary><c>memoryview(source)</c> of bytes, a bytearray or a ctypes object.</summary>
    public PyMemoryView MemoryView(Value source) => PyMemoryView.Of(source);

    /// <summary>
    /// <c>callee(*arguments, **keywords)</c>: makes an object of a type (of a function pointer type: from a
    /// <see cref="PyCallable"/>, an address or nothing), calls a C function, or calls a Python function.
    /// </summary>
    public Value Call(
        Value callee,
        ReadOnlySpan<Value> arguments,
        IReadOnlyList<KeyValuePair<string, Value>>? keywords = null
    ) => Calls.Call(callee, arguments, keywords is null ? [] : keywords.ToArray());

    /// <summary><c>target.name</c>: a field, <c>value</c>, <c>raw</c>, <c>contents</c>, <c>_objects</c>, <c>_b_base_</c>, <c>argtypes</c>, <c>restype</c>; a type's field descriptor.</summary>
    public Value GetAttribute(Value target, string name)
    {
        var value = Attributes.Get(target, name);
        target.KeepAlive();
        return value;
    }

    /// <summary><c>target.name = value</c>: a field, <c>value</c>, <c>raw</c>, <c>contents</c>, <c>argtypes</c>, <c>restype</c>, <c>errcheck</c>, or an attribute of the object's own; on a type, <c>_fields_</c> and its like.</summary>
    /// <exception cref="PythonException">As Python raises: <c>TypeError</c> for a value that the field does not take, <c>AttributeError</c> for what cannot be set.</exception>
    public void SetAttribute(Value target, string name, Value value)
    {
        Attributes.Set(target, name, value);
        target.KeepAlive();
        value.KeepAlive();
    }

    /// <summary><c>del target.name</c>: gives <c>argtypes</c>, <c>restype</c> and <c>errcheck</c> back their defaults, removes an attribute of the object's own.</summary>
    /// <exception cref="PythonException"><c>TypeError</c> for a field, which cannot be deleted; <c>AttributeError</c> for what is not there.</exception>
    public void DeleteAttribute(Value target, string name) => Attributes.Delete(target, name);

    /// <summary><c>target[key]</c>; the key is an integer or a <see cref="PySlice"/>.</summary>
    public Value GetItem(Value target, Value key)
    {
        var value = Items.Get(target, key);
        target.KeepAlive();
        return value;
    }

    /// <summary><c>target[key] = value</c>: an item or a slice of an array, or memory as many elements behind what a pointer points to.</summary>
    /// <exception cref="PythonException"><c>IndexError</c> outside an array; a pointer is not bounded. <c>ValueError</c> for a NULL pointer, or a slice of another length.</exception>
    public void SetItem(Value target, Value key, Value value)
    {
        Items.Set(target, key, value);
        target.KeepAlive();
        value.KeepAlive();
    }

    /// <summary><c>del target[key]</c>, which ctypes refuses.</summary>
    /// <exception cref="PythonException"><c>TypeError</c>, always.</exception>
    public void DeleteItem(Value target, Value key) => Items.Delete(target);

    /// <summary><c>len(target)</c>.</summary>
    /// <exception cref="PythonException"><c>TypeError</c>: it has no length.</exception>
    public int LengthOf(Value target) =>
        NetHost.CountOf(target) is >= 0 and var count
            ? checked((int)count)
            : throw new PythonException(
                ErrorKind.TypeError,
                $"object of type '{target.ClassName}' has no len()"
            );

    /// <summary><c>bool(target)</c>: false for a NULL pointer, a zero, an empty sequence.</summary>
    public bool IsTrue(Value target)
    {
        _ = NetHost.ToTruth(target, out var truth);
        return truth;
    }

    /// <summary><c>repr(target)</c>; of ctypes objects as the profile's CPython writes it.</summary>
    public string Represent(Value target) => PyRepresentation.Of(target);

    /// <summary><c>hash(target)</c>, for those that need to know only whether there is one.</summary>
    /// <exception cref="PythonException"><c>TypeError</c>: ctypes objects have none.</exception>
    public void CheckHash(Value target)
    {
        if (target.Kind == ValueKind.Data)
            _ = Ops<NetHost, Value>.Hash();
    }

    /// <summary>
    /// <c>left is right</c>, of two values that came from two operations. Numbers, characters and empty text that CPython
    /// shares are one object; any other number is a new object each time it is read, although <see cref="Value.Is"/>
    /// cannot tell them apart.
    /// </summary>
    public bool AreSame(Value left, Value right)
    {
        if (left.Kind != right.Kind)
            return false;
        switch (left.Kind)
        {
            case ValueKind.Integer:
                return left.Is(right)
                    && left.AsInteger() >= -5
                    && left.AsInteger() <= Profile.LargestSharedInteger;
            case ValueKind.Real or ValueKind.Complex:
                return false;
            case ValueKind.Bytes when !left.Is(right):
                var bytes = left.As<PyBytes>().Content;
                return bytes.Length < 2 && bytes.SequenceEqual(right.As<PyBytes>().Content);
            case ValueKind.Text when !left.Is(right):
                var text = left.As<PyText>();
                return text.Equals(right.As<PyText>())
                    && (text.Length == 0 || (text.Length == 1 && text.CodePoints[0] < 256));
            default:
                return left.Is(right);
        }
    }

    /// <summary>What <c>target.__reduce__()</c> hands to its function: the type, and a pair of own attributes and bytes.</summary>
    /// <exception cref="PythonException"><c>ValueError</c>: it may hold addresses.</exception>
    public Value StateOf(Value target)
    {
        _ = Ops<NetHost, Value>.StateOf(target, out var state);
        target.KeepAlive();
        return state;
    }

    /// <summary><c>target.__setstate__(attributes, content)</c>.</summary>
    public void SetState(Value target, Value attributes, Value content)
    {
        _ = Ops<NetHost, Value>.SetState(target, attributes, content);
        target.KeepAlive();
        content.KeepAlive();
    }

    /// <summary><c>_unpickle(type, (attributes, content))</c>: a new object made of a state.</summary>
    public Value Unpickle(Value type, Value attributes, Value content)
    {
        _ = Ops<NetHost, Value>.Unpickle(type.As<CtypesType>(), attributes, content, out var data);
        content.KeepAlive();
        return data;
    }

    /// <summary><c>copy.copy(target)</c> of a ctypes object: its bytes, and its own attributes.</summary>
    /// <exception cref="PythonException"><c>ValueError</c>: it may hold addresses.</exception>
    public Value Copy(Value target)
    {
        _ = Ops<NetHost, Value>.Copy(target, out var copy);
        target.KeepAlive();
        return copy;
    }

    /// <summary><c>type(target)</c> of a ctypes object; null for any other, whose class has only a name.</summary>
    public static CtypesType? TypeOf(Value target) => target.TryAs<CData>()?.Type;

    /// <summary>Collects garbage until nothing more dies, finalizers included.</summary>
    public static void Collect()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
