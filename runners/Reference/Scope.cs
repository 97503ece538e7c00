using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>The names that a body has bound. A callback's body sees those around it, and binds its own.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    /// <exception cref="PythonException"><c>NameError</c>: nothing has bound the name.</exception>
    public Value this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._values.TryGetValue(name, out var value))
                    return value;
            }
            throw new PythonException("NameError", $"name '{name}' is not defined");
        }
        set => _values[name] = value;
    }

    private Scope? Outer { get; } = outer;

    /// <summary>The scope of the program, or of a side of a twin case, around a callback's body.</summary>
    public Scope Outermost => Outer?.Outermost ?? this;

    public bool TryGet(string name, out Value value) => _values.TryGetValue(name, out value);
}
