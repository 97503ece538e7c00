namespace Touchstone.Ctypes;

// What Python does to any object.
public sealed partial class CtypesSession
{
    /// <summary>A fresh <c>bytes</c>, never a shared one: C may write into it.</summary>
    public PyBytes Bytes(ReadOnlySpan<byte> content) => new(content, Options.PoisonsDeadStorage);

    public PyByteArray ByteArray(ReadOnlySpan<byte> content) =>
        new(content, Options.PoisonsDeadStorage);

    /// <summary><c>memoryview(source)</c> of bytes, a bytearray or a ctypes object.</summary>
    public PyMemoryView MemoryView(Value source) => throw new NotSupportedException();

    /// <summary>
    /// <c>callee(*arguments, **keywords)</c>: makes an object of a type (of a function pointer type: from a
    /// <see cref="PyCallable"/>, an address or nothing), calls a C function, or calls a Python function.
    /// </summary>
    public Value Call(
        Value callee,
        ReadOnlySpan<Value> arguments,
        IReadOnlyList<KeyValuePair<string, Value>>? keywords = null
    ) => throw new NotSupportedException();

    /// <summary><c>target.name</c>: a field, <c>value</c>, <c>raw</c>, <c>contents</c>, <c>_objects</c>, <c>_b_base_</c>, <c>argtypes</c>, <c>restype</c>; a type's field descriptor.</summary>
    public Value GetAttribute(Value target, string name) => throw new NotSupportedException();

    public void SetAttribute(Value target, string name, Value value) =>
        throw new NotSupportedException();

    public void DeleteAttribute(Value target, string name) => throw new NotSupportedException();

    /// <summary><c>target[key]</c>; the key is an integer or a <see cref="PySlice"/>.</summary>
    public Value GetItem(Value target, Value key) => throw new NotSupportedException();

    public void SetItem(Value target, Value key, Value value) => throw new NotSupportedException();

    public void DeleteItem(Value target, Value key) => throw new NotSupportedException();

    /// <summary><c>len(target)</c>.</summary>
    public int LengthOf(Value target) => throw new NotSupportedException();

    /// <summary><c>bool(target)</c>: false for a NULL pointer, a zero, an empty sequence.</summary>
    public bool IsTrue(Value target) => throw new NotSupportedException();

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
