using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi.Types;

/// <summary>Places the members of one aggregate, one after the other. Each layout rule is a placer.</summary>
/// <remarks>Positions are 64-bit: only the finished size must fit the 32 bits of <see cref="Layout.Size"/>.</remarks>
internal abstract class MemberPlacer
{
    private readonly ByteOrder _byteOrder;
    private readonly bool _isPacked;

    private protected MemberPlacer(CAggregate aggregate, TargetAbi abi)
    {
        Aggregate = aggregate;
        Abi = abi;
        var definition = aggregate.Definition;
        _byteOrder =
            definition.ByteOrder is ByteOrder.Native ? abi.ByteOrder : definition.ByteOrder;
        IsUnion = aggregate is CUnion;
        Pack = definition.Pack;
        _isPacked = definition.IsPacked;
        Alignment = 1;
    }

    /// <summary>Where a bit-field is, before the aggregate's size is known.</summary>
    /// <param name="Offset">Bytes from the aggregate's start to the unit that the field is read from.</param>
    /// <param name="Size">Bytes of that unit.</param>
    /// <param name="Bits">Bits that a big-endian aggregate counts the field's place in: those of the unit, except in ctypes' old rule.</param>
    /// <param name="First">How many of these come before the field, in the aggregate's byte order.</param>
    [StructLayout(LayoutKind.Auto)]
    private protected readonly record struct BitUnit(long Offset, int Size, int Bits, long First)
    {
        public BitUnit(long offset, int size, long position)
            : this(offset, size, size * 8, position - (offset * 8)) { }
    }

    /// <summary>A member as the placers see it, alignments in bytes.</summary>
    /// <param name="TypeAlignment">Of its type, or of the typedef that aligns it.</param>
    /// <param name="Demanded">What the member's own declaration asks for at least; 0 for nothing.</param>
    /// <param name="Required">What a typedef or the type's own declaration asked for at least; 0 for nothing. Only MSVC's rule tells it apart.</param>
    [StructLayout(LayoutKind.Auto)]
    private protected readonly record struct Member(
        Layout Type,
        long TypeAlignment,
        long Demanded,
        long Required,
        bool IsPacked,
        bool IsNamed
    )
    {
        public int Size => Type.Size;
    }

    private protected bool IsUnion { get; }

    private protected int? Pack { get; }

    /// <summary>Bytes taken so far, without the padding at the end.</summary>
    private protected abstract long TakenBytes { get; }

    private protected long Alignment { get; set; }

    private protected CAggregate Aggregate { get; }

    private protected TargetAbi Abi { get; }

    /// <summary>Lays out a complete aggregate.</summary>
    public static Layout Of(CAggregate aggregate, TargetAbi abi)
    {
        var rule = aggregate.Definition.Rule;
        MemberPlacer placer = (rule is LayoutRule.Native ? abi.NativeRule : rule) switch
        {
            LayoutRule.GccSysV => new GccPlacer(aggregate, abi),
            LayoutRule.Ms => new MsPlacer(aggregate, abi),
            LayoutRule.Msvc => new MsvcPlacer(aggregate, abi),
            LayoutRule.CPythonBefore314 => new CPythonPlacer(aggregate, abi),
            LayoutRule.CPythonGccSysV => new CPythonGccPlacer(aggregate, abi),
            LayoutRule.CPythonMs => new CPythonMsPlacer(aggregate, abi),
            _ => throw new UnreachableException($"no placer for {rule}"),
        };
        return placer.Place();
    }

    /// <summary>Takes the members of a base: they lie where they lie in it.</summary>
    private protected virtual void TakeBase(Layout @base) =>
        PlacePlain(new(@base, @base.Alignment, 0, @base.RequiredAlignment, _isPacked, true));

    /// <returns>The member's offset in bytes.</returns>
    private protected abstract long PlacePlain(Member member);

    /// <param name="width">Bits, from 0 on.</param>
    private protected abstract BitUnit PlaceBits(Member member, int width);

    /// <summary>The finished aggregate's size and alignments.</summary>
    /// <param name="demanded">Bytes that it is to be aligned to at least; 0 for none.</param>
    private protected virtual (long Size, long Alignment, long Required) Finish(long demanded)
    {
        var alignment = Math.Max(Alignment, demanded);
        return (RoundUp(TakenBytes, alignment), alignment, 0);
    }

    /// <summary>Bytes that a member of this type is aligned to where neither it nor a typedef asks for others.</summary>
    private protected virtual long AlignmentOf(CType type, Layout layout) => layout.Alignment;

    /// <summary>Whether C's own limits hold: alignments that are powers of two, one bit in a <c>_Bool</c>.</summary>
    private protected virtual bool IsRuleOfC => true;

    /// <summary>Whether a bit-field's unit is the declared type's also where it reaches beyond the aggregate.</summary>
    private protected virtual bool KeepsDeclaredUnit => false;

    private protected long Packed(long alignment) =>
        Pack is { } pack ? Math.Min(alignment, pack) : alignment;

    private protected static long RoundUp(long value, long multiple) =>
        (value + multiple - 1) / multiple * multiple;

    private Layout Place()
    {
        var definition = Aggregate.Definition;
        CheckAlignment(definition.Pack, "a pack");
        CheckAlignment(definition.Align, "an alignment");
        var fields = ImmutableArray.CreateBuilder<FieldLayout>(definition.Fields.Length);
        var unnamed = ImmutableArray.CreateBuilder<FieldLayout>();
        if (definition.Base is { } @base)
        {
            var inherited = Layout.Of(@base, Abi);
            fields.AddRange(inherited.Fields);
            unnamed.AddRange(inherited.Unnamed);
            TakeBase(inherited);
        }
        var bitFields =
            new List<(ImmutableArray<FieldLayout>.Builder Fields, int Index, BitUnit Unit)>();
        foreach (var field in definition.Fields)
        {
            if (field.IsFlexible)
            {
                CheckFlexible(field);
            }
            var member = MemberOf(field);
            if (field.BitWidth is not { } width)
            {
                fields.Add(new(field, Offset(PlacePlain(member)), member.Size, 0, 0, _byteOrder));
                continue;
            }
            CheckBitField(field, member.Size, width);
            var unit = PlaceBits(member, width);
            if (width > 0)
            {
                var among = member.IsNamed ? fields : unnamed;
                bitFields.Add((among, among.Count, unit));
                among.Add(new(field, 0, 0, 0, width, _byteOrder));
            }
        }
        var (size, alignment, required) = Finish(definition.Align ?? 0);
        foreach (var (among, index, unit) in bitFields)
        {
            among[index] = Finish(among[index], unit, size);
        }
        return new Layout(Offset(size), Offset(alignment), fields.DrainToImmutable())
        {
            Unnamed = unnamed.DrainToImmutable(),
            RequiredAlignment = Offset(required),
        };
    }

    private Member MemberOf(CField field)
    {
        CheckAlignment(field.Align, $"{field.Name} has an alignment");
        CheckAlignment(field.TypeAlign, $"{field.Name} has a type with an alignment");
        var type = Layout.Of(field.Type, Abi);
        return new(
            type,
            field.TypeAlign ?? AlignmentOf(field.Type, type),
            field.Align ?? 0,
            Math.Max(field.TypeAlign ?? 0, type.RequiredAlignment),
            _isPacked || field.IsPacked,
            field.Name.Length > 0
        );
    }

    /// <summary>Keeps the declared type's unit where it lies inside the aggregate and is a machine word, else takes the fewest bytes.</summary>
    private FieldLayout Finish(FieldLayout field, BitUnit unit, long aggregateSize)
    {
        var width = field.BitWidth;
        var fits =
            unit.First + width <= unit.Bits
            && unit.Offset + unit.Size <= aggregateSize
            && unit.Size <= sizeof(ulong);
        if (!fits && !KeepsDeclaredUnit)
        {
            var position = (unit.Offset * 8) + unit.First;
            var bytes = (int)(((position % 8) + width + 7) / 8);
            unit = new BitUnit(position / 8, bytes, position);
        }
        return field with
        {
            Offset = Offset(unit.Offset),
            Size = unit.Size,
            BitOffset = (int)(
                _byteOrder is ByteOrder.Big ? unit.Bits - unit.First - width : unit.First
            ),
        };
    }

    private void CheckBitField(CField field, int size, int width)
    {
        if (field.Type is not CScalar scalar || !Abi.Scalar(scalar.Kind).IsInteger)
        {
            throw new CTypeException(
                CTypeFault.BitFieldType,
                $"{Aggregate}: {field.Name} has type {field.Type}; only integers can be bit-fields"
            );
        }
        var most = IsRuleOfC && scalar.Kind is ScalarKind.Bool ? 1 : size * 8;
        if (width < 0 || width > most || (width == 0 && field.Name.Length > 0))
        {
            throw new CTypeException(
                CTypeFault.BitFieldWidth,
                $"{Aggregate}: {field.Name} has {width} bits; a {field.Type} bit-field has 1 to {most}, and only an unnamed one may have 0"
            );
        }
    }

    private void CheckFlexible(CField field)
    {
        var definition = Aggregate.Definition;
        var isLastOfSeveral =
            ReferenceEquals(field, definition.Fields[^1])
            && (
                definition.Base is not null
                || definition.Fields.Any(other =>
                    (other.Name.Length > 0 || other.BitWidth is null)
                    && !ReferenceEquals(other, field)
                )
            );
        if (IsUnion || !isLastOfSeveral || field.Type is not CArray { Length: 0 })
        {
            throw new CTypeException(
                CTypeFault.FlexibleArray,
                $"{Aggregate}: {field.Name} is a flexible {field.Type}; only an array of 0 elements can be, as the last of a struct's several members"
            );
        }
    }

    private void CheckAlignment(int? bytes, string what)
    {
        if (bytes < 1 || (IsRuleOfC && bytes is { } value && !BitOperations.IsPow2(value)))
        {
            throw new CTypeException(
                CTypeFault.Alignment,
                $"{Aggregate}: {what} of {bytes} bytes; it must be {(IsRuleOfC ? "a power of two" : "at least 1")}"
            );
        }
    }

    private int Offset(long bytes) =>
        bytes <= int.MaxValue
            ? (int)bytes
            : throw new CTypeException(
                CTypeFault.TooLarge,
                $"{Aggregate} is larger than {int.MaxValue} bytes"
            );
}
