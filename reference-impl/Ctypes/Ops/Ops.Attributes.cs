using System.Collections.Immutable;

namespace Touchstone.Ctypes;

// Which attribute names ctypes objects, types and field descriptors have, and what they do.
public static unsafe partial class Ops<H, R>
{
    /// <summary>An attribute that a ctypes object has because of what it is.</summary>
    private enum OwnAttribute
    {
        None,
        Value,
        Text,
        Raw,
        Contents,
        Kept,
        Base,
        NeedsFree,
        ArgumentTypes,
        ResultType,
        ErrorCheck,
    }

    /// <summary>Whether an object of the type has an attribute of this name because of what it is; a field is none.</summary>
    internal static bool HasOwnAttribute(CtypesType type, string name) =>
        OwnOf(type, name) != OwnAttribute.None;

    /// <summary><c>target.name</c> of a ctypes object, a ctypes type or a field descriptor.</summary>
    /// <remarks>In Python's order: what the classes say of the name, then the object's own attributes, then other class attributes.</remarks>
    public static bool GetAttribute(R target, string name, out R value)
    {
        value = H.None;
        if (H.KindOf(target) == ValueKind.Data)
            return GetDataAttribute(target, name, out value);
        if (H.AsType(target) is { } type)
            return GetTypeAttribute(type, name, out value) || Missing(target, name);
        if (H.AsField(target) is { } field)
            return GetFieldAttribute(field, name, out value) || Missing(target, name);
        return Missing(target, name);
    }

    /// <summary><c>target.name = value</c> of a ctypes object or a ctypes type.</summary>
    public static bool SetAttribute(R target, string name, R value)
    {
        if (H.AsType(target) is { } type)
        {
            if (name == "_fields_" && type.IsAggregate)
                return SetFields(type, value);
            type.ClassAttributes[name] = value;
            return true;
        }
        if (H.AsField(target) is { } field)
        {
            return KeepFieldAttribute(target, field, name);
        }
        if (H.KindOf(target) != ValueKind.Data)
            return Missing(target, name);
        var found = FindClassAttribute(H.TypeOf(target), name, out var described, out _);
        if (described is not null)
            return SetField(target, described, value);
        if (!found)
        {
            switch (OwnOf(H.TypeOf(target), name))
            {
                case OwnAttribute.Value:
                    return SetValue(target, value);
                case OwnAttribute.Text:
                    return SetArrayText(target, value);
                case OwnAttribute.Raw:
                    return SetRaw(target, value);
                case OwnAttribute.Contents:
                    return SetContents(target, value);
                case OwnAttribute.ArgumentTypes:
                    return SetArgumentTypes(target, value);
                case OwnAttribute.ResultType:
                    return SetResultType(target, value);
                case OwnAttribute.ErrorCheck:
                    if (!CheckErrorCheck(value))
                        return false;
                    H.SetFunctionSlot(target, FunctionSlot.ErrorCheck, value);
                    return true;
                case OwnAttribute.Kept or OwnAttribute.Base or OwnAttribute.NeedsFree:
                    return H.Raise(ErrorKind.AttributeError, "readonly attribute");
            }
        }
        H.SetOwn(target, name, value);
        return true;
    }

    /// <summary><c>del target.name</c>. What C memory holds cannot be deleted.</summary>
    public static bool DeleteAttribute(R target, string name)
    {
        if (H.AsType(target) is { } type)
            return type.ClassAttributes.Remove(name) || Missing(target, name);
        if (H.AsField(target) is { } descriptor)
        {
            return KeepFieldAttribute(target, descriptor, name);
        }
        if (H.KindOf(target) != ValueKind.Data)
            return Missing(target, name);
        var found = FindClassAttribute(H.TypeOf(target), name, out var field, out _);
        if (field is not null)
            return H.Raise(ErrorKind.TypeError, "can't delete attribute");
        switch (found ? OwnAttribute.None : OwnOf(H.TypeOf(target), name))
        {
            case OwnAttribute.Value or OwnAttribute.Text:
                return H.Raise(ErrorKind.TypeError, "can't delete attribute");
            case OwnAttribute.Raw:
                return H.Raise(ErrorKind.AttributeError, "cannot delete attribute");
            case OwnAttribute.Contents:
                return H.Raise(ErrorKind.TypeError, "Pointer does not support item deletion");
            case OwnAttribute.Kept or OwnAttribute.Base or OwnAttribute.NeedsFree:
                return H.Raise(ErrorKind.AttributeError, "readonly attribute");
            // What a function pointer's type says counts again.
            case OwnAttribute.ArgumentTypes:
                return SetArgumentTypes(target, H.None);
            case OwnAttribute.ResultType:
                var plan = H.PlanOf(target);
                H.SetPlan(target, plan with { Result = H.TypeOf(target).Result, Prepared = null });
                return true;
            case OwnAttribute.ErrorCheck:
                H.SetFunctionSlot(target, FunctionSlot.ErrorCheck, H.None);
                return true;
            default:
                return H.RemoveOwn(target, name) || Missing(target, name);
        }
    }

    private static bool GetDataAttribute(R data, string name, out R value)
    {
        var type = H.TypeOf(data);
        var found = FindClassAttribute(type, name, out var field, out var inClass);
        if (field is not null)
            return GetField(data, field, out value);
        switch (found ? OwnAttribute.None : OwnOf(type, name))
        {
            case OwnAttribute.Value:
                return GetValue(data, out value);
            case OwnAttribute.Text:
                return GetArrayText(data, out value);
            case OwnAttribute.Raw:
                value = GetRaw(data);
                return true;
            case OwnAttribute.Contents:
                return GetContents(data, out value);
            case OwnAttribute.Kept:
                if (!H.KeptBy(data, out value))
                    value = H.None;
                return true;
            case OwnAttribute.Base:
                if (!H.BaseOf(data, out value))
                    value = H.None;
                return true;
            case OwnAttribute.NeedsFree:
                value = H.OfInteger(H.OwnsMemory(data) ? 1 : 0);
                return true;
        }
        if (type.Kind == TypeKind.Function && !found && GetFunctionAttribute(data, name, out value))
            return true;
        if (H.FindOwn(data, name, out value))
            return true;
        value = inClass;
        // What a class is called is no attribute of its objects.
        return found
            || (name != "__name__" && GetTypeAttribute(type, name, out value))
            || Missing(data, name);
    }

    /// <summary><c>argtypes</c>, <c>restype</c> or <c>errcheck</c>. False, without an error, for another name.</summary>
    private static bool GetFunctionAttribute(R function, string name, out R value)
    {
        value = H.None;
        switch (OwnOf(H.TypeOf(function), name))
        {
            case OwnAttribute.ArgumentTypes:
                value = H.FunctionSlotOf(function, FunctionSlot.ArgumentTypes);
                if (
                    H.KindOf(value) == ValueKind.None
                    && H.TypeOf(function).Parameters is { } parameters
                )
                    value = ObjectsOf(parameters);
                return true;
            case OwnAttribute.ResultType:
                value = ObjectOf(H.PlanOf(function).Result);
                return true;
            case OwnAttribute.ErrorCheck:
                value = H.FunctionSlotOf(function, FunctionSlot.ErrorCheck);
                return true;
            default:
                return false;
        }
    }

    private static bool SetArgumentTypes(R function, R value)
    {
        var flags = H.FunctionSlotOf(function, FunctionSlot.ParameterFlags);
        if (
            !SetArgumentTypes(H.TypeOf(function), H.PlanOf(function), flags, value, out var changed)
        )
            return false;
        H.SetPlan(function, changed);
        H.SetFunctionSlot(function, FunctionSlot.ArgumentTypes, value);
        return true;
    }

    private static bool SetResultType(R function, R value)
    {
        if (!ToResultType(H.TypeOf(function).Types, value, "restype", out var result))
            return false;
        H.SetPlan(function, H.PlanOf(function) with { Result = result, Prepared = null });
        return true;
    }

    private static R ObjectOf(CtypesType? type) =>
        type is null ? H.None
        : type.Kind == TypeKind.Foreign ? H.ForeignOf(type)
        : H.OfType(type);

    private static R ObjectsOf(ImmutableArray<CtypesType> types)
    {
        var objects = new R[types.Length];
        for (var i = 0; i < objects.Length; i++)
            objects[i] = ObjectOf(types[i]);
        return H.OfTuple(objects);
    }

    /// <summary>The first class, from the type up, that says something of the name: a field, or an attribute that hides it.</summary>
    private static bool FindClassAttribute(
        CtypesType type,
        string name,
        out CtypesField? field,
        out R value
    )
    {
        field = null;
        value = H.None;
        for (var owner = type; owner is not null; owner = owner.Base)
        {
            if (owner.ClassAttributes.TryGetValue(name, out var attribute))
            {
                value = (R)attribute!;
                return true;
            }
            if (owner.OwnFieldsByName.TryGetValue(name, out field))
                return true;
        }
        return false;
    }

    private static OwnAttribute OwnOf(CtypesType type, string name) =>
        (type.Kind, name) switch
        {
            (TypeKind.Simple, "value") => OwnAttribute.Value,
            (TypeKind.Array, "value") when IsText(type, out _) => OwnAttribute.Text,
            (TypeKind.Array, "raw") when type.Element is { Kind: TypeKind.Simple, Code: 'c' } =>
                OwnAttribute.Raw,
            (TypeKind.Pointer, "contents") => OwnAttribute.Contents,
            (TypeKind.Function, "argtypes") => OwnAttribute.ArgumentTypes,
            (TypeKind.Function, "restype") => OwnAttribute.ResultType,
            (TypeKind.Function, "errcheck") => OwnAttribute.ErrorCheck,
            (_, "_objects") => OwnAttribute.Kept,
            (_, "_b_base_") => OwnAttribute.Base,
            (_, "_b_needsfree_") => OwnAttribute.NeedsFree,
            _ => OwnAttribute.None,
        };

    private static bool Missing(R target, string name) =>
        H.Raise(
            ErrorKind.AttributeError,
            H.AsType(target) is { } type
                ? $"type object '{type.Name}' has no attribute '{name}'"
                : $"'{H.ClassNameOf(target)}' object has no attribute '{name}'"
        );

    /// <summary><c>hash(data)</c>: ctypes objects can change, so they have none, although they are equal by identity only.</summary>
    /// <returns>False, always.</returns>
    public static bool Hash() => H.Raise(ErrorKind.TypeError, "unhashable type");

    private static R Text(string text)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            points.Add(rune.Value);
        return H.OfText([.. points]);
    }

    private static string TextOf(R text) => TextOf(H.CodePointsOf(text));
}
