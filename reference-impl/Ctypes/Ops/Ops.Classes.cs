using System.Collections.Immutable;

namespace Touchstone.Ctypes;

// What a class statement says: the rules of ctypes' metaclasses.
public static unsafe partial class Ops<H, R>
{
    /// <summary><c>class name(base): attributes</c>.</summary>
    /// <param name="base">A ctypes type, or one of the abstract ones that have no base themselves.</param>
    /// <param name="attributes">The class body's names and values, in order.</param>
    public static bool DeclareClass(
        string name,
        CtypesType @base,
        IReadOnlyList<KeyValuePair<string, R>> attributes,
        out CtypesType? type
    )
    {
        ArgumentNullException.ThrowIfNull(@base);
        ArgumentNullException.ThrowIfNull(attributes);
        type = null;
        var body = new Dictionary<string, R>(attributes, StringComparer.Ordinal);
        try
        {
            type = @base.Kind switch
            {
                TypeKind.Structure or TypeKind.Union => AggregateClass(name, @base),
                TypeKind.Array => ArrayClass(name, @base, body),
                TypeKind.Pointer => PointerClass(name, @base, body),
                TypeKind.Simple => SimpleClass(name, @base, body),
                _ => FunctionClass(name, @base, body),
            };
        }
        catch (PythonException error)
        {
            return RaiseThrown(error);
        }
        if (type is null)
            return false;
        foreach (var (attribute, value) in attributes)
        {
            if (attribute != "_fields_")
                type.ClassAttributes[attribute] = value;
        }
        if (!type.IsAggregate || !body.TryGetValue("_fields_", out var fields))
            return true;
        return SetFields(type, fields);
    }

    /// <summary>Sets an error that the rules on types threw: they know no host.</summary>
    /// <returns>False, always.</returns>
    private static bool RaiseThrown(PythonException error) =>
        H.Raise(Enum.Parse<ErrorKind>(error.ClassName), error.Message);

    private static CtypesType AggregateClass(string name, CtypesType @base)
    {
        var options = @base.IsAbstract
            ? new AggregateOptions(@base.IsSwapped ? TypeSet.Swapped : Ffi.Types.ByteOrder.Native)
            : new AggregateOptions(Base: @base);
        return @base.Kind == TypeKind.Structure
            ? @base.Types.DeclareStructure(name, options)
            : @base.Types.DeclareUnion(name, options);
    }

    private static CtypesType? ArrayClass(string name, CtypesType @base, Dictionary<string, R> body)
    {
        var length = @base.IsAbstract ? -1 : @base.Length;
        if (body.TryGetValue("_length_", out var given))
        {
            if (!H.IsIndex(given))
            {
                _ = H.Raise(ErrorKind.TypeError, "The '_length_' attribute must be an integer");
                return null;
            }
            if (!H.ToBits(given, out var bits, out var range))
                return null;
            if (range != IntegerRange.Signed)
            {
                _ = H.Raise(
                    range == IntegerRange.Below ? ErrorKind.ValueError : ErrorKind.OverflowError,
                    "The '_length_' attribute is too large"
                );
                return null;
            }
            length = (nint)bits;
        }
        else if (@base.IsAbstract)
        {
            _ = H.Raise(ErrorKind.AttributeError, "class must define a '_length_' attribute");
            return null;
        }
        var element = @base.Element;
        if (body.TryGetValue("_type_", out var elementValue))
            element = StoredType(elementValue);
        else if (element is null)
            _ = H.Raise(ErrorKind.AttributeError, "class must define a '_type_' attribute");
        return element is null
            ? null
            : @base.Types.ArrayClass(name, element, length, @base.IsAbstract ? null : @base);
    }

    private static CtypesType? PointerClass(
        string name,
        CtypesType @base,
        Dictionary<string, R> body
    )
    {
        CtypesType? element = null;
        if (body.TryGetValue("_type_", out var value) && (element = StoredType(value)) is null)
            return null;
        return @base.Types.PointerClass(name, element, @base.IsAbstract ? null : @base);
    }

    private static CtypesType? SimpleClass(
        string name,
        CtypesType @base,
        Dictionary<string, R> body
    )
    {
        if (!body.TryGetValue("_type_", out var value))
        {
            if (!@base.IsAbstract)
                return @base.Types.Subclass(@base, name);
            _ = H.Raise(ErrorKind.AttributeError, "class must define a '_type_' attribute");
            return null;
        }
        if (H.KindOf(value) != ValueKind.Text)
        {
            _ = H.Raise(ErrorKind.TypeError, "class must define a '_type_' string attribute");
            return null;
        }
        var code = TextOf(value);
        foreach (var (_, letter, _) in SimpleCode.Defined)
        {
            if (SimpleCode.Text(letter, @base.Profile) == code)
                return @base.Types.SimpleClass(name, letter, @base.IsAbstract ? null : @base);
        }
        _ = H.Raise(
            code.Length == 1 || @base.Profile.HasLongComplexCodes
                ? ErrorKind.AttributeError
                : ErrorKind.ValueError,
            "class must define a '_type_' attribute which must be a single character string "
                + "containing one of the letters of ctypes' simple types"
        );
        return null;
    }

    /// <summary>A class of function pointers inherits nothing of its prototype: it says it anew, <c>_flags_</c> at least.</summary>
    private static CtypesType? FunctionClass(
        string name,
        CtypesType @base,
        Dictionary<string, R> body
    )
    {
        var types = @base.Types;
        if (
            !body.TryGetValue("_flags_", out var flags)
            || H.KindOf(flags) is not (ValueKind.Integer or ValueKind.Boolean)
        )
        {
            _ = H.Raise(ErrorKind.TypeError, "class must define _flags_ which must be an integer");
            return null;
        }
        if (!H.ToBits(flags, out var modes, out _))
            return null;
        ImmutableArray<CtypesType>? parameters = null;
        if (body.TryGetValue("_argtypes_", out var given))
        {
            if (!ToParameterTypes(types, given, out var known))
                return null;
            parameters = known;
        }
        // Where it says no result CPython takes an int, and dies of calling back.
        var result = types["c_int"];
        return
            body.TryGetValue("_restype_", out var returned)
            && !ToResultType(types, returned, "_restype_", out result)
            ? null
            : types.FunctionClass(name, @base, result, parameters, (FunctionModes)modes);
    }

    /// <summary><c>_type_</c> of an array or a pointer; null with an error for what is no ctypes type.</summary>
    private static CtypesType? StoredType(R value)
    {
        if (H.AsType(value) is { IsAbstract: false } type)
            return type;
        _ = H.Raise(ErrorKind.TypeError, "_type_ must have storage info");
        return null;
    }

    /// <summary><c>POINTER(target)</c>: of a type, of <c>None</c>, or of a name that is told later.</summary>
    public static bool PointerTo(TypeSet types, R target, out CtypesType? pointer)
    {
        ArgumentNullException.ThrowIfNull(types);
        pointer = null;
        if (H.KindOf(target) == ValueKind.None)
            pointer = types.Pointer(target: null);
        else if (H.KindOf(target) == ValueKind.Text)
            pointer = types.Pointer(TextOf(target));
        else if (H.AsType(target) is { } type)
            pointer = types.Pointer(type);
        else
        {
            return H.Raise(
                types.Profile.HasPointerTypeAttribute
                    ? ErrorKind.AttributeError
                    : ErrorKind.TypeError,
                types.Profile.HasPointerTypeAttribute
                    ? $"'{H.ClassNameOf(target)}' object has no attribute '__name__'"
                    : "must be a ctypes type"
            );
        }
        return true;
    }

    /// <summary><c>pointer.set_type(target)</c>.</summary>
    public static bool SetPointerType(CtypesType pointer, R target)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        if (H.AsType(target) is not { IsAbstract: false } type)
            return H.Raise(ErrorKind.TypeError, "_type_ must have storage info");
        pointer.Types.SetPointerType(pointer, type);
        return true;
    }

    /// <summary><c>element * length</c>.</summary>
    public static bool ArrayOf(CtypesType element, R length, out CtypesType? array)
    {
        ArgumentNullException.ThrowIfNull(element);
        array = null;
        if (!H.IsIndex(length))
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"can't multiply sequence by non-int of type '{H.ClassNameOf(length)}'"
            );
        }
        if (!H.ToBits(length, out var bits, out var range))
            return false;
        if (range != IntegerRange.Signed)
        {
            return H.Raise(ErrorKind.OverflowError, "cannot fit 'int' into an index-sized integer");
        }
        try
        {
            array = element.Types.Array(element, (nint)bits);
            return true;
        }
        catch (PythonException error)
        {
            return RaiseThrown(error);
        }
    }

    /// <summary><c>type(*arguments, **keywords)</c>, for a type that no class of the host's derives from.</summary>
    public static bool Construct(
        CtypesType type,
        ReadOnlySpan<R> arguments,
        ReadOnlySpan<KeyValuePair<string, R>> keywords,
        out R data
    )
    {
        data = H.None;
        return CanBeMade(type) && Allocate(type, out data) && Initialise(data, arguments, keywords);
    }

    private static bool HasStorage(CtypesType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return !type.IsAbstract || H.Raise(ErrorKind.TypeError, "abstract class");
    }

    private static bool CanBeMade(CtypesType type)
    {
        if (!HasStorage(type))
            return false;
        return type is not { Kind: TypeKind.Pointer, Element: null }
            || H.Raise(ErrorKind.TypeError, "Cannot create instance: has no _type_");
    }
}
