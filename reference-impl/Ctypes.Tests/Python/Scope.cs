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
            : Session.Types[name];
        set => _names[name] = value;
    }

    public Value GetAttribute(Value target, string name)
    {
        if (target.TryAs<CLibrary>() is { } library)
            return library.GetAttribute(name);
        return Builtins.TryGetMethod(Session, target, name, out var method)
            ? method
            : Session.GetAttribute(target, name);
    }

    public void SetAttribute(Value target, string name, Value value)
    {
        if (target.TryAs<CtypesType>() is { } type && name == "_fields_")
            Session.Types.SetFields(type, Fields(value));
        else
            Session.SetAttribute(target, name, value);
    }

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

    public void DeclareClass(string name, string @base, Dictionary<string, Value> attributes)
    {
        var isSwapped = @base.StartsWith("BigEndian", StringComparison.Ordinal);
        var parent =
            @base is "Structure" or "Union" or "LittleEndianStructure" || isSwapped
                ? null
                : this[@base].As<CtypesType>();
        if (parent?.Kind == TypeKind.Simple)
        {
            this[name] = Session.Types.Subclass(parent, name);
            return;
        }
        var options = new AggregateOptions(
            isSwapped ? Ffi.Types.ByteOrder.Big : Ffi.Types.ByteOrder.Native,
            Number("_pack_"),
            Number("_align_"),
            attributes.TryGetValue("_layout_", out var rule) ? rule.ToString() : null,
            parent,
            attributes.TryGetValue("_anonymous_", out var anonymous)
                ? [.. Items(anonymous).Select(item => item.ToString())]
                : null
        );
        var isUnion =
            @base.EndsWith("Union", StringComparison.Ordinal) || parent?.Kind == TypeKind.Union;
        var type = isUnion
            ? Session.Types.DeclareUnion(name, options)
            : Session.Types.DeclareStructure(name, options);
        if (attributes.TryGetValue("_fields_", out var fields))
            Session.Types.SetFields(type, Fields(fields));
        this[name] = type;

        int? Number(string attribute) =>
            attributes.TryGetValue(attribute, out var value) ? (int)value.AsInteger() : null;
    }

    public static List<Value> Items(Value sequence) =>
        sequence.Kind == ValueKind.List
            ? sequence.As<PyList>().Items
            : [.. sequence.As<PyTuple>().Items];

    private static List<FieldDeclaration> Fields(Value value) =>
        [
            .. Items(value)
                .Select(Items)
                .Select(field => new FieldDeclaration(
                    field[0].ToString(),
                    field[1].As<CtypesType>(),
                    field.Count > 2 ? (int)field[2].AsInteger() : null
                )),
        ];
}
