using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// What a type and a field descriptor show of themselves.
public static unsafe partial class Ops<H, R>
{
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
}
