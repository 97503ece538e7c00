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
                _ => @base.Types.DeriveFunction(@base, name),
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
        if (!@base.IsAbstract)
            return @base.Types.Subclass(@base, name);
        if (!body.TryGetValue("_type_", out var value))
        {
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
                return @base.Types.SimpleClass(name, letter);
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

    /// <summary><c>_type_</c> of an array or a pointer; null with an error for what is no ctypes type.</summary>
    private static CtypesType? StoredType(R value)
    {
        if (H.AsType(value) is { IsAbstract: false } type)
            return type;
        _ = H.Raise(ErrorKind.TypeError, "_type_ must have storage info");
        return null;
    }

    /// <summary><c>type._fields_ = fields</c>: what the fields may be, and what the class says of their layout.</summary>
    public static bool SetFields(CtypesType type, R fields)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsFinal)
            return H.Raise(ErrorKind.AttributeError, "_fields_ is final");
        if (!type.Profile.ForgetsFailedFields)
            type.ClassAttributes["_fields_"] = fields;
        if (!ReadFields(type, fields, out var declarations) || !ReadOptions(type, out var options))
            return false;
        try
        {
            type.Options = options;
            type.Types.SetFields(type, declarations);
        }
        catch (PythonException error)
        {
            return RaiseThrown(error);
        }
        type.ClassAttributes["_fields_"] = fields;
        return true;
    }

    private static bool ReadFields(
        CtypesType type,
        R fields,
        out List<FieldDeclaration> declarations
    )
    {
        declarations = [];
        var count = IsSequence(fields) ? H.CountOf(fields) : -1;
        if (count < 0)
            return H.Raise(ErrorKind.TypeError, "_fields_ must be a sequence of pairs");
        for (nint i = 0; i < count; i++)
        {
            if (
                !H.ItemOf(fields, i, out var item) || !ReadField(type, item, i, out var declaration)
            )
                return false;
            declarations.Add(declaration!);
        }
        return true;
    }

    private static bool IsSequence(R value) =>
        H.KindOf(value)
            is ValueKind.Tuple
                or ValueKind.List
                or ValueKind.Text
                or ValueKind.Bytes
                or ValueKind.ByteArray;

    private static bool ReadField(
        CtypesType type,
        R item,
        nint index,
        out FieldDeclaration? declaration
    )
    {
        const string pairs = "_fields_ must be a sequence of (name, C type) pairs";
        declaration = null;
        var isModern = type.Profile.ReadsFieldsInPython;
        if (isModern ? !IsSequence(item) : H.KindOf(item) != ValueKind.Tuple)
            return H.Raise(ErrorKind.TypeError, pairs);
        var count = H.CountOf(item);
        if (count is not (2 or 3))
        {
            return H.Raise(
                isModern ? ErrorKind.ValueError : ErrorKind.TypeError,
                pairs + " or (name, C type, bit size) triples"
            );
        }
        if (!H.ItemOf(item, 0, out var name) || !H.ItemOf(item, 1, out var fieldType))
            return false;
        int? bits = null;
        if (count == 3)
        {
            if (!H.ItemOf(item, 2, out var width))
                return false;
            if (!H.IsIndex(width))
                return H.Raise(ErrorKind.TypeError, pairs);
            if (!H.ToBits(width, out var value, out var range))
                return false;
            var fits =
                range == IntegerRange.Signed && (long)value is >= int.MinValue and <= int.MaxValue;
            if (!fits && !isModern)
                return H.Raise(ErrorKind.TypeError, pairs);
            bits = fits ? (int)value : int.MaxValue;
        }
        if (H.KindOf(name) != ValueKind.Text)
            return H.Raise(ErrorKind.TypeError, pairs);
        if (H.AsType(fieldType) is not { IsAbstract: false } ctype)
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"second item in _fields_ tuple (index {index}) must be a C type"
            );
        }
        var text = TextOf(name);
        // Its descriptor would be set as the class's _fields_, and that is no sequence.
        if (text == "_fields_")
            return H.Raise(ErrorKind.TypeError, "_fields_ must be a sequence of pairs");
        declaration = new(text, ctype, bits);
        return true;
    }

    /// <summary>The class attributes that a layout depends on, own or inherited, as they are when <c>_fields_</c> is set.</summary>
    private static bool ReadOptions(CtypesType type, out AggregateOptions options)
    {
        options = type.Options;
        if (FindInClass(type, "_pack_", out var pack))
        {
            if (!ReadPack(type.Profile, pack, out var bytes))
                return false;
            options = options with { Pack = bytes };
        }
        if (type.Profile.HasAlign && FindInClass(type, "_align_", out var align))
        {
            if (!H.IsIndex(align))
            {
                return H.Raise(
                    type.Profile.ReadsFieldsInPython ? ErrorKind.TypeError : ErrorKind.ValueError,
                    "_align_ must be an integer"
                );
            }
            if (!ReadInt(align, "_align_", out var bytes))
                return false;
            options = options with { Align = bytes };
        }
        if (type.Profile.HasLayoutRules && FindInClass(type, "_layout_", out var rule))
        {
            options = options with
            {
                LayoutRule =
                    H.KindOf(rule) == ValueKind.None ? null
                    : H.KindOf(rule) == ValueKind.Text ? TextOf(rule)
                    : H.RepresentationOf(rule),
            };
        }
        return !FindInClass(type, "_anonymous_", out var anonymous)
            || ReadAnonymous(anonymous, ref options);
    }

    private static bool FindInClass(CtypesType type, string name, out R value) =>
        FindClassAttribute(type, name, out var field, out value) && field is null;

    private static bool ReadPack(CtypesProfile profile, R value, out int? bytes)
    {
        bytes = null;
        if (H.KindOf(value) == ValueKind.None && profile.ReadsFieldsInPython)
            return true;
        if (H.KindOf(value) == ValueKind.Real && profile.TakesRealPack)
        {
            if (!H.ToReal(value, out var real))
                return false;
            value = H.OfInteger((long)real);
        }
        if (!H.IsIndex(value))
        {
            return H.Raise(
                ErrorKind.ValueError,
                profile.ReadsFieldsInPython
                    ? "_pack_ must be an integer"
                    : "pack must be a non-negative integer"
            );
        }
        if (!ReadInt(value, "_pack_", out var pack))
            return false;
        bytes = pack;
        return true;
    }

    private static bool ReadInt(R value, string attribute, out int number)
    {
        number = 0;
        if (!H.ToBits(value, out var bits, out var range))
            return false;
        if (range == IntegerRange.Below || (range == IntegerRange.Signed && (long)bits < 0))
        {
            return H.Raise(ErrorKind.ValueError, $"{attribute} must be a non-negative integer");
        }
        if (range != IntegerRange.Signed || bits > int.MaxValue)
            return H.Raise(ErrorKind.ValueError, $"{attribute} too big");
        number = (int)bits;
        return true;
    }

    private static bool ReadAnonymous(R anonymous, ref AggregateOptions options)
    {
        if (!IsSequence(anonymous))
            return H.Raise(ErrorKind.TypeError, "_anonymous_ must be a sequence");
        var names = new List<string>();
        for (nint i = 0; i < H.CountOf(anonymous); i++)
        {
            if (!H.ItemOf(anonymous, i, out var name))
                return false;
            if (H.KindOf(name) != ValueKind.Text)
                return H.Raise(ErrorKind.TypeError, "attribute name must be string");
            names.Add(TextOf(name));
        }
        options = options with { Anonymous = names };
        return true;
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
                "must have a ctypes type"
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
