namespace Touchstone.Ffi.Types;

/// <summary>ctypes' <c>ms</c> since CPython 3.14 (<c>get_layout</c> in its ctypes/_layout.py).</summary>
/// <remarks>
/// A union takes the whole unit of a bit-field, where gcc takes only the bytes that are used, and is aligned for it, where MSVC does
/// not align. The pack is any number.
/// </remarks>
internal sealed class CPythonMsPlacer(CAggregate aggregate, TargetAbi abi)
    : MemberPlacer(aggregate, abi)
{
    // Bytes up to the end of the open unit; the next bit is this many bits before it.
    private long _end;
    private long _free;

    // Bits of the open unit. A plain member is a unit that is full.
    private long _unit;

    private long _unionSize;

    private protected override long TakenBytes => IsUnion ? _unionSize : _end;

    private protected override bool IsRuleOfC => false;

    private protected override void TakeBase(Layout @base)
    {
        _end = @base.Size;
        Alignment = Math.Max(Alignment, @base.Alignment);
    }

    private protected override long PlacePlain(Member member)
    {
        Take(member, member.Size * 8L);
        return _end - member.Size;
    }

    private protected override BitUnit PlaceBits(Member member, int width)
    {
        Take(member, width);
        return new BitUnit(_end - member.Size, member.Size, (_end * 8) - _free - width);
    }

    private void Take(Member member, long bits)
    {
        if (IsUnion)
        {
            (_end, _free, _unit) = (0, 0, 0);
        }
        var alignment = Packed(Math.Max(member.TypeAlignment, 1));
        if (bits > _free || member.Size * 8L != _unit)
        {
            _end = RoundUp(_end, alignment) + member.Size;
            _unit = member.Size * 8L;
            _free = _unit;
        }
        _free -= bits;
        Alignment = Math.Max(Alignment, alignment);
        _unionSize = Math.Max(_unionSize, _end);
    }
}
