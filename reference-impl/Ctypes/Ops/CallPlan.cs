using System.Collections.Immutable;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>A call made ready, and the types of the arguments that it takes.</summary>
internal sealed record PreparedPlan(PreparedCall Call, CType[] Types);

/// <summary>How a function pointer is called: what <c>argtypes</c> and <c>restype</c> say. Immutable, so that it can remember the call made ready.</summary>
/// <param name="Parameters"><c>argtypes</c>; null where there are none.</param>
/// <param name="Result"><c>restype</c>; null for <c>None</c>; one of kind <see cref="TypeKind.Foreign"/> is a callable that gets C's <c>int</c>.</param>
/// <remarks>Holds no value of a host: a host may keep it where its garbage collector does not look.</remarks>
public sealed record CallPlan(
    ImmutableArray<CtypesType>? Parameters,
    CtypesType? Result,
    FunctionModes Flags
)
{
    // A plan made of another by `with` is called otherwise: it does not take over what was made ready.
    private CallPlan(CallPlan original)
    {
        Parameters = original.Parameters;
        Result = original.Result;
        Flags = original.Flags;
    }

    /// <summary>The plan of a function pointer on which neither was set: what its type says.</summary>
    public static CallPlan Of(CtypesType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new(type.Parameters, type.Result, type.Flags);
    }

    internal bool UsesErrno => Flags.HasFlag(FunctionModes.UseErrno);

    internal bool KeepsLock => Flags.HasFlag(FunctionModes.PythonApi);

    // Of the last call: nearly every one has arguments of the same types. One object, since threads share the plan.
    internal PreparedPlan? Prepared { get; set; }
}
