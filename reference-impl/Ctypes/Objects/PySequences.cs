using System.Collections.Immutable;

namespace Touchstone.Ctypes;

/// <summary>Python's <c>tuple</c>.</summary>
public sealed class PyTuple(params ImmutableArray<Value> items)
{
    public ImmutableArray<Value> Items { get; } = items;

    public override string ToString() => PyRepresentation.Of(this);
}

/// <summary>Python's <c>list</c>.</summary>
public sealed class PyList(params ReadOnlySpan<Value> items)
{
    public List<Value> Items { get; } = [.. items];

    public override string ToString() => PyRepresentation.Of(this);
}

/// <summary>Python's <c>slice</c>; each part is an integer or <c>None</c>.</summary>
public sealed class PySlice(Value start, Value stop, Value step)
{
    public Value Start { get; } = start;

    public Value Stop { get; } = stop;

    public Value Step { get; } = step;
}

/// <summary>Python's <c>dict</c> as ctypes uses it for <c>_objects</c>: its keys are text or integers.</summary>
public sealed class PyDict
{
    private readonly Dictionary<Value, Value> _items = new(ByContent.Instance);

    public int Count => _items.Count;

    /// <summary>In the order in which the keys were first set.</summary>
    public IEnumerable<KeyValuePair<Value, Value>> Items => _items;

    public Value this[Value key]
    {
        get => _items[key];
        set => _items[key] = value;
    }

    public bool TryGet(Value key, out Value value) => _items.TryGetValue(key, out value);

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
