namespace Touchstone.Ctypes;

/// <summary>How the search for an attribute ended.</summary>
public enum Lookup
{
    /// <summary>There is none; no error is set.</summary>
    Missing,

    /// <summary>The attribute is given; no error is set.</summary>
    Found,

    /// <summary>Finding it raised an error, other than that there is none.</summary>
    Failed,
}
