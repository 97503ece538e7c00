using System.Collections.Immutable;

namespace Touchstone.Ffi.Types;

/// <summary>Where a type's bytes are: what <c>sizeof</c>, <c>_Alignof</c> and <c>offsetof</c> say, all in bytes.</summary>
/// <param name="Fields">The members of an aggregate, those of its base first; empty for every other type.</param>
public sealed record Layout(int Size, int Alignment, ImmutableArray<FieldLayout> Fields)
{
    public Layout(int size, int alignment)
        : this(size, alignment, []) { }

    /// <summary>The layout of a type on an ABI. Pure; remembered for aggregates.</summary>
    /// <exception cref="CTypeException">The type has no layout: incomplete, without size, or against C's rules.</exception>
    public static Layout Of(CType type, TargetAbi abi) => throw new NotSupportedException();

    /// <summary>Finds a member by name, also through anonymous members, with offsets from this aggregate's start.</summary>
    /// <returns>Null where there is none.</returns>
    public FieldLayout? Find(string name) => throw new NotSupportedException();
}

/// <summary>Where one member is.</summary>
/// <param name="Offset">Bytes from the aggregate's start: of the member, or of the unit that a bit-field is read from.</param>
/// <param name="Size">Bytes of the member, or of that unit.</param>
/// <param name="BitOffset">
/// For a bit-field: how far the unit, read as one integer in the aggregate's byte order, is shifted right to bring the field to the bottom.
/// Under <see cref="LayoutRule.CPythonBefore314"/> this may lie outside the unit, as it does there.
/// </param>
/// <param name="BitWidth">Bits; 0 for a plain member.</param>
/// <param name="ByteOrder">Of the scalars in the member: never <see cref="ByteOrder.Native"/>.</param>
public sealed record FieldLayout(
    CField Field,
    int Offset,
    int Size,
    int BitOffset,
    int BitWidth,
    ByteOrder ByteOrder
)
{
    public bool IsBitField => BitWidth > 0;
}
