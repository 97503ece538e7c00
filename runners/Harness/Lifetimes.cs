using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>Which programs ask what became of freed memory, and so need a worker that makes freed memory look freed.</summary>
internal static class Lifetimes
{
    /// <summary>A Python-only program says so by needing <c>poison</c>.</summary>
    public static bool AreAskedBy(Program program) =>
        Holds(program.Steps) || program.Needs.Contains("poison", StringComparer.Ordinal);

    private static bool Holds(ImmutableArray<Step> steps) =>
        steps.Any(step =>
            step switch
            {
                LifetimeStep => true,
                TryStep attempt => Holds(attempt.Body),
                CallbackStep callback => Holds(callback.Body),
                _ => false,
            }
        );
}
