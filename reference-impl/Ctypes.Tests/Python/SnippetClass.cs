namespace Touchstone.Ctypes.Tests;

/// <summary>What <c>classmethod</c> made of a function.</summary>
internal sealed record ClassMethod(Value Function)
{
    /// <summary>The function with its class as first argument.</summary>
    public PyCallable BindTo(Value type) =>
        new("method", arguments => Function.As<PyCallable>().Call([type, .. arguments]));
}

/// <summary>What <c>property</c> made of a function.</summary>
internal sealed record Property(Value Function);

/// <summary>A class of a snippet that derives from nothing of ctypes: its attributes, and what makes instances.</summary>
internal sealed class SnippetClass : PyObject
{
    public SnippetClass(string name, IReadOnlyList<KeyValuePair<string, Value>> attributes)
        : base("type")
    {
        Name = name;
        foreach (var (key, value) in attributes)
            Attributes[key] = value.TryAs<ClassMethod>()?.BindTo(this) ?? value;
    }

    public string Name { get; }

    public PyObject New() => new Instance(this);

    private sealed class Instance(SnippetClass type) : PyObject(type.Name)
    {
        public override bool TryGetAttribute(string name, out Value value)
        {
            if (base.TryGetAttribute(name, out value))
                return true;
            if (!type.TryGetAttribute(name, out value))
                return false;
            if (value.TryAs<Property>() is { } property)
                value = property.Function.As<PyCallable>().Call(this);
            else if (value.TryAs<PyCallable>() is { } method)
                value = new PyCallable(name, arguments => method.Call([this, .. arguments]));
            return true;
        }
    }
}
