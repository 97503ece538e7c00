using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Reports.Site;

/// <summary>The report's input, arranged so that every page finds what it shows without searching.</summary>
public sealed class SiteIndex
{
    /// <summary>The runtime that is the C compiler: shown as a column of truth, never judged.</summary>
    public const string Compiler = "c";

    private readonly Dictionary<string, Dictionary<string, CaseVerdict>> _verdicts;
    private readonly Dictionary<string, Dictionary<string, CaseResult>> _results;
    private readonly Dictionary<string, RunResults> _runs;
    private readonly ILookup<string, Case> _casesByFeature;
    private readonly Dictionary<string, Feature> _features;

    public SiteIndex(ReportInput input)
    {
        Input = input;
        _runs = ByName(input.Runs, run => run.Runtime.Name);
        _results = _runs.ToDictionary(
            run => run.Key,
            run => ByName(run.Value.Results, result => result.Program),
            StringComparer.Ordinal
        );
        Runtimes = ByName(input.Verdicts, verdicts => verdicts.Runtime).Values.ToImmutableArray();
        _verdicts = Runtimes.ToDictionary(
            runtime => runtime.Runtime,
            runtime => ByName(runtime.Verdicts, verdict => verdict.Program),
            StringComparer.Ordinal
        );
        _casesByFeature = input
            .Cases.SelectMany(one => one.Features.Select(feature => (feature, one)))
            .ToLookup(pair => pair.feature, pair => pair.one, StringComparer.Ordinal);
        _features = ByName(input.Features, feature => feature.Slug);
        Fixtures = new FixtureQuotes(input.Fixtures);
    }

    public ReportInput Input { get; }

    /// <summary>Every judged runtime, in the order of the columns.</summary>
    public ImmutableArray<RuntimeVerdicts> Runtimes { get; }

    internal FixtureQuotes Fixtures { get; }

    public CaseVerdict? Verdict(string runtime, string program) =>
        _verdicts.GetValueOrDefault(runtime)?.GetValueOrDefault(program);

    public CaseResult? Result(string runtime, string program) =>
        _results.GetValueOrDefault(runtime)?.GetValueOrDefault(program);

    public RunResults? Run(string runtime) => _runs.GetValueOrDefault(runtime);

    public IEnumerable<Case> CasesOf(string feature) => _casesByFeature[feature];

    public Feature? Feature(string slug) => _features.GetValueOrDefault(slug);

    /// <summary>What the runtime says to all programs of these cases that it was asked.</summary>
    public Cell Cell(string runtime, IEnumerable<Case> cases) =>
        Cell(runtime, cases.SelectMany(one => one.Programs));

    public Cell Cell(string runtime, Program program) => Cell(runtime, [program]);

    private Cell Cell(string runtime, IEnumerable<Program> programs)
    {
        List<CaseVerdict?> verdicts =
        [
            .. programs.Select(program => Verdict(runtime, program.Name)),
        ];
        // A runtime need not be asked everything: the twin is asked only what cannot bring it down.
        return Site.Cell.Of(
            verdicts.TrueForAll(verdict => verdict is null)
                ? verdicts
                : verdicts.FindAll(verdict => verdict is not null)
        );
    }

    private static Dictionary<string, T> ByName<T>(IEnumerable<T> items, Func<T, string> name)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            found.TryAdd(name(item), item);
        }
        return found;
    }
}
