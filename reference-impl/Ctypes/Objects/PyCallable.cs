namespace Touchstone.Ctypes;

/// <summary>The body of a function.</summary>
/// <exception cref="PythonException">What a Python function would raise.</exception>
public delegate Value PyBody(ReadOnlySpan<Value> arguments);

/// <summary>A Python function whose body is .NET code: what a C function pointer can be made of.</summary>
public sealed class PyCallable(string name, PyBody body)
{
    /// <summary><c>__name__</c>: what reports of a callback's error say.</summary>
    public string Name { get; } = name;

    /// <summary>Runs the body; the span is borrowed until it returns.</summary>
    /// <exception cref="PythonException">What the body raises.</exception>
    public Value Call(params ReadOnlySpan<Value> arguments) => body(arguments);

    /// <summary>As Python's <c>repr</c>, without the address.</summary>
    public override string ToString() => $"<function {Name}>";
}
