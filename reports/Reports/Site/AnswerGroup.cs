using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Touchstone.Model;
using Touchstone.Reports.Text;

namespace Touchstone.Reports.Site;

/// <summary>Runtimes that give one and the same answer to one question.</summary>
/// <param name="Answer">Null for those that gave none.</param>
/// <param name="Runtimes">With how each stands to its oracle; null for the compiler, and where nothing was judged.</param>
public sealed record AnswerGroup(
    JsonObject? Answer,
    ImmutableArray<(string Name, Agreement? Agreement)> Runtimes
)
{
    public bool HasCompiler => Runtimes.Any(runtime => runtime.Name == SiteIndex.Compiler);
}

/// <summary>One question of a program and all answers to it.</summary>
/// <param name="Groups">The compiler's answer first, or else an oracle's; then the most common. Others are held against the first.</param>
public sealed record Question(string Key, string Kind, ImmutableArray<AnswerGroup> Groups)
{
    /// <summary>In the order in which the program asks; the pseudo-observation of outcomes comes last.</summary>
    public static ImmutableArray<Question> Of(SiteIndex index, Program program)
    {
        var columns = index
            .Runtimes.Select(runtime => runtime.Runtime)
            .Prepend(SiteIndex.Compiler)
            .Where(name => index.Result(name, program.Name) is not null)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var answers = columns.ToDictionary(
            name => name,
            name => Bodies(index, name, program),
            StringComparer.Ordinal
        );
        return
        [
            .. columns
                .SelectMany(name => index.Result(name, program.Name)!.Observations)
                .GroupBy(observation => observation.Key, StringComparer.Ordinal)
                .OrderBy(key => key.Min(observation => observation.Step))
                .Select(key => Of(index, program, key.Key, columns, answers)),
        ];
    }

    private static Question Of(
        SiteIndex index,
        Program program,
        string key,
        List<string> columns,
        Dictionary<string, Dictionary<string, JsonObject>> answers
    )
    {
        var groups = columns
            .Select(name => (Name: name, Body: answers[name].GetValueOrDefault(key)))
            // The compiler answers only some questions: that it is silent on this one says nothing.
            .Where(answer => answer.Body is not null || answer.Name != SiteIndex.Compiler)
            .GroupBy(answer => Canonical(answer.Body), StringComparer.Ordinal)
            .Select(group => new AnswerGroup(
                group.First().Body,
                [
                    .. group.Select(answer =>
                        (answer.Name, Agreement(index, answer.Name, program, key))
                    ),
                ]
            ))
            .OrderByDescending(group => group.HasCompiler)
            .ThenBy(group => group.Answer is null)
            .ThenByDescending(group => group.Runtimes.Any(runtime => IsOracle(index, runtime.Name)))
            .ThenByDescending(group => group.Runtimes.Length)
            .ToImmutableArray();
        return new Question(key, AnswerText.Kind(groups[0].Answer), groups);
    }

    private static bool IsOracle(SiteIndex index, string name) =>
        index.Runtimes.Any(runtime => runtime.Oracle == name && runtime.IsGated);

    private static Agreement? Agreement(
        SiteIndex index,
        string runtime,
        Program program,
        string key
    ) =>
        index
            .Verdict(runtime, program.Name)
            ?.Observations.FirstOrDefault(observation => observation.Key == key)
            ?.Agreement;

    private static Dictionary<string, JsonObject> Bodies(
        SiteIndex index,
        string runtime,
        Program program
    )
    {
        var bodies = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var observation in index.Result(runtime, program.Name)!.Observations)
        {
            bodies.TryAdd(observation.Key, observation.Body);
        }
        return bodies;
    }

    /// <summary>
    /// The answer without what is soft in it, which would put every version's wording into a group of its own, and
    /// without the order of its properties, which is the engine's.
    /// </summary>
    private static string Canonical(JsonObject? body) =>
        body is null ? "" : Sorted(body)!.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.Where(entry => entry.Key is not ("message" or "decoy"))
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
