using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>The keys under which a program's answers are found.</summary>
public static class ObservationKeys
{
    /// <summary>In characters. A longer source text is no key: its author has to name it.</summary>
    public const int LongestDefault = 60;

    /// <summary>The keys that a program's steps write, in reading order and without the <c>@2</c> of repeats.</summary>
    public static IEnumerable<string> Of(IEnumerable<Step> steps) =>
        steps.SelectMany(step =>
            step switch
            {
                ObserveStep observe => [observe.Key],
                BytesStep bytes => [bytes.Key],
                LayoutStep layout => [layout.Key],
                AliasStep alias => [alias.Key],
                LifetimeStep lifetime => [lifetime.Key, .. Of(lifetime.Body)],
                TryStep attempt => [attempt.Key, .. Of(attempt.Body)],
                CallbackStep callback => Of(callback.Body),
                OnStep on => Of(on.Body),
                _ => Enumerable.Empty<string>(),
            }
        );
}
