using System.Collections.Immutable;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>A ctypes type object: its identity, what it is in C, and the caches that make <c>T * n is T * n</c>.</summary>
/// <remarks>Made by a <see cref="TypeSet"/>. Knows no host: in the .NET host it is the type object itself.</remarks>
public sealed class CtypesType
{
    internal CtypesType(TypeSet types, TypeKind kind, string name, CtypesType? @base)
    {
        Types = types;
        Kind = kind;
        Name = name;
        Base = @base;
    }

    public TypeSet Types { get; }

    public CtypesProfile Profile => Types.Profile;

    public TypeKind Kind { get; }

    /// <summary>Python's <c>__name__</c>.</summary>
    public string Name { get; }

    /// <summary>The ctypes type that this one derives from; null where that is an abstract base such as <c>Structure</c>.</summary>
    public CtypesType? Base { get; }

    /// <summary>Of a simple type: <c>_type_</c>, its letter.</summary>
    public char Code { get; internal init; }

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
    public CType CType { get; internal set; } = CVoid.Instance;

    /// <summary>The fields of a structure or union, a base's first; those of anonymous members are not in it.</summary>
    public ImmutableArray<CtypesField> Fields { get; internal set; } = [];

    /// <summary>Every name that reaches a field, through anonymous members too.</summary>
    internal Dictionary<string, CtypesField> FieldsByName { get; } = new(StringComparer.Ordinal);

    /// <summary>Of a structure or union: whether <c>_fields_</c> have been set, here or in a base.</summary>
    public bool HasFields { get; internal set; }

    /// <summary>Whether <c>_fields_</c> can no longer be set: an instance or a subclass has been made.</summary>
    public bool IsFinal { get; internal set; }

    /// <summary>Of a structure or union: what its class body said.</summary>
    public AggregateOptions Options { get; internal init; } = AggregateOptions.Default;

    /// <summary>Of a function pointer type: <c>_restype_</c>; null for <c>None</c>, which is C's <c>void</c>.</summary>
    public CtypesType? Result { get; internal init; }

    /// <summary>Of a function pointer type: <c>_argtypes_</c>; null for one without.</summary>
    public ImmutableArray<CtypesType>? Parameters { get; internal init; }

    /// <summary>Of a function pointer type: whether calls swap errno with ctypes' own copy.</summary>
    public bool UsesErrno { get; internal init; }

    /// <summary>What the host wants to find here: its own type object.</summary>
    public object? HostType { get; set; }

    /// <summary>A simple type that a Python class was derived from: its values are never unboxed.</summary>
    public bool IsBoxedSimple => Kind == TypeKind.Simple && Base is not null;

    public bool IsAggregate => Kind is TypeKind.Structure or TypeKind.Union;

    internal Dictionary<nint, CtypesType> Arrays { get; } = [];

    internal CtypesType? PointerType { get; set; }

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

    public override string ToString() => $"<class '{Name}'>";
}
