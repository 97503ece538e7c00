namespace Touchstone.Ffi.Types;

/// <summary>MSVC's rule, as clang carries it out for its Windows targets (<c>MicrosoftRecordLayoutBuilder</c>).</summary>
/// <remarks>
/// Bit-fields as in <see cref="MsPlacer"/>, but those of a union take their whole unit and do not align it. An alignment that was
/// asked for outdoes every pack, also the pack of an aggregate further out. A pack larger than a pointer is ignored, and an aggregate
/// of no bytes takes four.
/// </remarks>
internal sealed class MsvcPlacer(CAggregate aggregate, TargetAbi abi) : MemberPlacer(aggregate, abi)
{
    private const int EmptySize = 4;

    private long _bytes;
    private long _required;

    // The open unit: its size in bytes (0 for none), and how many of its bits are free.
    private int _unit;
    private int _free;

    private protected override long TakenBytes => _bytes;

    private int? Limit => Pack <= Abi.PointerSize ? Pack : null;

    private protected override long PlacePlain(Member member)
    {
        _unit = 0;
        var demanded = Math.Max(member.Demanded, member.Required);
        _required = Math.Max(_required, demanded);
        return Take(member, AlignmentOf(member, member.Type.Alignment, demanded));
    }

    private protected override BitUnit PlaceBits(Member member, int width)
    {
        var demanded = Math.Max(member.Demanded, member.Required);
        // For a bit-field an alignment that was asked for is as its type's own.
        var alignment = AlignmentOf(member, Math.Max(member.Type.Alignment, demanded), demanded);
        if (width == 0)
        {
            if (_unit != 0)
            {
                _unit = 0;
                if (IsUnion)
                {
                    _bytes = Math.Max(_bytes, member.Size);
                }
                else
                {
                    Alignment = Math.Max(Alignment, alignment);
                    _bytes = RoundUp(_bytes, alignment);
                }
            }
            return default;
        }
        if (IsUnion || _unit != member.Size || _free < width)
        {
            _unit = member.Size;
            _free = member.Size * 8;
            if (IsUnion)
            {
                _bytes = Math.Max(_bytes, member.Size);
                return new BitUnit(0, member.Size, 0);
            }
            Take(member, alignment);
        }
        var position = (_bytes * 8) - _free;
        _free -= width;
        return new BitUnit(_bytes - member.Size, member.Size, position);
    }

    private protected override (long Size, long Alignment, long Required) Finish(long demanded)
    {
        var required = Math.Max(_required, demanded);
        var alignment = Math.Max(Alignment, required);
        var rounding = Math.Max(Math.Min(alignment, Limit ?? alignment), required);
        var size = RoundUp(RoundUp(_bytes, Alignment), rounding);
        if (size == 0)
        {
            size = required >= EmptySize ? alignment : EmptySize;
        }
        // clang takes all of the alignment for asked for, where any was, however small.
        return (size, alignment, demanded > 0 ? alignment : required);
    }

    private long Take(Member member, long alignment)
    {
        Alignment = Math.Max(Alignment, alignment);
        var offset = IsUnion ? 0 : RoundUp(_bytes, alignment);
        _bytes = Math.Max(_bytes, offset + member.Size);
        return offset;
    }

    private long AlignmentOf(Member member, long natural, long demanded)
    {
        var packed = member.IsPacked ? 1 : Math.Min(natural, Limit ?? natural);
        return Math.Max(packed, demanded);
    }
}
