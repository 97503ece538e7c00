using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>The kinds of closure that this process can make, by name: each obeys the same contract.</summary>
internal static class ClosureKinds
{
    private static readonly Dictionary<string, Func<CFunction, ClosurePlan>> s_plans = new(
        StringComparer.Ordinal
    )
    {
        ["own code"] = type => new MachinePlan(new Signature(type)),
        ["libffi"] = type => new LibffiClosurePlan(new Signature(type)),
    };

    public static TheoryData<string> All => [.. s_plans.Keys];

    public static Closure Make(
        string kind,
        CFunction type,
        string name,
        ClosureTarget target,
        ClosureErrorHandler? onError = null
    ) => new(s_plans[kind](type), name, target, onError);
}
