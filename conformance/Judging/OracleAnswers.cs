using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>A runtime's answers by program, and which of them did not come out alike when it was asked again.</summary>
internal sealed class OracleAnswers
{
    private readonly Dictionary<string, CaseResult> _results = new(StringComparer.Ordinal);
    private readonly HashSet<(string Program, string? Key)> _unstable = [];

    /// <param name="first">Null where there is no such runtime.</param>
    /// <param name="repeats">Further runs of the same runtime.</param>
    public OracleAnswers(RunResults? first, ImmutableArray<RunResults> repeats)
    {
        if (first is null)
        {
            return;
        }
        foreach (var result in first.Results)
        {
            _results.TryAdd(result.Program, result);
        }
        foreach (var result in repeats.SelectMany(run => run.Results))
        {
            if (
                _results.TryGetValue(result.Program, out var known)
                && known.Revision == result.Revision
            )
            {
                Note(known, result);
            }
        }
    }

    /// <summary>Null where it did not answer this revision of the program.</summary>
    public CaseResult? For(Program program) =>
        _results.TryGetValue(program.Name, out var result) && result.Revision == program.Revision
            ? result
            : null;

    /// <summary>Whether the outcome of the program varied.</summary>
    public bool IsUnstable(Program program) => _unstable.Contains((program.Name, null));

    public bool IsUnstable(Program program, string key) => _unstable.Contains((program.Name, key));

    private void Note(CaseResult known, CaseResult again)
    {
        if (Words.Of(known.Outcome, known.Detail) != Words.Of(again.Outcome, again.Detail))
        {
            _unstable.Add((known.Program, null));
        }
        var (before, after) = (Bodies(known), Bodies(again));
        foreach (var key in before.Keys.Union(after.Keys))
        {
            if (!JsonNode.DeepEquals(before.GetValueOrDefault(key), after.GetValueOrDefault(key)))
            {
                _unstable.Add((known.Program, key));
            }
        }
    }

    internal static Dictionary<string, JsonObject> Bodies(CaseResult result)
    {
        var bodies = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var observation in result.Observations)
        {
            bodies.TryAdd(observation.Key, observation.Body);
        }
        return bodies;
    }
}
