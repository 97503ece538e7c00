namespace Touchstone.Ctypes;

// What Python does to any object.
public sealed partial class CtypesSession
{
    /// <summary>A fresh <c>bytes</c>, never a shared one: C may write into it.</summary>
    public PyBytes Bytes(ReadOnlySpan<byte> content) => new(content, Options.PoisonsDeadStorage);

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

    public void SetAttribute(Value target, string name, Value value)
    {
        Attributes.Set(target, name, value);
        target.KeepAlive();
        value.KeepAlive();
    }

    public void DeleteAttribute(Value target, string name) => Attributes.Delete(target, name);

    /// <summary><c>target[key]</c>; the key is an integer or a <see cref="PySlice"/>.</summary>
    public Value GetItem(Value target, Value key)
    {
        var value = Items.Get(target, key);
        target.KeepAlive();
        return value;
    }

    public void SetItem(Value target, Value key, Value value)
    {
        Items.Set(target, key, value);
        target.KeepAlive();
        value.KeepAlive();
    }

    public void DeleteItem(Value target, Value key) => Items.Delete(target);

    /// <summary><c>len(target)</c>.</summary>
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
