using System.Collections.Immutable;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// Structures and unions: declared first, given their fields once.
public sealed partial class TypeSet
{
    /// <summary><c>class name(Structure)</c> without <c>_fields_</c>, which <see cref="SetFields"/> gives later.</summary>
    public CtypesType DeclareStructure(string name, AggregateOptions? options = null) =>
        Declare(TypeKind.Structure, name, options ?? AggregateOptions.Default);

    /// <summary><c>class name(Union)</c> without <c>_fields_</c>.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: before 3.11 a union has the machine's byte order only.</exception>
    public CtypesType DeclareUnion(string name, AggregateOptions? options = null) =>
        Declare(TypeKind.Union, name, options ?? AggregateOptions.Default);

    /// <summary><c>type._fields_ = fields</c>, once.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c> for a final type; else what Python's class statement raises.</exception>
    public void SetFields(CtypesType type, IReadOnlyList<FieldDeclaration> fields)
    {
        CheckOwn(type);
        ArgumentNullException.ThrowIfNull(fields);
        CheckSize(type.Options.Pack, "_pack_");
        if (Profile.HasAlign)
            CheckSize(type.Options.Align, "_align_");
        if (!type.IsAggregate)
            throw new ArgumentException($"{type.Name} is no structure or union", nameof(type));
        if (type.IsFinal)
            throw new PythonException(ErrorKind.AttributeError, "_fields_ is final");
        ImmutableArray<CtypesType> types =
        [
            .. fields.Select(field => type.IsSwapped ? OtherEndian(field.Type) : field.Type),
        ];
        for (var i = 0; i < fields.Count; i++)
            CheckBits(types[i], fields[i]);
        foreach (var field in types)
            field.IsFinal = true;
        if (type.IsFinal)
        {
            // Too late to undo: it has the fields, with itself as an empty one.
            Complete(type, fields, types);
            throw new PythonException(
                ErrorKind.AttributeError,
                "Structure or union cannot contain itself"
            );
        }
        Complete(type, fields, types);
        NameAnonymous(type);
        type.IsFinal = true;
    }

    private CtypesType Declare(TypeKind kind, string name, AggregateOptions options)
    {
        if (
            kind == TypeKind.Union
            && options.ByteOrder == Swapped
            && !Profile.HasType("BigEndianUnion")
        )
        {
            throw new PythonException(
                ErrorKind.AttributeError,
                "module 'ctypes' has no attribute 'BigEndianUnion'"
            );
        }
        var @base = options.Base;
        if (@base is not null && @base.Kind != kind)
            throw new ArgumentException(
                $"{@base.Name} cannot be the base of a {kind}",
                nameof(options)
            );
        var inherited = @base?.Options;
        var type = new CtypesType(this, kind, name, @base)
        {
            Size = @base?.Size ?? 0,
            // Before it has fields it has no alignment either.
            Alignment = @base?.Alignment ?? 0,
            BufferFormat = @base?.BufferFormat ?? "B",
            IsSwapped = (@base?.IsSwapped ?? false) || options.ByteOrder == Swapped,
            // They are class attributes in Python, so a derived class sees its base's.
            Options = options with
            {
                Pack = options.Pack ?? inherited?.Pack,
                Align = options.Align ?? inherited?.Align,
                LayoutRule = options.LayoutRule ?? inherited?.LayoutRule,
                Anonymous = options.Anonymous ?? inherited?.Anonymous,
            },
        };
        // CPython leaves a base open to late fields if the class statement that derives from it has _fields_. They would lie where
        // the derived class has its own fields, or beyond its objects' memory.
        if (@base is not null)
            @base.IsFinal = true;
        return type;
    }

    internal static ByteOrder Swapped =>
        Abi.ByteOrder == ByteOrder.Little ? ByteOrder.Big : ByteOrder.Little;

    private static void CheckSize(int? size, string attribute)
    {
        if (size < 0)
        {
            throw new PythonException(
                ErrorKind.ValueError,
                $"{attribute} must be a non-negative integer"
            );
        }
    }

    private static void CheckBits(CtypesType type, FieldDeclaration field)
    {
        if (field.Bits is not { } bits)
            return;
        var isInvalid = bits <= 0 || bits > type.Size * 8;
        if (isInvalid && type.Profile.ReadsFieldsInPython)
        {
            throw new PythonException(
                ErrorKind.ValueError,
                $"number of bits invalid for bit field '{field.Name}'"
            );
        }
        if (type.Kind != TypeKind.Simple || !(SimpleCode.IsInteger(type.Code) || type.Code == '?'))
        {
            throw new PythonException(
                ErrorKind.TypeError,
                $"bit fields not allowed for type {type.Name}"
            );
        }
        if (isInvalid)
            throw new PythonException(ErrorKind.ValueError, "number of bits invalid for bit field");
    }

    private void Complete(
        CtypesType type,
        IReadOnlyList<FieldDeclaration> fields,
        ImmutableArray<CtypesType> types
    )
    {
        var aggregate = Declared(type, fields, types, RuleOf(type));
        var layout = LayoutOf(aggregate);
        if (layout.Fields.Any(field => IsOutside(field, type, layout)))
        {
            // Before 3.14 CPython continues a bit-field of a union in front of the union, and in every version it makes a union that
            // inherits only as large as its own members: in memory that is somebody else's.
            aggregate = Declared(type, fields, types, LayoutRule.Native);
            layout = LayoutOf(aggregate);
        }
        var inherited = layout.Fields.Length - fields.Count;
        type.Aggregate = aggregate;
        type.OwnFields =
        [
            .. fields.Select(
                (field, i) => new CtypesField(field.Name, types[i], layout.Fields[inherited + i], i)
            ),
        ];
        foreach (var field in type.OwnFields)
            type.OwnFieldsByName[field.Name] = field;
        type.HasOwnFields = true;
        type.Size = layout.Size;
        type.Alignment = layout.Alignment;
        type.BufferFormat = BufferFormatOf(type);
    }

    private static bool IsOutside(FieldLayout field, CtypesType type, Layout layout) =>
        field.Offset < 0
        || (type.Kind == TypeKind.Union && field.Offset + field.Size > layout.Size);

    private static CAggregate Declared(
        CtypesType type,
        IReadOnlyList<FieldDeclaration> fields,
        ImmutableArray<CtypesType> types,
        LayoutRule rule
    )
    {
        CAggregate aggregate =
            type.Kind == TypeKind.Structure ? new CStruct(type.Name) : new CUnion(type.Name);
        aggregate.Complete(
            new AggregateDefinition(
                [
                    .. fields.Select(
                        (field, i) => new CField(field.Name, types[i].CType, field.Bits)
                    ),
                ],
                rule,
                type.IsSwapped ? Swapped : ByteOrder.Native,
                // 0 is the same as none.
                type.Options.Pack
                    is > 0
                        and var pack
                    ? pack
                    : null,
                type.Profile.HasAlign && type.Options.Align is > 0 and var align ? align : null,
                type.Base?.CType as CAggregate
            )
        );
        return aggregate;
    }

    private static Layout LayoutOf(CAggregate aggregate)
    {
        try
        {
            return Layout.Of(aggregate, Abi);
        }
        catch (CTypeException fault)
        {
            throw new PythonException(
                fault.Fault == CTypeFault.TooLarge ? ErrorKind.OverflowError : ErrorKind.ValueError,
                fault.Message
            );
        }
    }

    private LayoutRule RuleOf(CtypesType type)
    {
        if (!Profile.HasLayoutRules)
            return LayoutRule.CPythonBefore314;
        var isPacked = type.Options.Pack is > 0;
        if (isPacked && type.Options.LayoutRule is null && !Profile.NativeAbi)
        {
            Warned?.Invoke(
                "DeprecationWarning",
                $"Due to '_pack_', the '{type.Name}' {type.Kind} will use memory layout compatible with MSVC (Windows). "
                    + "If this is intended, set _layout_ to 'ms'. "
                    + "The implicit default is deprecated and slated to become an error in Python 3.19."
            );
        }
        return type.Options.LayoutRule switch
        {
            "ms" => Profile.NativeAbi ? LayoutRule.Ms : LayoutRule.CPythonMs,
            // A _pack_ of 0 is none, but is there.
            null or "gcc-sysv" when type.Options.Pack == 0 && !Profile.NativeAbi =>
                throw new PythonException(
                    ErrorKind.ValueError,
                    "_pack_ is not compatible with gcc-sysv layout"
                ),
            "gcc-sysv" when isPacked && !type.Profile.NativeAbi => throw new PythonException(
                ErrorKind.ValueError,
                "_pack_ is not compatible with gcc-sysv layout"
            ),
            "gcc-sysv" when Profile.NativeAbi => LayoutRule.GccSysV,
            "gcc-sysv" => LayoutRule.CPythonGccSysV,
            // From 3.14 on, CPython takes _pack_ to ask for MSVC's rules.
            null when isPacked && !Profile.NativeAbi => LayoutRule.CPythonMs,
            null => Profile.NativeAbi ? LayoutRule.Native : LayoutRule.CPythonGccSysV,
            var unknown => throw new PythonException(
                ErrorKind.ValueError,
                $"unknown _layout_: '{unknown}'"
            ),
        };
    }

    private static void NameAnonymous(CtypesType type)
    {
        foreach (var name in type.Options.Anonymous ?? [])
        {
            var member =
                type.FindField(name)
                ?? throw new PythonException(
                    ErrorKind.AttributeError,
                    type.ClassAttributes.ContainsKey(name)
                        ? $"'{name}' is specified in _anonymous_ but not in _fields_"
                        : $"type object '{type.Name}' has no attribute '{name}'"
                );
            if (!member.Type.IsAggregate)
            {
                throw new PythonException(
                    ErrorKind.AttributeError,
                    $"type object '{member.Type.Name}' has no attribute '_fields_'"
                );
            }
            var index = type.OwnFields.IndexOf(member);
            member = member with { IsAnonymous = true };
            if (index >= 0)
                type.OwnFields = type.OwnFields.SetItem(index, member);
            type.OwnFieldsByName[name] = member;
            type.AnonymousFields.Add(member);
            Promote(type, member.Type, member.Index, member.Offset);
        }
    }

    /// <summary>Names the members of an anonymous one in the type, over what had these names; a member that is anonymous itself gets no name.</summary>
    private static void Promote(CtypesType type, CtypesType anonymous, int index, int offset)
    {
        foreach (var declared in LastFields(anonymous))
        {
            var field = anonymous.FindField(declared.Name)!;
            if (anonymous.AnonymousFields.Contains(field))
            {
                Promote(type, field.Type, index + field.Index, offset + field.Offset);
                continue;
            }
            type.OwnFieldsByName[field.Name] = field with
            {
                Index = index + field.Index,
                Layout = field.Layout with { Offset = offset + field.Offset },
            };
        }
    }

    /// <summary>What <c>type._fields_</c> is: where it has none of its own, its base's.</summary>
    private static ImmutableArray<CtypesField> LastFields(CtypesType type) =>
        type.OwnFields.IsEmpty && type.Base is { } @base ? LastFields(@base) : type.OwnFields;
}
