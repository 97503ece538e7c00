namespace Touchstone.Ctypes;

/// <summary>Attributes as the .NET host finds them: those of ctypes by its rules, of its own objects, and what a function pointer object holds.</summary>
internal static class Attributes
{
    public static Value Get(Value target, string name)
    {
        if (target.TryAs<PyMemoryView>() is { } view)
            return view.GetAttribute(name);
        if (target.TryAs<PyObject>() is { } other && other.TryGetAttribute(name, out var found))
            return found;
        if (target.TryAs<CFunctionPointer>() is { } function)
        {
            switch (name)
            {
                case "argtypes":
                    return ArgumentTypesOf(function);
                case "restype":
                    return function.Plan.Result is { } result ? ObjectOf(result) : Value.None;
                case "errcheck":
                    return function.ErrorCheck;
            }
        }
        if (target.Kind == ValueKind.Argument && name == "_obj")
            return target.As<CArgument>().Source;
        if (target.TryAs<CtypesType>() is { Kind: TypeKind.Function } type)
        {
            switch (name)
            {
                case "_flags_":
                    return (long)type.Flags;
                case "_restype_":
                    return type.Result is { } result ? ObjectOf(result) : Value.None;
                case "_argtypes_" when type.Parameters is { } types:
                    return new PyTuple([.. types.Select(ObjectOf)]);
            }
        }
        _ = Ops<NetHost, Value>.GetAttribute(target, name, out var value);
        return value;
    }

    public static void Set(Value target, string name, Value value)
    {
        if (target.TryAs<PyObject>() is { } other)
        {
            other.Attributes[name] = value;
            return;
        }
        if (target.TryAs<CFunctionPointer>() is { } function)
        {
            switch (name)
            {
                case "argtypes":
                    SetArgumentTypes(function, value);
                    return;
                case "restype":
                    SetResultType(function, value);
                    return;
                case "errcheck":
                    SetErrorCheck(function, value);
                    return;
            }
        }
        _ = Ops<NetHost, Value>.SetAttribute(target, name, value);
    }

    public static void Delete(Value target, string name)
    {
        if (target.TryAs<CFunctionPointer>() is { } function)
        {
            switch (name)
            {
                case "argtypes":
                    SetArgumentTypes(function, Value.None);
                    return;
                case "restype":
                    DeleteResultType(function);
                    return;
                case "errcheck":
                    function.ErrorCheck = Value.None;
                    return;
            }
        }
        _ = Ops<NetHost, Value>.DeleteAttribute(target, name);
    }

    private static void SetArgumentTypes(CFunctionPointer function, Value value)
    {
        _ = Ops<NetHost, Value>.SetArgumentTypes(
            function.Type,
            function.Plan,
            function.ParameterFlags,
            value,
            out var plan
        );
        function.Plan = plan;
        function.ArgumentTypes = value.IsNone ? default(Value?) : value;
    }

    private static void SetResultType(CFunctionPointer function, Value value)
    {
        _ = Ops<NetHost, Value>.ToResultType(function.Type.Types, value, "restype", out var result);
        function.Plan = function.Plan with { Result = result, Prepared = null };
    }

    private static void SetErrorCheck(CFunctionPointer function, Value value)
    {
        _ = Ops<NetHost, Value>.CheckErrorCheck(value);
        function.ErrorCheck = value;
    }

    private static void DeleteResultType(CFunctionPointer function) =>
        function.Plan = function.Plan with { Result = function.Type.Result, Prepared = null };

    private static Value ArgumentTypesOf(CFunctionPointer function) =>
        function.ArgumentTypes
        ?? (
            function.Type.Parameters is { } types
                ? new PyTuple([.. types.Select(ObjectOf)])
                : Value.None
        );

    private static Value ObjectOf(CtypesType type) =>
        type.Kind == TypeKind.Foreign ? NetHost.ForeignOf(type) : type;
}
