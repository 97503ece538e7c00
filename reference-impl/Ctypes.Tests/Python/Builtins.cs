using System.Numerics;
using System.Text.RegularExpressions;
using Touchstone.Ffi;

namespace Touchstone.Ctypes.Tests;

/// <summary>Python's own functions and those of the module ctypes, by name.</summary>
internal static class Builtins
{
    private static readonly string[] TypeMethods =
    [
        "from_buffer",
        "from_buffer_copy",
        "from_address",
        "from_param",
        "in_dll",
    ];

    public static bool TryGet(Scope scope, string name, out Value value)
    {
        var session = scope.Session;
        value = name switch
        {
            "None" => Value.None,
            "True" => true,
            "False" => false,
            "libc" => scope[name] = Value.Of(session.Load(null)),
            "libe" => scope[name] = Value.Of(session.Load(null, usesErrno: true)),
            "unraised" => new PyList([
                .. session.TakeUnraised().Select(error => (Value)error.ClassName),
            ]),
            "reports" => new PyList([
                .. session
                    .TakeUnraised()
                    .Select(error =>
                        (Value)new PyTuple(error.ClassName, error.Text, !error.Subject.IsNone)
                    ),
            ]),
            "warnings" => new PyList([
                .. session.TakeWarnings().Select(warning => (Value)warning.Text),
            ]),
            "cdll" => Value.Of((object)session.Libraries),
            "RTLD_LOCAL" => (int)LoadModes.Local,
            "RTLD_GLOBAL" => (int)LoadModes.Global,
            "warned" => new PyList([
                .. session.TakeWarnings().Select(warning => (Value)warning.ClassName),
            ]),
            _ when Function(scope, session, name) is { } function => Value.Of((object)function),
            _ => Value.Of(Missing.Instance),
        };
        return value.TryAs<Missing>() is null;
    }

    public static bool TryGetMethod(
        CtypesSession session,
        Value target,
        string name,
        out Value method
    )
    {
        Builtin? found = (target.Kind, name) switch
        {
            (ValueKind.Data, "__setstate__") => (a, _) =>
                Nothing(() => session.SetState(target, a[0], a[1])),
            (ValueKind.Type, "set_type") when target.As<CtypesType>().Kind == TypeKind.Pointer => (
                a,
                _
            ) => Nothing(() => session.SetType(target, a[0])),
            (ValueKind.MemoryView, "cast") => (a, _) =>
                target.As<PyMemoryView>().Cast(a[0].ToString()),
            (ValueKind.MemoryView, "tobytes") => (_, _) =>
                new PyBytes(target.As<PyMemoryView>().Content),
            (ValueKind.MemoryView, "tolist") => (_, _) => ListOf(session, target),
            (ValueKind.ByteArray, "extend") => (a, _) => Extend(target, a[0]),
            (ValueKind.List, "append") => (a, _) => Append(target, a[0]),
            (ValueKind.Other, "LoadLibrary") when target.TryAs<CLibraries>() is not null => (
                a,
                _
            ) => LoadAnew(target, a[0]),
            (ValueKind.List, "clear") => (_, _) => Nothing(target.As<PyList>().Items.Clear),
            (ValueKind.Type, _)
                when TypeMethods.Contains(name) && !IsOverridden(session, target, name) => (a, _) =>
                TypeMethod(session, target, name, a),
            _ => null,
        };
        method = Value.Of((object?)found);
        return found is not null;
    }

    /// <summary>What the call gives; where it raises, the name of the class.</summary>
    private static Value Tries(Scope scope, Value action)
    {
        try
        {
            return scope.Call(action, [], []);
        }
        catch (PythonException error)
        {
            return error.ClassName;
        }
    }

    private static bool IsOverridden(CtypesSession session, Value type, string name)
    {
        try
        {
            _ = session.GetAttribute(type, name);
            return true;
        }
        catch (PythonException error) when (error.ClassName == nameof(ErrorKind.AttributeError))
        {
            return false;
        }
    }

    /// <summary>What a function returns, or the class and the text of what it raises.</summary>
    private static Value Told(Scope scope, Value function)
    {
        try
        {
            return scope.Call(function, [], []);
        }
        catch (PythonException error)
        {
            return new PyTuple(error.ClassName, error.Message);
        }
    }

    private static Value Why(Scope scope, Value action)
    {
        try
        {
            return $"nothing: {AnswerForm.Of(scope.Call(action, [], []))}";
        }
        catch (PythonException error)
        {
            return error.Message;
        }
    }

    private static Value Shown(CtypesSession session, Value value) =>
        Regex.Replace(
            session.Represent(value),
            "0x[0-9a-f]+|[0-9]{7,}",
            "0x",
            RegexOptions.NonBacktracking
        );

    private static Value CheckHash(CtypesSession session, Value value)
    {
        session.CheckHash(value);
        return 0;
    }

    private static Value Copy(CtypesSession session, Value value, bool isDeep)
    {
        if (value.Kind == ValueKind.Type)
            return value;
        if (!isDeep)
            return session.Copy(value);
        var parts = session.StateOf(value).As<PyTuple>().Items;
        var pair = parts[1].As<PyTuple>().Items;
        var attributes = new PyDict();
        foreach (var (name, attribute) in pair[0].As<PyDict>().Items)
        {
            attributes[name] = attribute.TryAs<PyList>() is { } list
                ? new PyList([.. list.Items])
                : attribute;
        }
        return session.Unpickle(parts[0], attributes, pair[1]);
    }

    private static Value Nothing(Action action)
    {
        action();
        return Value.None;
    }

    private static CtypesType OldArray(Scope scope, Value element, Value length) =>
        scope.Session.ArrayOf(element, length);

    private static Builtin? Function(Scope scope, CtypesSession session, string name) =>
        name switch
        {
            "POINTER" => (a, _) => session.PointerTo(a[0]),
            "ARRAY" => (a, _) => OldArray(scope, a[0], a[1]),
            "SetPointerType" when session.Profile.HasSetPointerType => (a, _) =>
                Nothing(() => session.SetPointerType(a[0], a[1])),
            "memoryview_at" when session.Profile.HasMemoryViewAt => (a, keywords) =>
                session.MemoryViewAt(
                    a[0],
                    a[1],
                    session.IsTrue(keywords.Count > 0 ? keywords[0].Value : Size(a, 2, false))
                ),
            "tries" => (a, _) => Tries(scope, a[0]),
            "why" => (a, _) => Why(scope, a[0]),
            "shown" => (a, _) => Shown(session, a[0]),
            "hash" => (a, _) => CheckHash(session, a[0]),
            "state" => (a, _) => session.StateOf(a[0]),
            "copy" => (a, _) => Copy(session, a[0], isDeep: false),
            "deepcopy" => (a, _) => Copy(session, a[0], isDeep: true),
            "delattr" => (a, _) => Nothing(() => session.DeleteAttribute(a[0], a[1].ToString())),
            "CFUNCTYPE" => (a, k) => FunctionType(session, a, k, FunctionModes.Cdecl),
            "PYFUNCTYPE" => (a, k) =>
                FunctionType(session, a, k, FunctionModes.Cdecl | FunctionModes.PythonApi),
            "CDLL" => (a, k) => Load(session, a, k, keepsLock: false),
            "PyDLL" => (a, k) => Load(session, a, k, keepsLock: true),
            "find_library" => (a, _) =>
                Value.Of((object?)CtypesSession.FindLibrary(a[0].ToString())),
            "pointer" => (a, _) => session.Pointer(a[0]),
            "byref" => (a, _) => session.ByReference(a[0], Size(a, 1, 0)),
            "cast" => (a, _) => session.Cast(a[0], a[1]),
            "sizeof" => (a, _) => (long)session.SizeOf(a[0]),
            "alignment" => (a, _) => session.AlignmentOf(a[0]),
            "addressof" => (a, _) => (long)session.AddressOf(a[0]),
            "resize" => (a, _) => Resize(session, a),
            "memmove" => (a, _) => session.MemMove(a[0], a[1], a[2]),
            "memset" => (a, _) => session.MemSet(a[0], a[1], a[2]),
            "string_at" => (a, _) => session.StringAt(a[0], Size(a, 1, -1)),
            "wstring_at" => (a, _) => session.WideStringAt(a[0], Size(a, 1, -1)),
            "get_errno" => (_, _) => session.GetErrno(),
            "set_errno" => (a, _) => session.SetErrno(a[0]),
            "create_string_buffer" => (a, _) =>
                session.CreateStringBuffer(a[0], a.Count > 1 ? a[1] : default),
            "create_unicode_buffer" => (a, _) =>
                session.CreateUnicodeBuffer(a[0], a.Count > 1 ? a[1] : default),
            "len" => (a, _) => session.LengthOf(a[0]),
            "bool" => (a, _) => session.IsTrue(a[0]),
            "type" => (a, _) => a[0].As<CData>().Type,
            "list" => (a, _) => ListOf(session, a[0]),
            "bytes" => (a, _) => new PyBytes(Content(a[0])),
            "bytearray" => (a, _) => new PyByteArray(Content(a[0])),
            "memoryview" => (a, _) => session.MemoryView(a[0]),
            "setattr" => (a, _) => Set(scope, a),
            "getattr" => (a, _) => scope.GetAttribute(a[0], a[1].ToString()),
            "complex" => (a, _) => new Complex(a[0].AsReal(), a[1].AsReal()),
            "lives" => (a, _) => Lifetime.LivesAfterDrop(scope, a[0].ToString()),
            "fail" => (a, _) => throw new PythonException(a[0].ToString(), a[0].ToString()),
            "told" => (a, _) => Told(scope, a[0]),
            "int" => (a, _) => a[0].AsInteger(),
            "classmethod" => (a, _) => Value.Of(new ClassMethod(a[0])),
            "staticmethod" => (a, _) => a[0],
            "property" => (a, _) => Value.Of(new Property(a[0])),
            _ => null,
        };

    private static CtypesType FunctionType(
        CtypesSession session,
        IReadOnlyList<Value> types,
        IReadOnlyList<KeyValuePair<string, Value>> keywords,
        FunctionModes modes
    ) =>
        session.FunctionType(
            types[0],
            new PyTuple([.. types.Skip(1)]),
            keywords.Any(k => k.Key == "use_errno") ? modes | FunctionModes.UseErrno : modes
        );

    private static Value Load(
        CtypesSession session,
        IReadOnlyList<Value> arguments,
        IReadOnlyList<KeyValuePair<string, Value>> keywords,
        bool keepsLock
    )
    {
        var named = keywords.ToDictionary(k => k.Key, k => k.Value, StringComparer.Ordinal);
        var mode = arguments.Count > 1 ? arguments[1] : named.GetValueOrDefault("mode");
        return Value.Of(
            (object)
                session.Load(
                    arguments[0].IsNone ? null : arguments[0].ToString(),
                    named.ContainsKey("use_errno"),
                    mode.IsNone ? LoadModes.Local : (LoadModes)(int)mode.AsInteger(),
                    named.TryGetValue("handle", out var handle)
                        ? (nint)(long)handle.AsInteger()
                        : null,
                    keepsLock
                )
        );
    }

    /// <summary>A method of the module's loader of libraries.</summary>
    private static Value LoadAnew(Value loader, Value name) =>
        Value.Of((object)loader.As<CLibraries>().Load(name.ToString()));

    private static Value TypeMethod(
        CtypesSession session,
        Value type,
        string name,
        IReadOnlyList<Value> arguments
    ) =>
        name switch
        {
            "from_buffer" => session.FromBuffer(type, arguments[0], Size(arguments, 1, 0)),
            "from_buffer_copy" => session.FromBufferCopy(type, arguments[0], Size(arguments, 1, 0)),
            "from_address" => session.FromAddress(type, arguments[0]),
            "from_param" => session.FromParam(type, arguments[0]),
            _ => session.InDll(type, arguments[0].As<CLibrary>(), arguments[1].ToString()),
        };

    private static Value Size(IReadOnlyList<Value> arguments, int index, Value missing) =>
        index < arguments.Count ? arguments[index] : missing;

    private static Value Resize(CtypesSession session, IReadOnlyList<Value> arguments)
    {
        session.Resize(arguments[0], Size(arguments, 1, 0));
        return Value.None;
    }

    private static Value Extend(Value target, Value more)
    {
        target.As<PyByteArray>().Extend(more.As<PyBytes>().Content);
        return Value.None;
    }

    private static Value Append(Value target, Value item)
    {
        target.As<PyList>().Items.Add(item);
        return Value.None;
    }

    private static Value Set(Scope scope, IReadOnlyList<Value> arguments)
    {
        scope.SetAttribute(arguments[0], arguments[1].ToString(), arguments[2]);
        return Value.None;
    }

    private static PyList ListOf(CtypesSession session, Value sequence) =>
        new([
            .. Enumerable
                .Range(0, session.LengthOf(sequence))
                .Select(i => session.GetItem(sequence, i)),
        ]);

    private static byte[] Content(Value source) =>
        source.Kind switch
        {
            ValueKind.Integer => new byte[(int)source.AsInteger()],
            ValueKind.Bytes => source.As<PyBytes>().Content.ToArray(),
            ValueKind.ByteArray => source.As<PyByteArray>().Content.ToArray(),
            ValueKind.MemoryView => source.As<PyMemoryView>().Content.ToArray(),
            _ => Memory(source.As<CData>()),
        };

    private static unsafe byte[] Memory(CData data) =>
        new ReadOnlySpan<byte>(data.Address, (int)data.Size).ToArray();

    private sealed class Missing
    {
        public static Missing Instance { get; } = new();
    }
}
