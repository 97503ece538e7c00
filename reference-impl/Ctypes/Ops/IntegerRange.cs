namespace Touchstone.Ctypes;

/// <summary>Which machine integer an integer of any size fits.</summary>
public enum IntegerRange
{
    /// <summary>From -2^63 to 2^63 - 1.</summary>
    Signed,

    /// <summary>From 2^63 to 2^64 - 1.</summary>
    Unsigned,

    /// <summary>From 2^64 on.</summary>
    Above,

    /// <summary>Below -2^63.</summary>
    Below,
}
