using System.Collections.Immutable;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>One way to call a C function: its type, and the types of the further arguments if it is variadic.</summary>
/// <remarks>A value: two signatures of equal types are equal. Back-ends decide on it and prepare a call from it.</remarks>
public sealed class Signature : IEquatable<Signature>
{
    /// <param name="function">Its aggregates by value must be complete.</param>
    /// <param name="further">
    /// The arguments past the declared ones, as the caller has them; C's default promotions are applied here (float becomes double,
    /// narrow integers become int), so the caller's slots hold the promoted values.
    /// </param>
    public Signature(CFunction function, params ReadOnlySpan<CType> further) =>
        throw new NotSupportedException();

    public CFunction Function { get; }

    /// <summary>What travels: the declared parameters, then the promoted further ones. Arrays and functions have become pointers.</summary>
    public ImmutableArray<CType> Arguments { get; }

    /// <summary>How many of <see cref="Arguments"/> the function declares.</summary>
    public int FixedCount { get; }

    public CType Result => Function.Result;

    /// <summary>Bytes that a call writes at its result's address; 0 for <c>void</c>.</summary>
    public int ResultSize { get; }

    public bool Equals(Signature? other) => throw new NotSupportedException();

    public override bool Equals(object? obj) => Equals(obj as Signature);

    public override int GetHashCode() => throw new NotSupportedException();

    public override string ToString() => throw new NotSupportedException();
}
