namespace Touchstone.Ctypes.Tests;

/// <summary>The questions' world on the second host: every operation goes straight to the rules, and every status is looked at.</summary>
internal sealed class TinyScope : Scope
{
    private readonly List<string> _warnings;

    public TinyScope(CtypesProfile profile)
        : base(new CtypesSession(profile))
    {
        _warnings = [];
        Types = new TypeSet(profile);
        Types.Warned = (className, _) => _warnings.Add(className);
        TinyHost.Error = null;
        TinyHost.Unraised.Clear();
    }

    private TinyScope(TinyScope outer)
        : base(outer)
    {
        _warnings = outer._warnings;
        Types = outer.Types;
    }

    public TypeSet Types { get; }

    public override Scope Inner() => new TinyScope(this);

    /// <summary>The value of an operation that worked; the error that it left behind where it did not.</summary>
    public static Value Checked(bool worked, object? value)
    {
        var error = TinyHost.Error;
        TinyHost.Error = null;
        if (worked != error is null)
        {
            throw new InvalidOperationException(
                worked ? $"an error was left behind: {error}" : "it failed without an error"
            );
        }
        return error is null
            ? TinyHost.Wrap(value)
            : throw new PythonException(error.ClassName, error.Message);
    }

    public static void Check(bool worked) => _ = Checked(worked, null);

    public IReadOnlyList<string> TakeWarnings()
    {
        string[] taken = [.. _warnings];
        _warnings.Clear();
        return taken;
    }

    public void Warn(string className) => _warnings.Add(className);

    protected override bool TryGetBuiltin(string name, out Value value)
    {
        if (TinyBuiltins.TryGet(this, name, out value))
            return true;
        try
        {
            value = Types[name];
            return true;
        }
        catch (PythonException)
        {
            throw new PythonException("NameError", $"name '{name}' is not defined");
        }
    }

    public override Value GetAttribute(Value target, string name)
    {
        var known = TinyHost.Unwrap(target);
        switch (known)
        {
            case TinyLibrary library when name == "_handle":
                return (long)library.Handle;
            case TinyLibrary library:
                if (!library.Functions.TryGetValue(name, out var function))
                    library.Functions[name] = function = Bind(library, name);
                return TinyHost.Wrap(function);
            case TinyArgument argument when name == "_obj":
                return TinyHost.Wrap(argument.Slot.Source);
            case TinyView view:
                return TinyBuiltins.GetViewAttribute(view, name);
            case PyObject other:
                return other.TryGetAttribute(name, out var own)
                    ? own
                    : throw new PythonException("AttributeError", name);
        }
        return TinyBuiltins.TryGetMethod(this, target, name, out var method)
            ? method
            : Checked(Ops<TinyHost, object?>.GetAttribute(known, name, out var value), value);
    }

    public override void SetAttribute(Value target, string name, Value value)
    {
        var (known, given) = (TinyHost.Unwrap(target), TinyHost.Unwrap(value));
        if (known is PyObject other)
        {
            other.Attributes[name] = value;
            return;
        }
        Check(Ops<TinyHost, object?>.SetAttribute(known, name, given));
        GC.KeepAlive(given);
    }

    public override void DeleteAttribute(Value target, string name) =>
        Check(Ops<TinyHost, object?>.DeleteAttribute(TinyHost.Unwrap(target), name));

    public override Value GetItem(Value target, Value key)
    {
        switch (TinyHost.Unwrap(target))
        {
            case TinyData data:
                var worked = Ops<TinyHost, object?>.GetSubscript(
                    data,
                    TinyHost.Unwrap(key),
                    out var item
                );
                GC.KeepAlive(data);
                return Checked(worked, item);
            case TinyLibrary library:
                return TinyHost.Wrap(Bind(library, key.ToString()));
            case TinyView view:
                return TinyBuiltins.GetViewItem(view, key);
            default:
                return Session.GetItem(target, key);
        }
    }

    public override void SetItem(Value target, Value key, Value value)
    {
        switch (TinyHost.Unwrap(target))
        {
            case TinyData data:
                Check(
                    Ops<TinyHost, object?>.SetSubscript(
                        data,
                        TinyHost.Unwrap(key),
                        TinyHost.Unwrap(value)
                    )
                );
                break;
            case TinyView view:
                TinyBuiltins.SetViewItem(view, key, value);
                break;
            case TinyByteArray bytes:
                TinyBuiltins.SetByte(bytes, key, value);
                break;
            default:
                Session.SetItem(target, key, value);
                break;
        }
    }

    public override void DeleteItem(Value target, Value key)
    {
        if (TinyHost.Unwrap(target) is TinyData data)
            Check(Ops<TinyHost, object?>.DeleteSubscript(data));
        Session.DeleteItem(target, key);
    }

    public override CtypesType ArrayOf(Value element, Value length)
    {
        Check(
            Ops<TinyHost, object?>.ArrayOf(
                element.As<CtypesType>(),
                TinyHost.Unwrap(length),
                out var array
            )
        );
        return array!;
    }

    public override Value Call(
        Value callee,
        Value[] arguments,
        IReadOnlyList<KeyValuePair<string, Value>> keywords
    )
    {
        var given = Array.ConvertAll(arguments, TinyHost.Unwrap);
        KeyValuePair<string, object?>[] named =
        [
            .. keywords.Select(k => KeyValuePair.Create(k.Key, TinyHost.Unwrap(k.Value))),
        ];
        switch (TinyHost.Unwrap(callee))
        {
            case Builtin builtin:
                return builtin(arguments, keywords);
            case PyCallable body:
                return body.Call(arguments);
            case CtypesType type:
                return Checked(
                    Ops<TinyHost, object?>.Construct(type, given, named, out var made),
                    made
                );
            case TinyData { Type.Kind: TypeKind.Function } function:
                var worked = TinyHost.Call(function, given, named, out var result);
                GC.KeepAlive(function);
                GC.KeepAlive(given);
                return Checked(worked, result);
            case SnippetClass type:
                return Value.Of((object)type.New());
            case PyObject:
                return Checked(
                    TinyHost.Invoke(TinyHost.Unwrap(callee), given, out var answer),
                    answer
                );
            case var other:
                throw new PythonException(
                    "TypeError",
                    $"'{TinyHost.ClassNameOf(other)}' object is not callable"
                );
        }
    }

    public override void DeclareClass(
        string name,
        Value @base,
        IReadOnlyList<KeyValuePair<string, Value>> attributes
    )
    {
        if (@base.IsNone)
        {
            base.DeclareClass(name, @base, attributes);
            return;
        }
        Check(
            Ops<TinyHost, object?>.DeclareClass(
                name,
                @base.As<CtypesType>(),
                [.. attributes.Select(a => KeyValuePair.Create(a.Key, TinyHost.Unwrap(a.Value)))],
                out var type
            )
        );
        foreach (var (attribute, value) in attributes)
        {
            if (value.TryAs<ClassMethod>() is { } method)
                SetAttribute(type!, attribute, method.BindTo(type!));
        }
        this[name] = type!;
    }

    /// <summary>A function of a library: a new object of the library's own type.</summary>
    private static object? Bind(TinyLibrary library, string name)
    {
        var source = new PyTuple(name, Value.Of((object)library));
        var worked = Ops<TinyHost, object?>.Construct(
            library.FunctionType,
            [source],
            [],
            out var function
        );
        return TinyHost.Unwrap(Checked(worked, function));
    }
}
