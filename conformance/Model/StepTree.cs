using System.Collections.Immutable;

namespace Touchstone.Model;

/// <summary>Steps as the tree that they are: some hold others.</summary>
public static class StepTree
{
    /// <summary>The steps within a step; empty for one that holds none.</summary>
    public static ImmutableArray<Step> BodyOf(Step step) =>
        step switch
        {
            TryStep attempt => attempt.Body,
            LifetimeStep lifetime => lifetime.Body,
            CallbackStep callback => callback.Body,
            OnStep on => on.Body,
            _ => [],
        };

    /// <summary>Every step, those within others included, in reading order: the order of <see cref="Step.Number"/>.</summary>
    public static IEnumerable<Step> All(IEnumerable<Step> steps) =>
        steps.SelectMany(step => All(BodyOf(step)).Prepend(step));
}
