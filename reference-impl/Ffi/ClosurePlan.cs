using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>How closures of one C type take their arguments and give their result: worked out once, shared by them all.</summary>
internal abstract class ClosurePlan(Signature signature)
{
    private static readonly ConditionalWeakTable<CFunction, ClosurePlan> s_plans = [];

    public Signature Signature { get; } = signature;

    /// <summary>The first kind of closure that can: own code, which is three times as fast, then libffi's.</summary>
    /// <exception cref="UnsupportedCallException">None can; the message says why.</exception>
    public static ClosurePlan Of(CFunction type) => s_plans.GetValue(type, Make);

    public static bool CanMake(CFunction type, [NotNullWhen(false)] out string? reason)
    {
        var signature = new Signature(type);
        reason = MachinePlan.WhyNot(signature);
        if (reason is not null && LibffiPlan.WhyNot(signature) is { } other)
        {
            reason = $"own code: {reason}; libffi: {other}";
            return false;
        }
        reason = null;
        return true;
    }

    public abstract ClosureStub CreateStub(
        string name,
        ClosureTarget target,
        ClosureErrorHandler onError
    );

    private static ClosurePlan Make(CFunction type)
    {
        if (!CanMake(type, out var reason))
        {
            throw new UnsupportedCallException($"a callback of type {type}: {reason}");
        }
        var signature = new Signature(type);
        return MachinePlan.WhyNot(signature) is null
            ? new MachinePlan(signature)
            : new LibffiClosurePlan(signature);
    }
}

/// <inheritdoc/>
internal sealed class LibffiClosurePlan(Signature signature) : ClosurePlan(signature)
{
    /// <summary>What libffi is told of the type.</summary>
    public LibffiPlan Libffi { get; } = new(signature);

    public override ClosureStub CreateStub(
        string name,
        ClosureTarget target,
        ClosureErrorHandler onError
    ) => new LibffiStub(this, name, target, onError);
}
