using System.Collections.Immutable;
using System.Globalization;
using Touchstone.Ffi.Types;

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

    /// <summary>False, without an error, where there is none.</summary>
    private static bool GetTypeAttribute(CtypesType type, string name, out R value)
    {
        if (FindClassAttribute(type, name, out var field, out value))
        {
            if (field is not null)
                value = H.OfField(field);
            return true;
        }
        switch (name)
        {
            case "__name__":
                value = Text(type.Name);
                return true;
            case "__module__":
                value = Text(type.Module);
                return true;
            case "_length_" when type is { Kind: TypeKind.Array, IsAbstract: false }:
                value = H.OfInteger(type.Length);
                return true;
            case "_type_" when type is { Kind: TypeKind.Simple, IsAbstract: false }:
                value = Text(type.CodeText);
                return true;
            case "_type_" when PointedTo(type) is { } element:
                value = H.OfType(element);
                return true;
            case "_flags_" when type.Kind == TypeKind.Function:
                value = H.OfInteger((long)type.Flags);
                return true;
            case "_restype_" when type.Kind == TypeKind.Function:
                value = ObjectOf(type.Result);
                return true;
            case "_argtypes_" when type is { Kind: TypeKind.Function, Parameters: { } parameters }:
                value = ObjectsOf(parameters);
                return true;
            case "_fields_" when FieldsOwner(type) is { } owner:
                value = FieldsList(owner);
                return true;
            // What marks the classes of the other byte order; its value says nothing.
            case "_swappedbytes_" when type is { IsAggregate: true, IsSwapped: true }:
                return true;
            case "__ctype_be__" or "__ctype_le__":
                var order = name == "__ctype_be__" ? ByteOrder.Big : ByteOrder.Little;
                if (type.IsAbstract || type.Types.InByteOrder(type, order) is not { } ordered)
                    return false;
                value = H.OfType(ordered);
                return true;
            case "__pointer_type__"
                when type.Profile.HasPointerTypeAttribute && type.PointerType is { } pointer:
                value = H.OfType(pointer);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A class derived from a pointer type has no <c>_type_</c> of its own, but shows its base's.</summary>
    private static CtypesType? PointedTo(CtypesType? type)
    {
        while (type is { Element: null })
            type = type.Base;
        return type?.Element;
    }

    private static CtypesType? FieldsOwner(CtypesType? type)
    {
        while (type is { HasOwnFields: false })
            type = type.Base;
        return type is { IsAggregate: true } ? type : null;
    }

    private static R FieldsList(CtypesType type)
    {
        var items = new R[type.OwnFields.Length];
        for (var i = 0; i < items.Length; i++)
        {
            var field = type.OwnFields[i];
            var (name, fieldType) = (Text(field.Name), H.OfType(field.Type));
            items[i] = field.IsBitField
                ? H.OfTuple([name, fieldType, H.OfInteger(field.BitWidth)])
                : H.OfTuple([name, fieldType]);
        }
        return H.OfList(items);
    }

    /// <summary>False, without an error, where there is none.</summary>
    private static bool GetFieldAttribute(CtypesField field, string name, out R value)
    {
        value = H.None;
        switch (name)
        {
            case "offset":
                value = H.OfInteger(field.Offset);
                return true;
            case "size":
                value = H.OfInteger(field.Size);
                return true;
        }
        if (!field.Type.Profile.HasFieldAttributes)
            return false;
        switch (name)
        {
            case "name":
                value = Text(field.Name);
                return true;
            case "type":
                value = H.OfType(field.Type);
                return true;
            case "byte_offset":
                value = H.OfInteger(field.Offset);
                return true;
            case "byte_size":
                value = H.OfInteger(field.ByteSize);
                return true;
            case "bit_offset":
                value = H.OfInteger(field.IsBitField ? field.BitOffset : 0);
                return true;
            case "bit_size":
                value = H.OfInteger(field.IsBitField ? field.BitWidth : field.ByteSize * 8L);
                return true;
            case "is_bitfield":
                value = H.OfBoolean(field.IsBitField);
                return true;
            case "is_anonymous":
                value = H.OfBoolean(field.IsAnonymous);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A descriptor's attributes can neither be set nor deleted.</summary>
    private static bool KeepFieldAttribute(R target, CtypesField field, string name)
    {
        if (!GetFieldAttribute(field, name, out _))
            return Missing(target, name);
        var isNew = field.Type.Profile.HasFieldAttributes;
        return H.Raise(
            ErrorKind.AttributeError,
            isNew && name is not ("size" or "bit_size" or "is_bitfield" or "is_anonymous")
                ? "readonly attribute"
                : $"attribute '{name}' of '{(isNew ? "ctypes" : "_ctypes")}.CField' objects is not writable"
        );
    }

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

    /// <summary><c>repr(target)</c> of a ctypes object, type, field descriptor or argument.</summary>
    public static bool Represent(R target, out string text)
    {
        text = "";
        if (H.AsType(target) is { } type)
            text = type.ToString();
        else if (H.AsField(target) is { } field)
            text = field.ToString();
        else if (H.KindOf(target) == ValueKind.Data)
            return RepresentData(target, out text);
        else
            text = H.RepresentationOf(target);
        return true;
    }

    private static bool RepresentData(R data, out string text)
    {
        var type = H.TypeOf(data);
        text = "";
        switch (type.Kind)
        {
            // Its own __repr__, which classes derived from it inherit, shows the address.
            case TypeKind.Simple when type.Code is 'z' or 'Z':
                var address = *(ulong*)H.AddressOf(data);
                text =
                    address == 0
                        ? $"{type.Name}(None)"
                        : string.Create(CultureInfo.InvariantCulture, $"{type.Name}({address})");
                return true;
            case TypeKind.Simple
                when type is { Code: 'O', IsBoxedSimple: false } && *(nint*)H.AddressOf(data) == 0:
                text = $"{type.Name}(<NULL>)";
                return true;
            case TypeKind.Simple when !type.IsBoxedSimple:
                if (!GetValue(data, out var value))
                    return false;
                text = $"{type.Name}({H.RepresentationOf(value)})";
                return true;
            // Named by the C code, which knows no module.
            case TypeKind.Simple or TypeKind.Function:
                text = $"<{type.Name} object at 0x{H.HandleOf(data):x}>";
                return true;
            default:
                text = $"<{type.Module}.{type.Name} object at 0x{H.HandleOf(data):x}>";
                return true;
        }
    }

    /// <summary><c>repr</c> of what <c>byref</c> and <c>from_param</c> give.</summary>
    public static string RepresentArgument(in ArgumentSlot<R> argument)
    {
        var bits = argument.Bits;
        // C's printf has them all signed.
        string? number = argument.Code switch
        {
            'b' or 'B' => Decimal((sbyte)bits),
            'h' or 'H' => Decimal((short)bits),
            'i' or 'I' => Decimal((int)bits),
            'l' or 'L' or 'q' or 'Q' => Decimal((long)bits),
            'f' => H.RepresentationOf(H.OfReal(BitConverter.UInt32BitsToSingle((uint)bits))),
            'd' => H.RepresentationOf(H.OfReal(BitConverter.UInt64BitsToDouble(bits))),
            'c' => IsPlain((char)(byte)bits) ? $"'{(char)(byte)bits}'" : $"'\\x{(byte)bits:x2}'",
            'z' or 'Z' or 'P' => $"0x{bits:x}",
            _ => null,
        };
        return number is null
            ? $"<cparam '{argument.Code}' at 0x{bits:x}>"
            : $"<cparam '{argument.Code}' ({number})>";
    }

    private static string Decimal(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not '\'' and not '\\';

    private static R Text(string text)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            points.Add(rune.Value);
        return H.OfText([.. points]);
    }

    private static string TextOf(R text) => TextOf(H.CodePointsOf(text));
}
