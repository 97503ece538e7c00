namespace Touchstone.Ctypes;

/// <summary>The body of a function.</summary>
/// <exception cref="PythonException">What a Python function would raise.</exception>
public delegate Value PyBody(ReadOnlySpan<Value> arguments);

/// <summary>A Python function whose body is .NET code: what a C function pointer can be made of.</summary>
public sealed class PyCallable(string name, PyBody body)
{
    public string Name { get; } = name;

    public Value Call(params ReadOnlySpan<Value> arguments) => body(arguments);

    public override string ToString() => $"<function {Name}>";
}
