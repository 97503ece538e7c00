namespace Touchstone.Ffi.Types;

/// <summary>ctypes' <c>gcc-sysv</c> since CPython 3.14 (<c>get_layout</c> in its ctypes/_layout.py).</summary>
/// <remarks>The C compiler's rule, with any alignment, with up to 8 bits in a <c>c_bool</c>, and with ctypes' inheritance.</remarks>
internal sealed class CPythonGccPlacer(CAggregate aggregate, TargetAbi abi)
    : GccPlacer(aggregate, abi)
{
    private protected override bool IsRuleOfC => false;

    private protected override void TakeBase(Layout @base)
    {
        Alignment = Math.Max(Alignment, @base.Alignment);
        // A union forgets how large its base is.
        Skip(IsUnion ? 0 : @base.Size);
    }
}
