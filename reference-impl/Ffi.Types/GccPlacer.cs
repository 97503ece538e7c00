namespace Touchstone.Ffi.Types;

/// <summary>The System V rule as gcc carries it out (<c>place_field</c> in its stor-layout.c).</summary>
/// <remarks>
/// Any pack, even one that limits nothing, takes from bit-fields the rule that they may not span more units of their type's
/// alignment than the type itself does: they then follow each other bit by bit.
/// </remarks>
internal sealed class GccPlacer(CAggregate aggregate, TargetAbi abi) : MemberPlacer(aggregate, abi)
{
    private long _bits;

    private protected override long TakenBytes => RoundUp(_bits, 8) / 8;

    private protected override void TakeBase(Layout @base)
    {
        _bits = @base.Size * 8L;
        Alignment = Math.Max(Alignment, @base.Alignment);
    }

    private protected override long PlacePlain(Layout type)
    {
        var alignment = Packed(type.Alignment);
        Alignment = Math.Max(Alignment, alignment);
        return Take(alignment * 8, type.Size * 8L) / 8;
    }

    private protected override BitUnit PlaceBits(Layout type, int width, bool isNamed)
    {
        var typeAlignment = type.Alignment * 8L;
        if (isNamed || UnnamedBitFieldsAlign)
        {
            // A zero-width bit-field is not influenced by any packing.
            Alignment = Math.Max(Alignment, width == 0 ? type.Alignment : Packed(type.Alignment));
        }
        var spansTooMuch =
            Pack is null
            && (_bits % typeAlignment) + width > RoundUp(type.Size * 8L, typeAlignment);
        var position = Take(width == 0 || spansTooMuch ? typeAlignment : 1, width);
        return new BitUnit(position / typeAlignment * type.Alignment, type.Size, position);
    }

    private long Take(long alignment, long width)
    {
        if (IsUnion)
        {
            _bits = Math.Max(_bits, width);
            return 0;
        }
        var position = RoundUp(_bits, alignment);
        _bits = position + width;
        return position;
    }
}
