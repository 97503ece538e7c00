using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;

namespace Touchstone.Ffi.Types;

/// <summary>Where a type's bytes are: what <c>sizeof</c>, <c>_Alignof</c> and <c>offsetof</c> say, all in bytes.</summary>
/// <param name="Size">Bytes that <c>sizeof</c> counts, padding at the end included.</param>
/// <param name="Alignment">Bytes that a member of this type is aligned to inside an unpacked aggregate.</param>
/// <param name="Fields">The members of an aggregate, those of its base first, without unnamed bit-fields; empty for every other type.</param>
public sealed record Layout(int Size, int Alignment, ImmutableArray<FieldLayout> Fields)
{
    private static readonly ConcurrentDictionary<(int Size, int Alignment), Layout> s_scalars =
        new();

    // The aggregates that this thread is laying out, to tell the one that contains itself.
    [ThreadStatic]
    private static HashSet<CAggregate>? s_open;

    /// <summary>The layout of what has no members.</summary>
    /// <param name="size">Bytes that <c>sizeof</c> counts.</param>
    /// <param name="alignment">Bytes that <c>_Alignof</c> counts.</param>
    public Layout(int size, int alignment)
        : this(size, alignment, []) { }

    /// <summary>Where the unnamed bit-fields that have bits are, those of the base first: gcc passes them by value as it does named ones.</summary>
    public ImmutableArray<FieldLayout> Unnamed { get; internal init; } = [];

    /// <summary>Bytes that the type's declaration, or one inside it, asked for, 0 for none: in MSVC's rule no pack takes them away.</summary>
    internal int RequiredAlignment { get; init; }

    /// <summary>The layout of a type on an ABI. Pure; remembered for aggregates.</summary>
    /// <exception cref="CTypeException">The type has no layout: incomplete, without size, or against C's rules.</exception>
    public static Layout Of(CType type, TargetAbi abi) =>
        type switch
        {
            CScalar scalar => OfScalar(abi.Scalar(scalar.Kind)),
            CPointer => OfScalar(abi.Scalar(ScalarKind.Size)),
            CArray array => OfArray(array, Of(array.Element, abi)),
            CAggregate aggregate => OfAggregate(aggregate, abi),
            CVoid or CFunction => throw new CTypeException(
                CTypeFault.NoSize,
                $"{type} has no size"
            ),
            _ => throw new UnreachableException($"no layout rule for {type.GetType().Name}"),
        };

    /// <summary>Finds a member by name, also through anonymous members, with offsets from this aggregate's start.</summary>
    /// <param name="name">As the member is declared.</param>
    /// <param name="abi">The one that this layout was asked for.</param>
    /// <returns>Null where there is none.</returns>
    public FieldLayout? Find(string name, TargetAbi abi)
    {
        // The last declared comes first: a member of the same name hides the base's.
        for (var i = Fields.Length - 1; i >= 0; i--)
        {
            var field = Fields[i];
            if (field.Field.Name == name)
            {
                return field;
            }
            if (field.Field.IsAnonymous && Of(field.Field.Type, abi).Find(name, abi) is { } inner)
            {
                return inner with { Offset = inner.Offset + field.Offset };
            }
        }
        return null;
    }

    private static Layout OfScalar(ScalarFormat format) =>
        s_scalars.GetOrAdd(
            (format.Size, format.Alignment),
            static key => new Layout(key.Size, key.Alignment)
        );

    // An array is aligned as its element, so its size needs no padding of its own.
    private static Layout OfArray(CArray array, Layout element)
    {
        if (array.Length < 0)
        {
            throw new CTypeException(
                CTypeFault.ArrayLength,
                $"{array}: {array.Length} elements; an array has at least 0"
            );
        }
        var size = (long)element.Size * array.Length;
        return size <= int.MaxValue
            ? new Layout((int)size, element.Alignment)
            {
                RequiredAlignment = element.RequiredAlignment,
            }
            : throw new CTypeException(
                CTypeFault.TooLarge,
                $"{array}: {size} bytes; a type has 0 to {int.MaxValue}"
            );
    }

    private static Layout OfAggregate(CAggregate aggregate, TargetAbi abi)
    {
        if (aggregate.Layouts.TryGetValue(abi, out var known))
        {
            return known;
        }
        s_open ??= [];
        if (!s_open.Add(aggregate))
        {
            throw new CTypeException(
                CTypeFault.Incomplete,
                $"{aggregate} contains itself: only a pointer to it can be its member"
            );
        }
        try
        {
            return aggregate.Layouts.GetOrAdd(abi, MemberPlacer.Of(aggregate, abi));
        }
        finally
        {
            s_open.Remove(aggregate);
        }
    }
}

/// <summary>Where one member is.</summary>
/// <param name="Field">The member as it is declared.</param>
/// <param name="Offset">Bytes from the aggregate's start: of the member, or of the unit that a bit-field is read from.</param>
/// <param name="Size">Bytes of the member, or of that unit: at most 9 for a bit-field of up to 64 bits, at most 17 for one of 128.</param>
/// <param name="BitOffset">
/// For a bit-field: how far the unit, read as one integer in the aggregate's byte order, is shifted right to bring the field to the bottom.
/// Under <see cref="LayoutRule.CPythonBefore314"/> this may lie outside the unit, and the unit in front of a union, as it does there.
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
    /// <summary>Whether the member is bits of a unit, not bytes of its own.</summary>
    public bool IsBitField => BitWidth > 0;
}
