namespace Touchstone.Ctypes;

/// <summary>Which machine integer an integer of any size fits.</summary>
public enum IntegerRange
{
    /// <summary>From -2^63 to 2^63 - 1.</summary>
    Signed,

    /// <summary>From 2^63 to 2^64 - 1.</summary>
    Unsigned,

    /// <summary>Neither: bits would be cut.</summary>
    Beyond,
}
