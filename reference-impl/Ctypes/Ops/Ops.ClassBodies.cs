namespace Touchstone.Ctypes;

// What a class body says: _fields_, _pack_, _anonymous_ and their like, read in the order and with the errors of CPython.
public static unsafe partial class Ops<H, R>
{
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
}
