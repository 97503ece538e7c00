using System.Numerics;

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
            (ValueKind.ByteArray, "extend") => (a, _) => Extend(target, a[0]),
            (ValueKind.List, "append") => (a, _) => Append(target, a[0]),
            (ValueKind.Type, _) when TypeMethods.Contains(name) => (a, _) =>
                TypeMethod(session, target, name, a),
            _ => null,
        };
        method = Value.Of((object?)found);
        return found is not null;
    }

    private static Builtin? Function(Scope scope, CtypesSession session, string name) =>
        name switch
        {
            "POINTER" => (a, _) => session.Types.Pointer(a[0].TryAs<CtypesType>()),
            "CFUNCTYPE" => (a, keywords) => FunctionType(session, a, keywords),
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
            "fail" => (a, _) => throw new PythonException(a[0].ToString(), "as asked"),
            _ => null,
        };

    private static CtypesType FunctionType(
        CtypesSession session,
        IReadOnlyList<Value> types,
        IReadOnlyList<KeyValuePair<string, Value>> keywords
    ) =>
        session.Types.Function(
            types[0].TryAs<CtypesType>(),
            [.. types.Skip(1).Select(type => type.As<CtypesType>())],
            usesErrno: keywords.Any(k => k.Key == "use_errno")
        );

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
