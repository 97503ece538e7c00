using System.Diagnostics;
using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>The operations of the case language by name: <c>sizeof</c>, <c>cast</c>, <c>P.from_buffer</c>.</summary>
/// <param name="shared">What <c>share</c> has put down: addresses, by name.</param>
internal sealed class Operations(
    Semantics semantics,
    Declarations declarations,
    TypeNames names,
    IDictionary<string, Value> shared
)
{
    private readonly List<Value> _unraised = [];

    private CtypesSession Session => semantics.Session;

    public static bool IsTypeMethod(string name) =>
        name is "from_buffer" or "from_buffer_copy" or "from_address" or "from_param" or "in_dll";

    public Value ApplyToType(Value type, string method, Value[] arguments) =>
        method switch
        {
            "from_buffer" => Session.FromBuffer(type, arguments[0], Size(arguments, 1, 0)),
            "from_buffer_copy" => Session.FromBufferCopy(type, arguments[0], Size(arguments, 1, 0)),
            "from_address" => Session.FromAddress(type, arguments[0]),
            "from_param" => Session.FromParam(type, arguments[0]),
            "in_dll" => Session.InDll(
                type,
                declarations.Library,
                arguments[0].As<PyText>().ToString()
            ),
            _ => throw new UnreachableException($"a type has no method {method}"),
        };

    public Value Apply(string name, Value[] arguments) =>
        name switch
        {
            "sizeof" => (long)Session.SizeOf(arguments[0]),
            "alignment" => Session.AlignmentOf(arguments[0]),
            "addressof" => (long)Session.AddressOf(arguments[0]),
            "pointer" => semantics.Pointer(arguments[0]),
            "byref" => Session.ByReference(arguments[0], Size(arguments, 1, 0)),
            "cast" => Session.Cast(arguments[0], arguments[1]),
            "resize" => Resize(arguments[0], Size(arguments, 1, 0)),
            "memmove" => Session.MemMove(arguments[0], arguments[1], arguments[2]),
            "memset" => Session.MemSet(arguments[0], arguments[1], arguments[2]),
            "string_at" => Session.StringAt(arguments[0], Size(arguments, 1, -1)),
            "wstring_at" => Session.WideStringAt(arguments[0], Size(arguments, 1, -1)),
            "get_errno" => Session.GetErrno(),
            "set_errno" => Session.SetErrno(arguments[0]),
            "buffer" => Session.CreateStringBuffer(arguments[0], Optional(arguments, 1)),
            "ubuffer" => Session.CreateUnicodeBuffer(arguments[0], Optional(arguments, 1)),
            "bytearray" => ByteArray(Optional(arguments, 0)),
            "memoryview" => Session.MemoryView(arguments[0]),
            "length" => Session.LengthOf(arguments[0]),
            "extend" => Extend(arguments[0], arguments[1]),
            "objects" => semantics.GetAttribute(arguments[0], "_objects"),
            "typeof" => names.Of(arguments[0]),
            "unraised" => Unraised(),
            "null" => semantics.Call(arguments[0], []),
            "isnull" => !Session.IsTrue(arguments[0]),
            "share" => shared[arguments[0].As<PyText>().ToString()] = arguments[1],
            "shared" => shared[arguments[0].As<PyText>().ToString()],
            _ => throw new UnreachableException($"there is no operation {name}"),
        };

    private static Value Optional(Value[] arguments, int index) =>
        index < arguments.Length ? arguments[index] : Value.None;

    private static Value Size(Value[] arguments, int index, Value missing) =>
        index < arguments.Length ? arguments[index] : missing;

    private Value Resize(Value target, Value size)
    {
        Session.Resize(target, size);
        return Value.None;
    }

    private PyByteArray ByteArray(Value source) =>
        source.Kind switch
        {
            ValueKind.None => Session.ByteArray([]),
            ValueKind.Bytes => Session.ByteArray(source.As<PyBytes>().Content),
            ValueKind.ByteArray => Session.ByteArray(source.As<PyByteArray>().Content),
            ValueKind.Integer => Session.ByteArray(new byte[(int)source.AsInteger()]),
            _ => Session.ByteArray(Session.MemoryView(source).Content),
        };

    private static Value Extend(Value target, Value more)
    {
        target.As<PyByteArray>().Extend(more.As<PyBytes>().Content);
        return Value.None;
    }

    private PyList Unraised()
    {
        foreach (var error in Session.TakeUnraised())
            _unraised.Add(error.ClassName);
        return new PyList([.. _unraised]);
    }
}
