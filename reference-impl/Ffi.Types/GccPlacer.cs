using System.Numerics;

namespace Touchstone.Ffi.Types;

/// <summary>The System V rule as gcc carries it out (<c>place_field</c> in its stor-layout.c).</summary>
/// <remarks>
/// Any pack, even one that limits nothing, takes from bit-fields the rule that they may not span more units of their type's
/// alignment than the type itself does: they then follow each other bit by bit.
/// </remarks>
internal class GccPlacer(CAggregate aggregate, TargetAbi abi) : MemberPlacer(aggregate, abi)
{
    private long _bits;

    private protected void Skip(long bytes) => _bits = bytes * 8;

    private protected override long TakenBytes => RoundUp(_bits, 8) / 8;

    private protected override long PlacePlain(Member member)
    {
        var alignment = Packed(
            Math.Max(member.IsPacked ? 1 : member.TypeAlignment, member.Demanded)
        );
        Alignment = Math.Max(Alignment, alignment);
        return Take(alignment * 8, member.Size * 8L) / 8;
    }

    private protected override BitUnit PlaceBits(Member member, int width)
    {
        var unit = member.TypeAlignment * 8;
        // One that asks for an alignment starts at a byte at least, whatever the pack leaves of its demand.
        var demanded = Packed(member.Demanded);
        // A field that is a whole integer in its right place is no bit-field to gcc. Only a typedef that aligns more or less than the
        // type itself makes a difference of that.
        var isWhole =
            width >= 8
            && BitOperations.IsPow2(width)
            && (IsUnion || _bits % width == 0)
            && (width == 8 || !member.IsPacked);
        if (member.IsNamed || Abi.UnnamedBitFieldsAlign)
        {
            // A zero-width bit-field is not influenced by any packing; under a pack neither is any other by the attribute.
            var isFree = width == 0 || (Pack is null && !member.IsPacked);
            var alignment =
                isFree ? member.TypeAlignment
                : Pack is null ? 1
                : Packed(member.TypeAlignment);
            if (isWhole)
            {
                alignment = Math.Max(alignment, Packed(Math.Min(width / 8, member.Type.Alignment)));
            }
            Alignment = Math.Max(Alignment, Math.Max(alignment, demanded));
        }
        var start = IsUnion ? 0 : RoundUp(_bits, Math.Max(1, demanded * 8));
        var spansTooMuch =
            Pack is null
            && !member.IsPacked
            && !isWhole
            && (start % unit) + width > (member.Size * 8L / unit * unit);
        var isEnd = width == 0 || spansTooMuch;
        var position = Take(Math.Max(isEnd ? unit : 1, demanded * 8), width);
        return new BitUnit(position / unit * member.TypeAlignment, member.Size, position);
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
