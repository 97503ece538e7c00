using System.Collections.Immutable;

namespace Touchstone.Ctypes;

/// <summary>Python's <c>tuple</c>.</summary>
public sealed class PyTuple(params ImmutableArray<Value> items)
{
    /// <summary>In order; their identity is the tuple's promise, not their content.</summary>
    public ImmutableArray<Value> Items { get; } = items;

    /// <summary>Python's <c>repr</c>.</summary>
    public override string ToString() => PyRepresentation.Of(this);
}

/// <summary>Python's <c>list</c>.</summary>
public sealed class PyList(params ReadOnlySpan<Value> items)
{
    /// <summary>The list's own storage: to change it is to change the list.</summary>
    public List<Value> Items { get; } = [.. items];

    /// <summary>Python's <c>repr</c>.</summary>
    public override string ToString() => PyRepresentation.Of(this);
}

/// <summary>Python's <c>slice</c>; each part is an integer or <c>None</c>.</summary>
public sealed class PySlice(Value start, Value stop, Value step)
{
    /// <summary>Counted from the end where negative; <c>None</c> for the first, or with a negative step the last.</summary>
    public Value Start { get; } = start;

    /// <summary>The first item that is not taken. A slice of a pointer must say it: a pointer has no length.</summary>
    public Value Stop { get; } = stop;

    /// <summary><c>None</c> for 1; 0 is a <c>ValueError</c> where the slice is used.</summary>
    public Value Step { get; } = step;
}

/// <summary>Python's <c>dict</c> as ctypes uses it for <c>_objects</c>: its keys are text or integers.</summary>
public sealed class PyDict
{
    private readonly Dictionary<Value, Value> _items = new(ByContent.Instance);

    /// <summary>Keys, not counting those that kept values hold in turn.</summary>
    public int Count => _items.Count;

    /// <summary>In the order in which the keys were first set.</summary>
    public IEnumerable<KeyValuePair<Value, Value>> Items => _items;

    /// <summary>Text keys are equal by content, all others by identity.</summary>
    /// <exception cref="KeyNotFoundException">Read, with no such key.</exception>
    public Value this[Value key]
    {
        get => _items[key];
        set => _items[key] = value;
    }

    /// <summary>The value of a key; <c>None</c> where there is no such key.</summary>
    public bool TryGet(Value key, out Value value) => _items.TryGetValue(key, out value);

    /// <summary>As Python's <c>repr</c>, in the order in which the keys were first set.</summary>
    public override string ToString() =>
        $"{{{string.Join(", ", _items.Select(item => $"{PyRepresentation.Of(item.Key)}: {item.Value}"))}}}";

    private sealed class ByContent : IEqualityComparer<Value>
    {
        public static ByContent Instance { get; } = new();

        public bool Equals(Value x, Value y) =>
            x.Is(y) || (x.TryAs<PyText>() is { } text && text.Equals(y.TryAs<PyText>()));

        public int GetHashCode(Value obj) =>
            obj.TryAs<PyText>() is { } text ? text.GetHashCode() : obj.GetHashCode();
    }
}
