namespace Touchstone.Ctypes;

/// <summary>Any other Python object: the name of its class, and attributes.</summary>
/// <remarks>
/// By these an object of .NET takes part in ctypes' protocols: <c>_as_parameter_</c> (passed in its place),
/// <c>from_param</c> (what it makes of an argument, where it stands in <c>argtypes</c>), <c>__index__</c> and
/// <c>__float__</c> (its number), <c>__call__</c>, <c>__ctypes_from_outparam__</c> (what it gives back as an out parameter),
/// <c>_handle</c> (a library). Methods are <see cref="PyCallable"/>s that need no <c>self</c>.
/// </remarks>
public class PyObject(string className)
{
    /// <summary><c>type(object).__name__</c>.</summary>
    public string ClassName { get; } = className;

    /// <summary>Attributes of the object itself.</summary>
    public IDictionary<string, Value> Attributes { get; } =
        new Dictionary<string, Value>(StringComparer.Ordinal);

    /// <summary><c>getattr(object, name)</c>; a subclass may compute it.</summary>
    /// <exception cref="PythonException">What a property raises.</exception>
    public virtual bool TryGetAttribute(string name, out Value value) =>
        Attributes.TryGetValue(name, out value);

    /// <summary>As Python's <c>repr</c>, without module and address.</summary>
    public override string ToString() => $"<{ClassName} object>";
}
