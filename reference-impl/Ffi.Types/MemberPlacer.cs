using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi.Types;

/// <summary>Places the members of one aggregate, one after the other. Each layout rule is a placer.</summary>
/// <remarks>Positions are 64-bit: only the finished size must fit the 32 bits of <see cref="Layout.Size"/>.</remarks>
internal abstract class MemberPlacer
{
    private readonly CAggregate _aggregate;
    private readonly TargetAbi _abi;
    private readonly ByteOrder _byteOrder;

    private protected MemberPlacer(CAggregate aggregate, TargetAbi abi)
    {
        _aggregate = aggregate;
        _abi = abi;
        var definition = aggregate.Definition;
        _byteOrder =
            definition.ByteOrder is ByteOrder.Native ? abi.ByteOrder : definition.ByteOrder;
        IsUnion = aggregate is CUnion;
        Pack = definition.Pack;
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

    private protected bool IsUnion { get; }

    private protected int? Pack { get; }

    /// <summary>Bytes taken so far, without the padding at the end.</summary>
    private protected abstract long TakenBytes { get; }

    private protected long Alignment { get; set; }

    private protected bool UnnamedBitFieldsAlign => _abi.UnnamedBitFieldsAlign;

    /// <summary>Lays out a complete aggregate.</summary>
    public static Layout Of(CAggregate aggregate, TargetAbi abi)
    {
        var rule = aggregate.Definition.Rule;
        MemberPlacer placer = (rule is LayoutRule.Native ? abi.NativeRule : rule) switch
        {
            LayoutRule.GccSysV => new GccPlacer(aggregate, abi),
            LayoutRule.Ms => new MsPlacer(aggregate, abi),
            LayoutRule.CPythonBefore314 => new CPythonPlacer(aggregate, abi),
            _ => throw new UnreachableException($"no placer for {rule}"),
        };
        return placer.Place();
    }

    /// <summary>Takes the members of a base: they lie where they lie in it.</summary>
    private protected abstract void TakeBase(Layout @base);

    /// <returns>The member's offset in bytes.</returns>
    private protected abstract long PlacePlain(Layout type);

    /// <param name="width">Bits, from 0 on.</param>
    private protected abstract BitUnit PlaceBits(Layout type, int width, bool isNamed);

    /// <summary>Whether a bit-field's unit is the declared type's also where it reaches beyond the aggregate.</summary>
    private protected virtual bool KeepsDeclaredUnit => false;

    private protected long Packed(long alignment) =>
        Pack is { } pack ? Math.Min(alignment, pack) : alignment;

    private protected static long RoundUp(long value, long multiple) =>
        (value + multiple - 1) / multiple * multiple;

    private Layout Place()
    {
        var definition = _aggregate.Definition;
        CheckAlignment(definition.Pack, "pack");
        CheckAlignment(definition.Align, "alignment");
        var fields = ImmutableArray.CreateBuilder<FieldLayout>(definition.Fields.Length);
        if (definition.Base is { } @base)
        {
            var inherited = Layout.Of(@base, _abi);
            fields.AddRange(inherited.Fields);
            TakeBase(inherited);
        }
        var bitFields = new List<(int Index, BitUnit Unit)>();
        foreach (var field in definition.Fields)
        {
            var type = Layout.Of(field.Type, _abi);
            if (field.BitWidth is not { } width)
            {
                fields.Add(new(field, Offset(PlacePlain(type)), type.Size, 0, 0, _byteOrder));
                continue;
            }
            CheckBitField(field, type, width);
            var unit = PlaceBits(type, width, field.Name.Length > 0);
            if (field.Name.Length > 0)
            {
                bitFields.Add((fields.Count, unit));
                fields.Add(new(field, 0, 0, 0, width, _byteOrder));
            }
        }
        var alignment = Math.Max(Alignment, definition.Align ?? 1);
        var size = RoundUp(TakenBytes, alignment);
        foreach (var (index, unit) in bitFields)
        {
            fields[index] = Finish(fields[index], unit, size);
        }
        return new Layout(Offset(size), Offset(alignment), fields.DrainToImmutable());
    }

    /// <summary>Keeps the declared type's unit where it lies inside the aggregate, else takes the fewest bytes.</summary>
    private FieldLayout Finish(FieldLayout field, BitUnit unit, long aggregateSize)
    {
        var width = field.BitWidth;
        var fits = unit.First + width <= unit.Bits && unit.Offset + unit.Size <= aggregateSize;
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

    private void CheckBitField(CField field, Layout type, int width)
    {
        if (field.Type is not CScalar scalar || !_abi.Scalar(scalar.Kind).IsInteger)
        {
            throw new CTypeException(
                CTypeFault.BitFieldType,
                $"{_aggregate}: {field.Name} has type {field.Type}; only integers can be bit-fields"
            );
        }
        if (width < 0 || width > type.Size * 8 || (width == 0 && field.Name.Length > 0))
        {
            throw new CTypeException(
                CTypeFault.BitFieldWidth,
                $"{_aggregate}: {field.Name} has {width} bits; a {field.Type} bit-field has 1 to {type.Size * 8}, and only an unnamed one may have 0"
            );
        }
    }

    private void CheckAlignment(int? bytes, string what)
    {
        if (bytes < 1)
        {
            throw new CTypeException(
                CTypeFault.Alignment,
                $"{_aggregate}: a {what} of {bytes} bytes; it must be at least 1"
            );
        }
    }

    private int Offset(long bytes) =>
        bytes <= int.MaxValue
            ? (int)bytes
            : throw new CTypeException(
                CTypeFault.TooLarge,
                $"{_aggregate} is larger than {int.MaxValue} bytes"
            );
}
