using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>Holds one runtime's findings against what is expected of it.</summary>
internal sealed class RuntimeGate(
    RuntimeFingerprint runtime,
    Expectations expectations,
    bool isGated
)
{
    private readonly ImmutableArray<Expectation> _entries =
    [
        .. expectations.All.Where(entry => entry.IsFor(runtime)),
    ];
    private readonly Dictionary<Expectation, int> _covered = [];

    public bool IsGated => isGated;

    public CaseVerdict Judge(Program program, CaseResult result, CaseJudge.Finding finding)
    {
        var entry = Take(program);
        return new CaseVerdict(
            program.Name,
            program.Revision,
            finding.Agreement,
            finding.Differences,
            finding.Symptom,
            isGated ? State(finding, entry) : GateState.NotGated,
            entry?.Reason,
            result.Outcome,
            finding.Observations
        );
    }

    /// <summary>The verdict on a program that the runtime was asked and has not answered.</summary>
    public CaseVerdict Lost(Program program, CaseResult? result)
    {
        var entry = Take(program);
        return new CaseVerdict(
            program.Name,
            program.Revision,
            Agreement.Incomparable,
            [],
            "",
            isGated ? GateState.LostCase : GateState.NotGated,
            entry?.Reason,
            result?.Outcome ?? Outcome.NotRun,
            []
        );
    }

    /// <summary>What is wrong with the expectations themselves, once every program has been judged.</summary>
    public ImmutableArray<GateProblem> Problems(bool isPartial) =>
        isGated
            ?
            [
                .. _entries
                    .Where(entry => !isPartial && !_covered.ContainsKey(entry))
                    .Select(entry => new GateProblem(
                        GateState.StaleExpectation,
                        entry.Place,
                        $"`{entry.Program}` selects no program of {runtime.Name} that an earlier entry has not taken"
                    )),
                .. _covered
                    .Where(cover => cover.Value > cover.Key.MaxMatch)
                    .OrderBy(cover => cover.Key.Place, StringComparer.Ordinal)
                    .Select(cover => new GateProblem(
                        GateState.StaleExpectation,
                        cover.Key.Place,
                        $"`{cover.Key.Program}` is too wide: it covers {cover.Value} programs, max_match is {cover.Key.MaxMatch}"
                    )),
            ]
            : [];

    private Expectation? Take(Program program)
    {
        var entry = _entries.FirstOrDefault(entry => entry.Covers(program));
        if (entry is not null)
        {
            _covered[entry] = _covered.GetValueOrDefault(entry) + 1;
        }
        return entry;
    }

    private static GateState State(CaseJudge.Finding finding, Expectation? entry)
    {
        if (entry is null)
        {
            return finding.Symptom.Length == 0 ? GateState.Expected : GateState.NewDifference;
        }
        var isListed = entry.Verdicts.Contains(finding.Agreement);
        return (isListed, entry.Verdicts.Length, IsSame(finding)) switch
        {
            (true, > 1, true) => GateState.KnownFlaky,
            (false, _, true) => GateState.UnexpectedlySame,
            (true, _, _) when finding.Symptom.Length > 0 && !entry.Explains(finding.Symptom) =>
                GateState.SymptomChanged,
            (true, 1, _) => GateState.Expected,
            (true, _, _) => GateState.KnownFlaky,
            _ => GateState.SymptomChanged,
        };
    }

    private static bool IsSame(CaseJudge.Finding finding) =>
        finding.Agreement
            is Agreement.Same
                or Agreement.SameByRule
                or Agreement.SameButBothDifferFromC;
}
