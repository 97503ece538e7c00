namespace Touchstone.Ctypes;

/// <summary>The attributes of ctypes objects and types: which name reaches which rule.</summary>
internal static class Attributes
{
    public static Value Get(Value target, string name) =>
        target.Kind switch
        {
            ValueKind.Data => Get(target.As<CData>(), name),
            ValueKind.Type => Get(target.As<CtypesType>(), name),
            ValueKind.Argument when name == "_obj" => target.As<CArgument>().Source,
            ValueKind.Other
                when target.TryAs<PyObject>() is { } other
                    && other.TryGetAttribute(name, out var found) => found,
            ValueKind.Other when target.TryAs<CtypesField>() is { } field => Get(field, name),
            _ => throw Missing(target, name),
        };

    public static void Set(Value target, string name, Value value)
    {
        switch (target.Kind)
        {
            case ValueKind.Type when target.As<CtypesType>() is var type:
                ((TypeAttributes)(type.HostType ??= new TypeAttributes()))[name] = value;
                return;
            case ValueKind.Other when target.TryAs<PyObject>() is { } other:
                other.Attributes[name] = value;
                return;
        }
        if (target.TryAs<CData>() is not { } data)
            throw Missing(target, name);
        if (data.Type.IsAggregate && data.Type.FindField(name) is { } field)
        {
            _ = Ops<NetHost, Value>.SetField(data, field, value);
            return;
        }
        switch (Own(data, name))
        {
            case Attribute.Value:
                _ = Ops<NetHost, Value>.SetValue(data, value);
                break;
            case Attribute.Text:
                _ = Ops<NetHost, Value>.SetArrayText(data, value);
                break;
            case Attribute.Raw:
                _ = Ops<NetHost, Value>.SetRaw(data, value);
                break;
            case Attribute.Contents:
                _ = Ops<NetHost, Value>.SetContents(data, value);
                break;
            case Attribute.ArgumentTypes:
                SetArgumentTypes((CFunctionPointer)data, value);
                break;
            case Attribute.ResultType:
                SetResultType((CFunctionPointer)data, value);
                break;
            case Attribute.ErrorCheck:
                SetErrorCheck((CFunctionPointer)data, value);
                break;
            case Attribute.Kept or Attribute.Base or Attribute.NeedsFree:
                throw new PythonException(ErrorKind.AttributeError, "readonly attribute");
            default:
                (data.ExtraAttributes ??= new(StringComparer.Ordinal))[name] = value;
                break;
        }
    }

    public static void Delete(Value target, string name)
    {
        if (target.TryAs<CData>() is not { } data)
            throw Missing(target, name);
        if (data.Type.IsAggregate && data.Type.FindField(name) is not null)
            throw new PythonException(ErrorKind.TypeError, "can't delete attribute");
        switch (Own(data, name))
        {
            case Attribute.Value:
                throw new PythonException(ErrorKind.TypeError, "can't delete attribute");
            case Attribute.Text:
                throw new PythonException(ErrorKind.TypeError, "can't delete attribute");
            case Attribute.Raw:
                throw new PythonException(ErrorKind.AttributeError, "cannot delete attribute");
            case Attribute.Contents:
                throw new PythonException(
                    ErrorKind.TypeError,
                    "Pointer does not support item deletion"
                );
            case Attribute.ArgumentTypes:
                SetArgumentTypes((CFunctionPointer)data, Value.None);
                break;
            case Attribute.ResultType:
                DeleteResultType((CFunctionPointer)data);
                break;
            case Attribute.ErrorCheck:
                ((CFunctionPointer)data).ErrorCheck = Value.None;
                break;
            default:
                if (data.ExtraAttributes?.Remove(name) != true)
                    throw Missing(target, name);
                break;
        }
    }

    private static Value Get(CData data, string name)
    {
        Value value;
        if (data.Type.IsAggregate && data.Type.FindField(name) is { } field)
        {
            _ = Ops<NetHost, Value>.GetField(data, field, out value);
            return value;
        }
        switch (Own(data, name))
        {
            case Attribute.Value:
                _ = Ops<NetHost, Value>.GetValue(data, out value);
                return value;
            case Attribute.Text:
                _ = Ops<NetHost, Value>.GetArrayText(data, out value);
                return value;
            case Attribute.Raw:
                return Ops<NetHost, Value>.GetRaw(data);
            case Attribute.Contents:
                _ = Ops<NetHost, Value>.GetContents(data, out value);
                return value;
            case Attribute.ArgumentTypes:
                return ArgumentTypesOf((CFunctionPointer)data);
            case Attribute.ResultType:
                return ((CFunctionPointer)data).Plan.Result is { } result
                    ? ObjectOf(result)
                    : Value.None;
            case Attribute.ErrorCheck:
                return ((CFunctionPointer)data).ErrorCheck;
            case Attribute.Kept:
                return data.Kept.GetValueOrDefault();
            case Attribute.Base:
                return data.Base is { } @base ? @base : Value.None;
            case Attribute.NeedsFree:
                return data.OwnsMemory ? 1 : 0;
            default:
                return data.ExtraAttributes?.TryGetValue(name, out value) == true ? value
                    : name == "__name__" ? throw Missing(data, name)
                    : Get(data.Type, name);
        }
    }

    private static Value Get(CtypesType type, string name) =>
        name switch
        {
            _ when NetHost.FindOverride(type, name, out var own) == Lookup.Found => own,
            "__name__" => type.Name,
            "_flags_" when type.Kind == TypeKind.Function => (long)type.Flags,
            "_restype_" when type.Kind == TypeKind.Function => type.Result is { } result
                ? ObjectOf(result)
                : Value.None,
            "_argtypes_" when type is { Kind: TypeKind.Function, Parameters: { } types } =>
                new PyTuple([.. types.Select(ObjectOf)]),
            "_length_" when type.Kind == TypeKind.Array => (long)type.Length,
            "_type_" when type.Kind == TypeKind.Simple => type.Code.ToString(),
            "_type_" when type.Element is { } element => element,
            _ when type.FindField(name) is { } field => Value.Of(field),
            _ => throw Missing(type, name),
        };

    private static Value Get(CtypesField field, string name) =>
        name switch
        {
            "offset" => field.Offset,
            "size" => field.Size,
            _ => throw Missing(Value.Of(field), name),
        };

    private enum Attribute
    {
        None,
        Value,
        Text,
        Raw,
        Contents,
        ArgumentTypes,
        ResultType,
        ErrorCheck,
        Kept,
        Base,
        NeedsFree,
    }

    private static Attribute Own(CData data, string name) =>
        (data.Type.Kind, name) switch
        {
            (TypeKind.Simple, "value") => Attribute.Value,
            (TypeKind.Array, "value") when Ops<NetHost, Value>.IsText(data.Type, out _) =>
                Attribute.Text,
            (TypeKind.Array, "raw")
                when data.Type.Element is { Kind: TypeKind.Simple, Code: 'c' } => Attribute.Raw,
            (TypeKind.Pointer, "contents") => Attribute.Contents,
            (TypeKind.Function, "argtypes") => Attribute.ArgumentTypes,
            (TypeKind.Function, "restype") => Attribute.ResultType,
            (TypeKind.Function, "errcheck") => Attribute.ErrorCheck,
            (_, "_objects") => Attribute.Kept,
            (_, "_b_base_") => Attribute.Base,
            (_, "_b_needsfree_") => Attribute.NeedsFree,
            _ => Attribute.None,
        };

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

    private static PythonException Missing(Value target, string name) =>
        new(
            ErrorKind.AttributeError,
            target.Kind == ValueKind.Type
                ? $"type object '{target.As<CtypesType>().Name}' has no attribute '{name}'"
                : $"'{target.ClassName}' object has no attribute '{name}'"
        );
}
