using System.Diagnostics.CodeAnalysis;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>The kinds of closure that this process can make, by name: each obeys the same contract.</summary>
internal static class ClosureKinds
{
    public static TheoryData<string> All => ["own code", "libffi", "emitted"];

    /// <param name="reason">Why not.</param>
    public static bool CanMake(string kind, CFunction type, [NotNullWhen(false)] out string? reason)
    {
        reason = kind switch
        {
            "own code" => MachinePlan.WhyNot(new Signature(type)),
            "libffi" => LibffiPlan.WhyNot(new Signature(type)),
            _ => TypedDelegates.WhyNot(type),
        };
        return reason is null;
    }

    public static Closure Make(
        string kind,
        CFunction type,
        string name,
        ClosureTarget target,
        ClosureErrorHandler? onError = null
    ) =>
        kind switch
        {
            "own code" => new(new MachinePlan(new Signature(type)), name, target, onError),
            "libffi" => new(new LibffiClosurePlan(new Signature(type)), name, target, onError),
            _ => TypedDelegates.MakeClosure(type, name, target, onError),
        };
}
