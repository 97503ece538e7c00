using System.Collections.Concurrent;
using System.Collections.Immutable;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>A ctypes type object: its identity, what it is in C, and the caches that make <c>T * n is T * n</c>.</summary>
/// <remarks>Made by a <see cref="TypeSet"/>. Knows no host: in the .NET host it is the type object itself.</remarks>
public sealed partial class CtypesType
{
    internal CtypesType(TypeSet types, TypeKind kind, string name, CtypesType? @base)
    {
        Types = types;
        Kind = kind;
        Name = name;
        Base = @base;
    }

    /// <summary>The set that it belongs to: types of two sets do not mix.</summary>
    public TypeSet Types { get; }

    /// <summary>Its set's.</summary>
    public CtypesProfile Profile => Types.Profile;

    /// <summary>Its family, also of a class that a program derived.</summary>
    public TypeKind Kind { get; }

    /// <summary>Python's <c>__name__</c>.</summary>
    public string Name { get; }

    /// <summary>Python's <c>__module__</c>: <c>ctypes</c> for what that defines, <c>__main__</c> for what a program declares.</summary>
    public string Module { get; internal init; } = "__main__";

    /// <summary>Whether it is one of the bases of every type of its kind (<c>Structure</c>, <c>Array</c>), of which nothing can be made.</summary>
    public bool IsAbstract { get; internal init; }

    /// <summary>The ctypes type that this one derives from; null where that is an abstract base such as <c>Structure</c>.</summary>
    public CtypesType? Base { get; }

    /// <summary>Of a simple type: the letter of <c>_type_</c>; of a complex one <c>F</c>, <c>D</c> or <c>G</c> in every version.</summary>
    public char Code { get; internal init; }

    /// <summary>Of a simple type: <c>_type_</c>. Complex types have two characters from 3.15 on.</summary>
    public string CodeText => SimpleCode.Text(Code, Profile);

    /// <summary>Whether its scalars are in the byte order that is not the machine's.</summary>
    public bool IsSwapped { get; internal init; }

    /// <summary>Bytes. 0 for a structure whose <c>_fields_</c> are not set yet.</summary>
    public nint Size { get; internal set; }

    /// <summary>Bytes.</summary>
    public int Alignment { get; internal set; } = 1;

    /// <summary>Of an array: <c>_length_</c>.</summary>
    public nint Length { get; internal init; }

    /// <summary>What an array holds or a pointer points to; null elsewhere, and for a pointer whose <c>_type_</c> is not set yet.</summary>
    public CtypesType? Element { get; internal set; }

    /// <summary>The type as C has it.</summary>
    public CType CType =>
        Kind switch
        {
            TypeKind.Simple => SimpleCType!,
            TypeKind.Array => new CArray(Element!.CType, checked((int)Length)),
            TypeKind.Structure or TypeKind.Union => Aggregate ?? Base?.CType ?? EmptyAggregate(),
            // What it points to is of no consequence for a call or a layout.
            _ => new CPointer(CVoid.Instance),
        };

    internal CType? SimpleCType { get; init; }

    /// <summary>Of a structure or union: its own completed C type; null where it has no <c>_fields_</c> of its own.</summary>
    internal CAggregate? Aggregate { get; set; }

    /// <summary>The fields that a structure or union declares itself.</summary>
    public ImmutableArray<CtypesField> OwnFields { get; internal set; } = [];

    /// <summary>The fields of a structure or union, a base's first; those of anonymous members are not in it.</summary>
    public IEnumerable<CtypesField> Fields =>
        Base is null ? OwnFields : Base.Fields.Concat(OwnFields);

    /// <summary>Every name that reaches a field of its own, through anonymous members too.</summary>
    internal Dictionary<string, CtypesField> OwnFieldsByName { get; } = new(StringComparer.Ordinal);

    /// <summary>The members whose own members can be reached without them.</summary>
    internal HashSet<CtypesField> AnonymousFields { get; } = [];

    /// <summary>Whether <c>_fields_</c> can no longer be set: an instance or a subclass has been made.</summary>
    public bool IsFinal { get; internal set; }

    /// <summary>Of a structure or union: what its class body said.</summary>
    public AggregateOptions Options { get; internal set; } = AggregateOptions.Default;

    /// <summary>How many places <c>_objects</c> can have: 0 for what keeps one object, not a dictionary.</summary>
    internal nint KeptPlaces =>
        Kind switch
        {
            TypeKind.Simple => 0,
            TypeKind.Array => Length,
            TypeKind.Structure or TypeKind.Union => OwnFields.Length + (Base?.KeptPlaces ?? 0),
            _ => 1,
        };

    /// <summary>Of a function pointer type: <c>_restype_</c>; null for <c>None</c>, which is C's <c>void</c>.</summary>
    public CtypesType? Result { get; internal init; }

    /// <summary>Of a function pointer type: <c>_argtypes_</c>; null for one without.</summary>
    public ImmutableArray<CtypesType>? Parameters { get; internal init; }

    /// <summary>Of a function pointer type: <c>_flags_</c>.</summary>
    public FunctionModes Flags { get; internal init; }

    /// <summary>The format of a buffer over an object of this type (PEP 3118), without the array's own dimensions.</summary>
    /// <remarks>
    /// As it was when the type was made: a pointer to a structure that got its fields later still says <c>&amp;B</c>.
    /// </remarks>
    public string BufferFormat { get; internal set; } = "B";

    /// <summary>Whether an object of it may hold an address, so that copying its bytes is no copy (<c>pickle</c> refuses).</summary>
    /// <remarks>Only the fields that the type itself declares count, in CPython as here.</remarks>
    internal bool HoldsPointers =>
        Kind switch
        {
            TypeKind.Simple => SimpleCode.IsAddress(Code),
            TypeKind.Array => Element!.HoldsPointers,
            TypeKind.Structure or TypeKind.Union => HasOwnFields
                ? OwnFields.Any(own => own.Type.HoldsPointers)
                : Base?.HoldsPointers == true,
            _ => true,
        };

    /// <summary>Whether <c>_fields_</c> was set on this very type.</summary>
    internal bool HasOwnFields { get; set; }

    /// <summary>What a class body or an assignment put on the type: values of the host, boxed. They hide fields of bases, and own ones.</summary>
    public IDictionary<string, object?> ClassAttributes { get; } =
        new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Of a function pointer type: whether calls swap errno with ctypes' own copy.</summary>
    public bool UsesErrno => Flags.HasFlag(FunctionModes.UseErrno);

    /// <summary>Of a function pointer type: what C calls, made when the first callback is.</summary>
    internal CFunction? CallbackType { get; set; }

    /// <summary>What the host wants to find here: its own type object. Of a foreign type: the object that it stands for.</summary>
    public object? HostType { get; set; }

    /// <summary>A simple type that a Python class was derived from: its values are never unboxed.</summary>
    public bool IsBoxedSimple => Kind == TypeKind.Simple && Base is not null;

    /// <summary>Whether it has fields: a structure or a union, abstract ones included.</summary>
    public bool IsAggregate => Kind is TypeKind.Structure or TypeKind.Union;

    internal ConcurrentDictionary<nint, CtypesType> Arrays { get; } = new();

    // A field, so that two threads agree on one.
    internal CtypesType? PointerType;

    internal CtypesType? OtherEndian { get; set; }

    internal string MetaclassName =>
        Kind switch
        {
            TypeKind.Simple => "PyCSimpleType",
            TypeKind.Structure => "PyCStructType",
            TypeKind.Union => "UnionType",
            TypeKind.Array => "PyCArrayType",
            TypeKind.Pointer => "PyCPointerType",
            _ => "PyCFuncPtrType",
        };

    /// <summary>Finds a field by name, own before inherited; null where there is none.</summary>
    public CtypesField? FindField(string name)
    {
        for (var type = this; type is not null; type = type.Base)
        {
            if (type.OwnFieldsByName.TryGetValue(name, out var field))
                return field;
        }
        return null;
    }

    private CAggregate EmptyAggregate() =>
        Aggregate = (
            Kind == TypeKind.Structure ? new CStruct(Name) : (CAggregate)new CUnion(Name)
        ).Complete();

    /// <summary>Python's <c>issubclass</c>, among ctypes' concrete types.</summary>
    public bool IsSubclassOf(CtypesType other)
    {
        for (var type = this; type is not null; type = type.Base)
        {
            if (ReferenceEquals(type, other))
                return true;
        }
        return false;
    }

    /// <summary>Python's <c>repr</c> of the class.</summary>
    public override string ToString() => $"<class '{Module}.{Name}'>";
}
