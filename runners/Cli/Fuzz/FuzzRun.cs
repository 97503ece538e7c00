using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Touchstone.Generation;
using Touchstone.Judging;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Cli.Fuzz;

/// <summary>Generates programs, judges each three ways, and keeps one small example of every symptom.</summary>
internal sealed partial class FuzzRun(FuzzRequest request, IProgress<FuzzProgress>? progress)
{
    private readonly Triangle _triangle = new(request.Oracle, request.Target);
    private readonly SymptomCount _findings = new();
    private readonly SymptomCount _oracle = new();
    private readonly SortedDictionary<Agreement, int> _agreements = [];
    private readonly List<string> _untrue = [];

    /// <exception cref="OperationCanceledException" />
    public async Task<FuzzReport> ExecuteAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var next = Task.Run(() => Batch(0), cancellation);
        for (var from = 0; from < request.Count; from += request.BatchSize)
        {
            var programs = await next;
            var following = from + request.BatchSize;
            next = Task.Run(() => Batch(following), cancellation);
            Count(programs, await _triangle.JudgeAsync(programs, cancellation));
            progress?.Report(
                new FuzzProgress(from + programs.Length, request.Count, _findings.Total)
            );
        }
        return new FuzzReport(
            request.Seed,
            request.Count,
            clock.Elapsed,
            request.Target.Name,
            request.Oracle?.Name,
            _agreements.ToImmutableSortedDictionary(),
            await StoredAsync(cancellation),
            [
                .. _oracle.MostFrequentFirst.Select(bucket => new FuzzSymptom(
                    bucket.Symptom,
                    bucket.Count,
                    bucket.Example.Name
                )),
            ],
            [.. _untrue]
        );
    }

    private ImmutableArray<Program> Batch(int from) =>
        [
            .. Enumerable
                .Range(from, Math.Clamp(request.Count - from, 0, request.BatchSize))
                .Select(index =>
                    ProgramGenerator.Generate(request.Seed, index, request.ShapeOf(index))
                ),
        ];

    private void Count(ImmutableArray<Program> programs, Triangle.Judgement judgement)
    {
        foreach (var (program, verdict) in programs.Zip(judgement.Verdicts.Verdicts))
        {
            _agreements[verdict.Agreement] = _agreements.GetValueOrDefault(verdict.Agreement) + 1;
            _findings.Add(FindingOf(verdict), program);
        }
        foreach (var (program, verdict) in programs.Zip(judgement.OracleVerdicts?.Verdicts ?? []))
        {
            _oracle.Add(First(verdict.Symptom), program);
        }
        _untrue.AddRange(
            judgement
                .Truth.Results.Where(result => result.Outcome == Outcome.HarnessError)
                .Select(result => $"{result.Program}: {result.Detail.Message}")
        );
    }

    /// <summary>
    /// Empty where nobody blames the target: where CPython is wrong about C, a target that agrees with either is right.
    /// </summary>
    private static string FindingOf(CaseVerdict verdict) =>
        verdict.Outcome is Outcome.NotRun or Outcome.HarnessError
            ? $"{verdict.Outcome} (outcome)"
            : First(verdict.Symptom);

    /// <summary>
    /// What follows the first difference of a program mostly follows from it: a wrong layout makes wrong bytes. Which of
    /// several observations of one kind shows it first is chance.
    /// </summary>
    private static string First(string symptom) =>
        Repeat().Replace(symptom.Split(Expectation.SymptomSeparator)[0], "");

    [GeneratedRegex(@"@\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repeat();

    private async Task<ImmutableArray<FuzzFinding>> StoredAsync(CancellationToken cancellation)
    {
        var stored = ImmutableArray.CreateBuilder<FuzzFinding>();
        foreach (var bucket in _findings.MostFrequentFirst)
        {
            var shrinks = stored.Count < request.ShrunkSymptoms;
            var example = shrinks
                ? await Shrinker.ShrinkAsync(
                    bucket.Example,
                    bucket.Symptom,
                    candidates => SymptomsAsync(candidates, cancellation)
                )
                : bucket.Example;
            var folder = Path.Combine(
                request.Directory,
                string.Create(CultureInfo.InvariantCulture, $"seed-{request.Seed}"),
                string.Create(CultureInfo.InvariantCulture, $"{stored.Count + 1:000}")
            );
            Reproducer.Write(folder, example, bucket.Symptom, request.Target.Name);
            stored.Add(
                new FuzzFinding(bucket.Symptom, bucket.Count, bucket.Example.Name, shrinks, folder)
            );
        }
        return stored.ToImmutable();
    }

    private async Task<IReadOnlyList<string>> SymptomsAsync(
        IReadOnlyList<Program> candidates,
        CancellationToken cancellation
    )
    {
        // They are versions of one program: told apart by a variant, and so are the functions that all of them declare.
        ImmutableArray<Program> programs =
        [
            .. candidates.Select(
                (candidate, i) =>
                    candidate with
                    {
                        Variant = $"candidate={i}",
                        Functions =
                        [
                            .. candidate.Functions.Select(function =>
                                function with
                                {
                                    Symbol = $"c{i}_{function.Name}",
                                }
                            ),
                        ],
                    }
            ),
        ];
        var declared = programs.Where(CFixtures.CanWrite).ToImmutableArray();
        var judgement = await _triangle.JudgeAsync(declared, cancellation);
        var symptoms = declared
            .Zip(judgement.Verdicts.Verdicts, judgement.Truth.Results)
            // What the compiler rejects is no smaller form of a program that it took.
            .Where(seen => seen.Third.Outcome == Outcome.Completed)
            .ToDictionary(
                seen => seen.First.Name,
                seen => FindingOf(seen.Second),
                StringComparer.Ordinal
            );
        return [.. programs.Select(program => symptoms.GetValueOrDefault(program.Name, ""))];
    }
}
