namespace Touchstone.Ctypes.Tests;

/// <summary>A function of the snippets' world that is no object of ctypes.</summary>
internal delegate Value Builtin(
    IReadOnlyList<Value> arguments,
    IReadOnlyList<KeyValuePair<string, Value>> keywords
);

/// <summary>The names that a snippet sees, and what Python's syntax does to their values.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, Value> _names = new(StringComparer.Ordinal);
    private readonly Scope? _outer;

    public Scope(CtypesSession session) => Session = session;

    public Scope(Scope outer)
    {
        _outer = outer;
        Session = outer.Session;
    }

    public CtypesSession Session { get; }

    public Value this[string name]
    {
        get =>
            _names.TryGetValue(name, out var value) ? value
            : _outer is not null ? _outer[name]
            : Builtins.TryGet(this, name, out value) ? value
            : TypeNamed(name);
        set => _names[name] = value;
    }

    private CtypesType TypeNamed(string name)
    {
        try
        {
            return Session.Types[name];
        }
        catch (PythonException)
        {
            throw new PythonException("NameError", $"name '{name}' is not defined");
        }
    }

    public Value GetAttribute(Value target, string name)
    {
        if (target.TryAs<CLibrary>() is { } library)
            return library.GetAttribute(name);
        return Builtins.TryGetMethod(Session, target, name, out var method)
            ? method
            : Session.GetAttribute(target, name);
    }

    public void SetAttribute(Value target, string name, Value value) =>
        Session.SetAttribute(target, name, value);

    public Value GetItem(Value target, Value key) =>
        target.TryAs<CLibrary>() is { } library
            ? library.GetItem(key.ToString())
            : Session.GetItem(target, key);

    public Value Call(
        Value callee,
        Value[] arguments,
        IReadOnlyList<KeyValuePair<string, Value>> keywords
    ) =>
        callee.TryAs<Builtin>() is { } builtin
            ? builtin(arguments, keywords)
            : Session.Call(callee, arguments, keywords);

    public void DeclareClass(
        string name,
        Value @base,
        IReadOnlyList<KeyValuePair<string, Value>> attributes
    ) => this[name] = Session.DeclareClass(name, @base.As<CtypesType>(), attributes);
}
