namespace Touchstone.Ctypes.Tests;

/// <summary>A function of the snippets' world that is no object of ctypes.</summary>
internal delegate Value Builtin(
    IReadOnlyList<Value> arguments,
    IReadOnlyList<KeyValuePair<string, Value>> keywords
);

/// <summary>The names that a snippet sees, and what Python's syntax does to their values.</summary>
internal class Scope
{
    private readonly Dictionary<string, Value> _names = new(StringComparer.Ordinal);
    private readonly Scope? _outer;

    public Scope(CtypesSession session) => Session = session;

    protected Scope(Scope outer)
    {
        _outer = outer;
        Session = outer.Session;
    }

    public CtypesSession Session { get; }

    /// <summary>What the body of a function sees.</summary>
    public virtual Scope Inner() => new(this);

    /// <summary>A name that is neither the snippet's nor a type's.</summary>
    protected virtual bool TryGetBuiltin(string name, out Value value) =>
        Builtins.TryGet(this, name, out value);

    public Value this[string name]
    {
        get =>
            _names.TryGetValue(name, out var value) ? value
            : _outer is not null ? _outer[name]
            : TryGetBuiltin(name, out value) ? value
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

    public virtual Value GetAttribute(Value target, string name)
    {
        if (target.TryAs<CLibrary>() is { } library)
        {
            return name switch
            {
                "_handle" => (long)library.Handle,
                "_name" => Value.Of((object?)library.Path),
                _ => library.GetAttribute(name),
            };
        }
        return Builtins.TryGetMethod(Session, target, name, out var method)
            ? method
            : Session.GetAttribute(target, name);
    }

    public virtual void SetAttribute(Value target, string name, Value value) =>
        Session.SetAttribute(target, name, value);

    public virtual void DeleteAttribute(Value target, string name) =>
        Session.DeleteAttribute(target, name);

    public virtual void SetItem(Value target, Value key, Value value) =>
        Session.SetItem(target, key, value);

    public virtual void DeleteItem(Value target, Value key) => Session.DeleteItem(target, key);

    public virtual CtypesType ArrayOf(Value element, Value length) =>
        Session.ArrayOf(element, length);

    public virtual Value GetItem(Value target, Value key) =>
        target.TryAs<CLibrary>() is { } library ? library.GetItem(key.ToString())
        : target.TryAs<CLibraries>() is { } libraries ? Value.Of((object)libraries[key.ToString()])
        : Session.GetItem(target, key);

    public virtual Value Call(
        Value callee,
        Value[] arguments,
        IReadOnlyList<KeyValuePair<string, Value>> keywords
    ) =>
        callee.TryAs<Builtin>() is { } builtin ? builtin(arguments, keywords)
        : callee.TryAs<SnippetClass>() is { } type ? type.New()
        : Session.Call(callee, arguments, keywords);

    public virtual void DeclareClass(
        string name,
        Value @base,
        IReadOnlyList<KeyValuePair<string, Value>> attributes
    )
    {
        if (@base.IsNone)
        {
            this[name] = new SnippetClass(name, attributes);
            return;
        }
        var type = Session.DeclareClass(name, @base.As<CtypesType>(), attributes);
        foreach (var (attribute, value) in attributes)
        {
            if (value.TryAs<ClassMethod>() is { } method)
                Session.SetAttribute(type, attribute, method.BindTo(type));
        }
        this[name] = type;
    }
}
