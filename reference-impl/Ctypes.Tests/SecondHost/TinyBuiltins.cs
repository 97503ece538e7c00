using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Touchstone.Ffi;

namespace Touchstone.Ctypes.Tests;

/// <summary>Python's own functions and those of the module ctypes, on the second host.</summary>
internal static partial class TinyBuiltins
{
    private delegate bool Operation(out object? value);

    public static bool TryGet(TinyScope scope, string name, out Value value)
    {
        object? found = name switch
        {
            "None" => Value.None,
            "True" => true,
            "False" => false,
            "libc" => scope[name] = Library(scope, FunctionModes.Cdecl),
            "libe" => scope[name] = Library(scope, FunctionModes.Cdecl | FunctionModes.UseErrno),
            "unraised" => Names(TakeUnraised()),
            "warned" => Names(scope.TakeWarnings()),
            _ => Function(scope, name),
        };
        value = found is Value known ? known : Value.Of(found);
        return found is not null;
    }

    public static bool TryGetMethod(TinyScope scope, Value target, string name, out Value method)
    {
        var known = TinyHost.Unwrap(target);
        Builtin? found = (known, name) switch
        {
            (TinyData, "__setstate__") => (a, _) =>
                Do(Ops<TinyHost, object?>.SetState(known, At(a, 0), At(a, 1))),
            (CtypesType { Kind: TypeKind.Pointer } type, "set_type") => (a, _) =>
                Do(Ops<TinyHost, object?>.SetPointerType(type, At(a, 0))),
            (
                CtypesType type,
                "from_buffer"
                    or "from_buffer_copy"
                    or "from_address"
                    or "from_param"
                    or "in_dll"
            ) when TinyHost.FindOverride(type, name, out _) == Lookup.Missing => (a, _) =>
                TypeMethod(type, name, a),
            (TinyByteArray bytes, "extend") => (a, _) => Extend(bytes, a[0].As<PyBytes>()),
            (PyList list, "append") => (a, _) => Append(list, a[0]),
            _ => null,
        };
        method = Value.Of((object?)found);
        return found is not null;
    }

    private static Value Library(TinyScope scope, FunctionModes flags) =>
        Library(scope, flags, NativeLibrary.GetMainProgramHandle());

    private static Value Library(TinyScope scope, FunctionModes flags, nint handle) =>
        Value.Of((object)new TinyLibrary(scope.Types.LibraryFunction(flags), handle));

    private static List<string> TakeUnraised()
    {
        List<string> taken = [];
        while (TinyHost.Unraised.TryDequeue(out var className))
            taken.Add(className);
        return taken;
    }

    private static PyList Names(IEnumerable<string> names) =>
        new([.. names.Select(name => (Value)name)]);

    private static Builtin? Function(TinyScope scope, string name) =>
        name switch
        {
            "POINTER" => (a, _) => PointerTo(scope, At(a, 0)),
            "SetPointerType" when scope.Types.Profile.HasSetPointerType => (a, _) =>
                OldSetPointerType(scope, a),
            "ARRAY" => (a, _) => scope.ArrayOf(a[0], a[1]),
            "CFUNCTYPE" => (a, keywords) => FunctionType(scope, a, keywords, FunctionModes.Cdecl),
            "PYFUNCTYPE" => (a, keywords) =>
                FunctionType(scope, a, keywords, FunctionModes.Cdecl | FunctionModes.PythonApi),
            "pointer" => (a, _) =>
                Give((out object? v) => Ops<TinyHost, object?>.Pointer(At(a, 0), out v)),
            "byref" => (a, _) => ByReference(a),
            "cast" => (a, _) =>
                Give(
                    (out object? v) =>
                        Ops<TinyHost, object?>.Cast(scope.Types, At(a, 0), At(a, 1), out v)
                ),
            "sizeof" => (a, _) => SizeOf(At(a, 0)),
            "alignment" => (a, _) => AlignmentOf(At(a, 0)),
            "addressof" => (a, _) => AddressOf(At(a, 0)),
            "resize" => (a, _) => Resize(scope, a),
            "memmove" => (a, _) =>
                Give(
                    (out object? v) =>
                        Ops<TinyHost, object?>.MemMove(
                            scope.Types,
                            At(a, 0),
                            At(a, 1),
                            At(a, 2),
                            out v
                        )
                ),
            "memset" => (a, _) =>
                Give(
                    (out object? v) =>
                        Ops<TinyHost, object?>.MemSet(
                            scope.Types,
                            At(a, 0),
                            At(a, 1),
                            At(a, 2),
                            out v
                        )
                ),
            "string_at" => (a, _) =>
                Give(
                    (out object? v) =>
                        Ops<TinyHost, object?>.StringAt(scope.Types, At(a, 0), Size(a, 1), out v)
                ),
            "wstring_at" => (a, _) =>
                Give(
                    (out object? v) =>
                        Ops<TinyHost, object?>.WideStringAt(
                            scope.Types,
                            At(a, 0),
                            Size(a, 1),
                            out v
                        )
                ),
            "memoryview_at" when scope.Types.Profile.HasMemoryViewAt => (a, keywords) =>
                MemoryViewAt(scope, a, keywords),
            "get_errno" => (_, _) => Errno.Get(),
            "set_errno" => (a, _) => scope.Session.SetErrno(a[0]),
            "create_string_buffer" => (a, _) => Buffer(scope, "c_char", a),
            "create_unicode_buffer" => (a, _) => Buffer(scope, "c_wchar", a),
            "copy" => (a, _) => Copy(At(a, 0), isDeep: false),
            "deepcopy" => (a, _) => Copy(At(a, 0), isDeep: true),
            "state" => (a, _) =>
                Give((out object? v) => Ops<TinyHost, object?>.StateOf(At(a, 0), out v)),
            "hash" => (a, _) => At(a, 0) is TinyData ? Do(Ops<TinyHost, object?>.Hash()) : 0,
            "shown" => (a, _) => Shown(scope, At(a, 0)),
            "tries" => (a, _) => Tries(scope, a[0]),
            "why" => (a, _) => Why(scope, a[0]),
            "len" => (a, _) => LengthOf(scope, At(a, 0)),
            "bool" => (a, _) => IsTrue(At(a, 0)),
            "type" => (a, _) => ((TinyData)At(a, 0)!).Type,
            "list" => (a, _) => ListOf(scope, a[0]),
            "bytes" => (a, _) => new PyBytes(Content(At(a, 0))),
            "bytearray" => (a, _) => Value.Of((object)new TinyByteArray(Content(At(a, 0)))),
            "memoryview" => (a, _) => MemoryView(At(a, 0)),
            "setattr" => (a, _) => Nothing(() => scope.SetAttribute(a[0], a[1].ToString(), a[2])),
            "getattr" => (a, _) => scope.GetAttribute(a[0], a[1].ToString()),
            "delattr" => (a, _) => Nothing(() => scope.DeleteAttribute(a[0], a[1].ToString())),
            "complex" => (a, _) => new Complex(a[0].AsReal(), a[1].AsReal()),
            "lives" => (a, _) => Lifetime.LivesAfterDrop(scope, a[0].ToString()),
            "CDLL" => (a, _) =>
                Library(scope, FunctionModes.Cdecl, NativeLibrary.Load(a[0].ToString())),
            "told" => (a, _) => Told(scope, a[0]),
            "int" => (a, _) => a[0].AsInteger(),
            "classmethod" => (a, _) => Value.Of(new ClassMethod(a[0])),
            "staticmethod" => (a, _) => a[0],
            "property" => (a, _) => Value.Of(new Property(a[0])),
            "fail" => (a, _) => throw new PythonException(a[0].ToString(), a[0].ToString()),
            _ => null,
        };

    private static object? At(IReadOnlyList<Value> arguments, int index) =>
        TinyHost.Unwrap(arguments[index]);

    private static object? Size(IReadOnlyList<Value> arguments, int index) =>
        index < arguments.Count ? At(arguments, index) : new BigInteger(-1);

    private static Value Give(Operation operation) =>
        TinyScope.Checked(operation(out var value), value);

    private static Value Do(bool worked) => TinyScope.Checked(worked, null);

    private static Value Nothing(Action action)
    {
        action();
        return Value.None;
    }

    private static Value PointerTo(TinyScope scope, object? target)
    {
        var worked = Ops<TinyHost, object?>.PointerTo(scope.Types, target, out var pointer);
        return TinyScope.Checked(worked, pointer);
    }

    private static Value OldSetPointerType(TinyScope scope, IReadOnlyList<Value> arguments)
    {
        if (scope.Types.Profile.WarnsOfSetPointerType)
            scope.Warn("DeprecationWarning");
        return Do(
            Ops<TinyHost, object?>.SetPointerType(arguments[0].As<CtypesType>(), At(arguments, 1))
        );
    }

    private static CtypesType FunctionType(
        TinyScope scope,
        IReadOnlyList<Value> types,
        IReadOnlyList<KeyValuePair<string, Value>> keywords,
        FunctionModes modes
    )
    {
        var parameters = new PyTuple([.. types.Skip(1)]);
        TinyScope.Check(
            Ops<TinyHost, object?>.ToParameterTypes(scope.Types, parameters, out var known)
        );
        TinyScope.Check(
            Ops<TinyHost, object?>.ToResultType(
                scope.Types,
                At(types, 0),
                "_restype_",
                out var result
            )
        );
        var usesErrno = keywords.Any(k => k.Key == "use_errno");
        return scope.Types.Function(
            result,
            known,
            usesErrno ? modes | FunctionModes.UseErrno : modes
        );
    }

    private static Value TypeMethod(CtypesType type, string name, IReadOnlyList<Value> arguments)
    {
        var source = At(arguments, 0);
        object? data;
        switch (name)
        {
            case "from_param":
                return TinyScope.Checked(
                    Ops<TinyHost, object?>.FromParam(type, source, out data),
                    data
                );
            case "from_address":
                return TinyScope.Checked(
                    Ops<TinyHost, object?>.FromAddress(type, source, out data),
                    data
                );
            case "in_dll":
                return TinyScope.Checked(
                    Ops<TinyHost, object?>.InLibrary(
                        type,
                        source,
                        arguments[1].ToString(),
                        out data
                    ),
                    data
                );
        }
        var offset = arguments.Count > 1 ? At(arguments, 1) : BigInteger.Zero;
        TinyScope.Check(Ops<TinyHost, object?>.ToSize(offset, isClipped: false, out var bytes));
        return TinyScope.Checked(
            name == "from_buffer"
                ? Ops<TinyHost, object?>.FromBuffer(type, source, bytes, out data)
                : Ops<TinyHost, object?>.FromBufferCopy(type, source, bytes, out data),
            data
        );
    }

    private static Value ByReference(IReadOnlyList<Value> arguments)
    {
        nint offset = 0;
        if (arguments.Count > 1)
        {
            var given = At(arguments, 1);
            TinyScope.Check(Ops<TinyHost, object?>.ToSize(given, isClipped: true, out offset));
        }
        return Give(
            (out object? v) => Ops<TinyHost, object?>.ByReference(At(arguments, 0), offset, out v)
        );
    }

    private static Value SizeOf(object? target)
    {
        TinyScope.Check(Ops<TinyHost, object?>.SizeOf(target, target as CtypesType, out var size));
        return (long)size;
    }

    private static Value AlignmentOf(object? target)
    {
        TinyScope.Check(
            Ops<TinyHost, object?>.AlignmentOf(target, target as CtypesType, out var alignment)
        );
        return alignment;
    }

    private static Value AddressOf(object? target)
    {
        TinyScope.Check(Ops<TinyHost, object?>.AddressOf(target, out var address));
        return (long)address;
    }

    private static Value Resize(TinyScope scope, IReadOnlyList<Value> arguments)
    {
        var wanted = At(arguments, 1);
        TinyScope.Check(Ops<TinyHost, object?>.ToSize(wanted, isClipped: false, out var size));
        return Do(Ops<TinyHost, object?>.Resize(scope.Types, At(arguments, 0), size));
    }

    private static Value MemoryViewAt(
        TinyScope scope,
        IReadOnlyList<Value> arguments,
        IReadOnlyList<KeyValuePair<string, Value>> keywords
    )
    {
        var isReadOnly =
            keywords.Count > 0
                ? keywords[0].Value.AsBoolean()
                : arguments.Count > 2 && arguments[2].AsBoolean();
        return Give(
            (out object? v) =>
                Ops<TinyHost, object?>.MemoryViewAt(
                    scope.Types,
                    At(arguments, 0),
                    At(arguments, 1),
                    isReadOnly,
                    out v
                )
        );
    }

    private static Value Buffer(TinyScope scope, string type, IReadOnlyList<Value> arguments) =>
        Give(
            (out object? v) =>
                Ops<TinyHost, object?>.CreateBuffer(
                    scope.Types[type],
                    At(arguments, 0),
                    arguments.Count > 1 ? At(arguments, 1) : null,
                    out v
                )
        );

    private static Value Copy(object? value, bool isDeep)
    {
        if (value is CtypesType type)
            return type;
        if (!isDeep)
            return Give((out object? v) => Ops<TinyHost, object?>.Copy(value, out v));
        var state = Give((out object? v) => Ops<TinyHost, object?>.StateOf(value, out v));
        var parts = state.As<PyTuple>().Items;
        var pair = parts[1].As<PyTuple>().Items;
        var attributes = new PyDict();
        foreach (var (name, attribute) in pair[0].As<PyDict>().Items)
        {
            attributes[name] = attribute.TryAs<PyList>() is { } list
                ? new PyList([.. list.Items])
                : attribute;
        }
        return Give(
            (out object? v) =>
                Ops<TinyHost, object?>.Unpickle(
                    parts[0].As<CtypesType>(),
                    attributes,
                    TinyHost.Unwrap(pair[1]),
                    out v
                )
        );
    }

    private static Value Shown(TinyScope scope, object? value)
    {
        string text;
        if (value is TinyArgument argument)
            text = Ops<TinyHost, object?>.RepresentArgument(argument.Slot);
        else if (value is TinyData or CtypesType or CtypesField)
            TinyScope.Check(Ops<TinyHost, object?>.Represent(value, out text));
        else
            text = scope.Session.Represent(TinyHost.Wrap(value));
        return Regex.Replace(text, "0x[0-9a-f]+|[0-9]{7,}", "0x", RegexOptions.NonBacktracking);
    }
}
