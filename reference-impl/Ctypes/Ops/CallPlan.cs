using System.Collections.Immutable;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

/// <summary>How a function pointer is called: what <c>argtypes</c> and <c>restype</c> say. Immutable, so that it can remember the call made ready.</summary>
/// <param name="Parameters"><c>argtypes</c>; null where there are none.</param>
/// <param name="Result"><c>restype</c>; null for <c>None</c>, and where <see cref="Converter"/> takes the result.</param>
/// <param name="Converter">A <c>restype</c> that is no ctypes type but a callable: it gets C's <c>int</c>.</param>
/// <param name="UsesErrno">Whether errno is swapped with ctypes' own copy.</param>
public sealed record CallPlan<R>(
    ImmutableArray<CtypesType>? Parameters,
    CtypesType? Result,
    R? Converter,
    bool HasConverter,
    bool UsesErrno
)
{
    // Of a call with exactly the declared arguments, which is nearly every one.
    internal PreparedCall? Prepared { get; set; }
}
