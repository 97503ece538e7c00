using System.Collections.Immutable;

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
            ValueKind.Other when target.TryAs<CtypesField>() is { } field => Get(field, name),
            _ => throw Missing(target, name),
        };

    public static void Set(Value target, string name, Value value)
    {
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
            case Attribute.ArgumentTypes or Attribute.ResultType:
                ((CFunctionPointer)data).ForgetPlan();
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
                return ((CFunctionPointer)data).Plan.Parameters is { } types
                    ? new PyTuple([.. types.Select(type => (Value)type)])
                    : Value.None;
            case Attribute.ResultType:
                var plan = ((CFunctionPointer)data).Plan;
                return plan.HasConverter ? plan.Converter
                    : plan.Result is { } result ? result
                    : Value.None;
            case Attribute.Kept:
                return data.Kept.GetValueOrDefault();
            case Attribute.Base:
                return data.Base is { } @base ? @base : Value.None;
            case Attribute.NeedsFree:
                return data.OwnsMemory ? 1 : 0;
            default:
                return data.ExtraAttributes?.TryGetValue(name, out value) == true
                    ? value
                    : Get(data.Type, name);
        }
    }

    private static Value Get(CtypesType type, string name) =>
        name switch
        {
            "__name__" => type.Name,
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
            (_, "_objects") => Attribute.Kept,
            (_, "_b_base_") => Attribute.Base,
            (_, "_b_needsfree_") => Attribute.NeedsFree,
            _ => Attribute.None,
        };

    private static void SetArgumentTypes(CFunctionPointer function, Value value)
    {
        ImmutableArray<CtypesType>? types = null;
        if (!value.IsNone)
        {
            if (value.Kind is not (ValueKind.Tuple or ValueKind.List))
            {
                throw new PythonException(
                    ErrorKind.TypeError,
                    "_argtypes_ must be a sequence of types"
                );
            }
            var list = new List<CtypesType>();
            for (var i = 0; i < NetHost.CountOf(value); i++)
            {
                _ = NetHost.ItemOf(value, i, out var item);
                list.Add(
                    item.TryAs<CtypesType>()
                        ?? throw new PythonException(
                            ErrorKind.TypeError,
                            $"item {i + 1} in _argtypes_ has no from_param method"
                        )
                );
            }
            types = [.. list];
        }
        function.Plan = function.Plan with { Parameters = types, Prepared = null };
    }

    private static void SetResultType(CFunctionPointer function, Value value)
    {
        var isConverter = value.Kind is ValueKind.Callable;
        if (!value.IsNone && !isConverter && value.Kind != ValueKind.Type)
        {
            throw new PythonException(
                ErrorKind.TypeError,
                "restype must be a type, a callable, or None"
            );
        }
        function.Plan = function.Plan with
        {
            Result = value.TryAs<CtypesType>(),
            Converter = isConverter ? value : default,
            HasConverter = isConverter,
            Prepared = null,
        };
    }

    private static PythonException Missing(Value target, string name) =>
        new(
            ErrorKind.AttributeError,
            target.Kind == ValueKind.Type
                ? $"type object '{target.As<CtypesType>().Name}' has no attribute '{name}'"
                : $"'{target.ClassName}' object has no attribute '{name}'"
        );
}
