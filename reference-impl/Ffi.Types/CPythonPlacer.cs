namespace Touchstone.Ffi.Types;

/// <summary>ctypes' own rule up to CPython 3.13 (<c>PyCField_FromDesc</c> in its cfield.c), with what it gets wrong.</summary>
/// <remarks>
/// A bit-field continues the open unit if it fits, or grows it if its own type is larger, without looking at alignment; so it may
/// overlap other members, or lie outside the unit that it is read from.
/// </remarks>
internal sealed class CPythonPlacer(CAggregate aggregate, TargetAbi abi)
    : MemberPlacer(aggregate, abi)
{
    private long _next;
    private long _unionSize;

    // The open unit, in bits: 0 for none; and how many of them are taken.
    private int _unit;
    private int _taken;

    private protected override long TakenBytes => IsUnion ? _unionSize : _next;

    private protected override bool KeepsDeclaredUnit => true;

    private protected override bool IsRuleOfC => false;

    // A union forgets how large its base is: a derived union can be smaller, in every CPython up to 3.15.
    private protected override void TakeBase(Layout @base)
    {
        _next = @base.Size;
        Alignment = Math.Max(Alignment, @base.Alignment);
    }

    private protected override long PlacePlain(Member member)
    {
        _unit = 0;
        _taken = 0;
        return Start(member.Type);
    }

    private protected override BitUnit PlaceBits(Member member, int width)
    {
        var type = member.Type;
        var bits = type.Size * 8;
        if (IsUnion)
        {
            // The unit stays open from member to member: the field then lies in front of the union.
            _next = 0;
        }
        if (_unit == 0 || _taken + width > Math.Max(_unit, bits))
        {
            _unit = bits;
            _taken = 0;
            Start(type);
        }
        else if (bits > _unit)
        {
            _next += (bits - _unit) / 8;
            _unionSize = Math.Max(_unionSize, _next);
            _unit = bits;
        }
        var unit = new BitUnit(_next - type.Size, type.Size, _unit, _taken);
        _taken += width;
        return unit;
    }

    private long Start(Layout type)
    {
        var alignment = Packed(type.Alignment);
        Alignment = Math.Max(Alignment, alignment);
        var offset = RoundUp(IsUnion ? 0 : _next, alignment);
        _next = offset + type.Size;
        _unionSize = Math.Max(_unionSize, _next);
        return offset;
    }
}
