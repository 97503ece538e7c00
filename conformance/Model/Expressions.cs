using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Touchstone.Model;

/// <summary>An expression of the case language. It has no operators but <c>is</c>: what needs them is a Python body.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IntegerLiteral), "integer")]
[JsonDerivedType(typeof(FloatLiteral), "float")]
[JsonDerivedType(typeof(BytesLiteral), "bytes")]
[JsonDerivedType(typeof(TextLiteral), "text")]
[JsonDerivedType(typeof(BooleanLiteral), "boolean")]
[JsonDerivedType(typeof(NoneLiteral), "none")]
[JsonDerivedType(typeof(NameExpression), "name")]
[JsonDerivedType(typeof(MemberExpression), "member")]
[JsonDerivedType(typeof(IndexExpression), "index")]
[JsonDerivedType(typeof(SliceExpression), "slice")]
[JsonDerivedType(typeof(CallExpression), "call")]
[JsonDerivedType(typeof(TupleExpression), "tuple")]
[JsonDerivedType(typeof(ListExpression), "list")]
[JsonDerivedType(typeof(IdentityExpression), "is")]
public abstract record Expression
{
    private protected Expression() { }
}

public sealed record IntegerLiteral([property: JsonConverter(typeof(DecimalText))] BigInteger Value)
    : Expression;

public sealed record FloatLiteral([property: JsonConverter(typeof(FloatBits))] double Value)
    : Expression;

public sealed record BytesLiteral(
    [property: JsonConverter(typeof(HexText))] ImmutableArray<byte> Value
) : Expression;

public sealed record TextLiteral(string Value) : Expression;

public sealed record BooleanLiteral(bool Value) : Expression;

public sealed record NoneLiteral : Expression;

/// <summary>A name, and what the reader found it to be.</summary>
public sealed record NameExpression(string Name, NameKind Refers) : Expression;

public enum NameKind
{
    Variable,
    Type,
    Function,
    Operation,
}

/// <summary>An attribute: a field of an aggregate, <c>contents</c>, <c>value</c>, <c>raw</c>, or a method of a type.</summary>
public sealed record MemberExpression(Expression Target, string Member) : Expression;

public sealed record IndexExpression(Expression Target, Expression Index) : Expression;

public sealed record SliceExpression(
    Expression Target,
    Expression? Start,
    Expression? Stop,
    Expression? Stride
) : Expression;

/// <summary>
/// A call: of an operation (<c>sizeof(x)</c>), a type (<c>P(1, 2)</c>), a method of a type (<c>P.from_buffer(b)</c>),
/// a function of the fixtures, or a variable that holds something callable.
/// </summary>
public sealed record CallExpression(Expression Callee, ImmutableArray<Expression> Arguments)
    : Expression;

public sealed record TupleExpression(ImmutableArray<Expression> Items) : Expression;

public sealed record ListExpression(ImmutableArray<Expression> Items) : Expression;

/// <summary><c>left is right</c>: whether both are the same object.</summary>
public sealed record IdentityExpression(Expression Left, Expression Right) : Expression;
