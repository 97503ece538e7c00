using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Touchstone.Model;

/// <summary>A C type as a case writes it: <c>int[3]*</c>, read from left to right.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NamedType), "named")]
[JsonDerivedType(typeof(PointerType), "pointer")]
[JsonDerivedType(typeof(ArrayType), "array")]
public abstract record TypeExpression
{
    private protected TypeExpression() { }
}

/// <summary>A scalar keyword of the case language (<c>i32</c>, <c>char_p</c>) or a name that the case declares.</summary>
public sealed record NamedType(string Name) : TypeExpression;

public sealed record PointerType(TypeExpression Target) : TypeExpression;

public sealed record ArrayType(TypeExpression Element, int Length) : TypeExpression;

/// <summary>What a declared type name stands for.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AggregateDefinition), "aggregate")]
[JsonDerivedType(typeof(FunctionTypeDefinition), "function")]
[JsonDerivedType(typeof(SubclassDefinition), "subclass")]
[JsonDerivedType(typeof(AliasDefinition), "alias")]
public abstract record TypeDefinition
{
    private protected TypeDefinition() { }
}

/// <summary>A struct or a union with the attributes that ctypes can give it.</summary>
/// <param name="ByteOrder">Native unless the case says <c>big</c> or <c>little</c>.</param>
/// <param name="Pack"><c>_pack_</c>, in bytes; null where it is not set.</param>
/// <param name="Align"><c>_align_</c>, in bytes; null where it is not set.</param>
/// <param name="LayoutRule"><c>_layout_</c>: "ms" or "gcc-sysv"; null where it is not set.</param>
/// <param name="Extends">The declared aggregate that this one derives from.</param>
/// <param name="Anonymous">The fields named by <c>_anonymous_</c>.</param>
public sealed record AggregateDefinition(
    bool IsUnion,
    ByteOrder ByteOrder,
    int? Pack,
    int? Align,
    string? LayoutRule,
    string? Extends,
    ImmutableArray<string> Anonymous,
    ImmutableArray<FieldDefinition> Fields
) : TypeDefinition;

/// <summary>A C function pointer type: CFUNCTYPE.</summary>
public sealed record FunctionTypeDefinition(
    ImmutableArray<TypeExpression> Parameters,
    TypeExpression Result
) : TypeDefinition;

/// <summary>A Python subclass of a simple type, which ctypes does not unbox.</summary>
public sealed record SubclassDefinition(string Base) : TypeDefinition;

/// <summary>Another name for the very same type object.</summary>
public sealed record AliasDefinition(TypeExpression Type) : TypeDefinition;

/// <param name="Bits">The width of a bit-field; null for a plain field.</param>
public sealed record FieldDefinition(string Name, TypeExpression Type, int? Bits);

public enum ByteOrder
{
    Native,
    Little,
    Big,
}

public sealed record TypeDeclaration(string Name, TypeDefinition Definition);

/// <summary>A C function of the fixture library under the name that the case calls it by.</summary>
/// <param name="Prototype">Null for a function without argtypes and with ctypes' default result, <c>c_int</c>.</param>
public sealed record FunctionDeclaration(string Name, string Symbol, Prototype? Prototype);

/// <param name="IsVariadic">Further arguments follow the declared ones.</param>
/// <param name="UsesErrno">The call swaps errno with ctypes' own copy (<c>use_errno=True</c>).</param>
public sealed record Prototype(
    TypeExpression Result,
    ImmutableArray<TypeExpression> Parameters,
    bool IsVariadic,
    bool UsesErrno
);
