namespace Touchstone.Ffi.Types;

/// <summary>Microsoft's rule, as gcc carries it out under <c>__attribute__((ms_struct))</c>.</summary>
/// <remarks>
/// Adjacent bit-fields of types of one size share units of that size; a change of size, a plain member or a zero-width bit-field
/// ends the unit, whose rest is lost. A zero-width bit-field that follows no bit-field means nothing. Where a packed bit-field asks
/// for an alignment of its own and begins a new unit, gcc sometimes leaves it out: that is not followed here. Nor is, on i386, how
/// gcc aligns an aggregate inside another by whether it would fit a register.
/// </remarks>
internal sealed class MsPlacer(CAggregate aggregate, TargetAbi abi) : MemberPlacer(aggregate, abi)
{
    private long _bits;
    private long _unionBytes;

    // The open unit: its size in bits (0 for none), and how many of them are free.
    private long _unit;
    private long _free;

    private protected override long TakenBytes => IsUnion ? _unionBytes : (_bits + _free) / 8;

    // A scalar is aligned to what it has on its own, which on i386 is more than it has in a struct of the System V rule.
    private protected override long AlignmentOf(CType type, Layout layout) =>
        type switch
        {
            CArray array => AlignmentOf(array.Element, layout),
            CScalar scalar => Math.Max(layout.Alignment, Abi.OwnAlignment(scalar.Kind)),
            _ => layout.Alignment,
        };

    // What gcc keeps in one machine mode it aligns as it does a scalar of that mode: on i386 8 bytes, or one complex double, to 4.
    private protected override (long Size, long Alignment, long Required) Finish(long demanded)
    {
        var finished = base.Finish(demanded);
        var isOneMode = finished.Size == 8 || (finished.Size == 16 && IsComplexDouble(Aggregate));
        return demanded == 0 && isOneMode
            ? finished with
            {
                Alignment = Math.Min(finished.Alignment, Abi.WideAlignment),
            }
            : finished;
    }

    private static bool IsComplexDouble(CType type) =>
        type switch
        {
            CScalar scalar => scalar.Kind is ScalarKind.ComplexDouble,
            CArray { Length: 1 } array => IsComplexDouble(array.Element),
            CStruct { Definition: { Base: null, Fields: var fields } } => fields
                .Where(field => field.Name.Length > 0)
                .Select(field => field.Type)
                .ToArray()
                is [var only]
                && IsComplexDouble(only),
            _ => false,
        };

    private protected override long PlacePlain(Member member)
    {
        var type = member.Type;
        var alignment = Packed(
            Math.Max(member.IsPacked ? 1 : member.TypeAlignment, member.Demanded)
        );
        Alignment = Math.Max(Alignment, alignment);
        Close(alignment);
        if (IsUnion)
        {
            _unionBytes = Math.Max(_unionBytes, type.Size);
            return 0;
        }
        var offset = _bits / 8;
        _bits += type.Size * 8L;
        return offset;
    }

    private protected override BitUnit PlaceBits(Member member, int width)
    {
        var type = member.Type;
        var alignment = Packed(Math.Max(member.TypeAlignment, member.Demanded));
        // A packed unit starts at any byte, or where it asks to.
        var demanded = Math.Max(1, Packed(member.Demanded));
        var start = member.IsPacked ? demanded : alignment;
        var size = type.Size * 8L;
        if (width == 0)
        {
            if (_unit != 0)
            {
                Alignment = Math.Max(Alignment, alignment);
                Close(start);
            }
            return default;
        }
        if (!member.IsPacked)
        {
            Alignment = Math.Max(Alignment, alignment);
        }
        if (_unit != size || _free < width)
        {
            // One unit directly after another of its size is not aligned anew: it follows a packed one at any byte.
            Close(_unit == size ? demanded : start);
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

    /// <summary>Ends the open unit, and goes to where a member of this alignment may start.</summary>
    private void Close(long alignment)
    {
        _bits = RoundUp(_bits + _free, alignment * 8);
        _unit = 0;
        _free = 0;
    }
}
