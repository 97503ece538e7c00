namespace Touchstone.Ctypes;

/// <summary>An argument made ready for a call: what <c>byref</c> and <c>from_param</c> give.</summary>
public sealed unsafe class CArgument
{
    internal CArgument(char code, ulong bits, Value source)
    {
        Code = code;
        Bits = bits;
        Source = source;
    }

    /// <summary>The letter of what is passed: <c>P</c> for an address.</summary>
    internal char Code { get; }

    internal ulong Bits { get; }

    /// <summary><c>_obj</c>: kept alive by this.</summary>
    public Value Source { get; }

    public override string ToString() => $"<cparam '{Code}'>";
}
