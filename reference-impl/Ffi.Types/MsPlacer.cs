namespace Touchstone.Ffi.Types;

/// <summary>Microsoft's rule, as gcc carries it out under <c>__attribute__((ms_struct))</c>.</summary>
/// <remarks>
/// Adjacent bit-fields of types of one size share units of that size; a change of size, a plain member or a zero-width bit-field
/// ends the unit, whose rest is lost. A zero-width bit-field that follows no bit-field means nothing.
/// </remarks>
internal sealed class MsPlacer(CAggregate aggregate, TargetAbi abi) : MemberPlacer(aggregate, abi)
{
    private long _bits;
    private long _unionBytes;

    // The open unit: its size in bits (0 for none), and how many of them are free.
    private long _unit;
    private long _free;

    private protected override long TakenBytes => IsUnion ? _unionBytes : (_bits + _free) / 8;

    private protected override void TakeBase(Layout @base)
    {
        _bits = @base.Size * 8L;
        _unionBytes = @base.Size;
        Alignment = Math.Max(Alignment, @base.Alignment);
    }

    private protected override long PlacePlain(Layout type)
    {
        Align(type);
        if (IsUnion)
        {
            _unionBytes = Math.Max(_unionBytes, type.Size);
            return 0;
        }
        var offset = _bits / 8;
        _bits += type.Size * 8L;
        return offset;
    }

    private protected override BitUnit PlaceBits(Layout type, int width, bool isNamed)
    {
        var size = type.Size * 8L;
        if (width == 0)
        {
            if (_unit != 0)
            {
                Align(type);
            }
            return default;
        }
        if (_unit != size || _free < width)
        {
            Align(type);
            if (IsUnion)
            {
                // A union is no larger than the bits that are used, whatever its units are.
                _unionBytes = Math.Max(_unionBytes, (width + 7) / 8);
                return new BitUnit(0, type.Size, 0);
            }
            _unit = size;
            _free = size;
        }
        var unit = new BitUnit((_bits + _free - size) / 8, type.Size, _bits);
        _bits += width;
        _free -= width;
        return unit;
    }

    /// <summary>Ends the open unit, and goes to where a member of this type may start.</summary>
    private void Align(Layout type)
    {
        var alignment = Packed(type.Alignment);
        Alignment = Math.Max(Alignment, alignment);
        _bits = RoundUp(_bits + _free, alignment * 8);
        _unit = 0;
        _free = 0;
    }
}
