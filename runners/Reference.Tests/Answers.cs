using System.Collections.Concurrent;
using System.Collections.Immutable;
using Touchstone.Harness;
using Touchstone.Judging;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Reference.Tests;

/// <summary>What the reference, its mutants and the machine's CPythons answer to the whole catalogue.</summary>
internal static class Answers
{
    /// <summary>
    /// Where CPython differs from C, by libffi's classification of what is passed by value: unions with a double, packed
    /// structs (a crash), and a struct of a long double alone; and by bit-fields that it puts in front of their union. The
    /// reference answers as C does.
    /// </summary>
    public static ImmutableSortedSet<string> OracleIsWrong { get; } =
    [
        "bitfields/layout/union",
        "bitfields/union/continued",
        "by-value/double-or-bytes",
        "by-value/double-or-long",
        "by-value/float-or-double",
        "by-value/long-double-alone",
        "by-value/packed",
        "by-value/packed-tag-double",
        "by-value/variant",
    ];

    private static readonly Lazy<ImmutableArray<PythonInstallation>> Pythons = new(() =>
        PythonDiscovery.FindAsync().GetAwaiter().GetResult()
    );

    private static readonly Lazy<ImmutableArray<WorkItem>> Catalogue = new(() =>
        [
            .. Language
                .Catalogue.Read(Repository.Cases)
                .Cases.SelectMany(@case => @case.Programs)
                .Where(program => program.PythonBody is null)
                .Select(program => new WorkItem(program, PythonLowering.Lower(program))),
        ]
    );

    private static readonly ConcurrentDictionary<string, Task<RunResults>> Runs = new();

    public static ImmutableArray<Program> Programs =>
        [.. Catalogue.Value.Select(item => item.Program)];

    /// <summary>The newest CPython of a minor version, or of any from 3.8 to 3.13; skips the test where there is none.</summary>
    public static string SomeMinor()
    {
        var newest = Pythons
            .Value.Where(python => IsUsable(python) && python.Version < new Version(3, 14))
            .MaxBy(python => python.Version);
        Assert.SkipWhen(newest is null, "no CPython from 3.8 to 3.13 is installed");
        return newest!.Minor;
    }

    public static Task<RunResults> OfCPython(string minor)
    {
        var python = Pythons.Value.FirstOrDefault(python =>
            IsUsable(python) && python.Minor == minor
        );
        Assert.SkipWhen(python is null, $"no CPython {minor} is installed");
        Assert.SkipUnless(File.Exists(Repository.Fixtures), "the fixtures are not built");
        return Runs.GetOrAdd(
            $"cpython-{minor}",
            name => RunAsync(RuntimeSpec.Python(name, python!, Repository.PythonWorker))
        );
    }

    /// <param name="mutant">Null for the healthy one.</param>
    public static Task<RunResults> OfReference(string profile, string? mutant = null) =>
        Runs.GetOrAdd(
            $"reference-{profile} {mutant}",
            _ =>
                RunAsync(
                    new RuntimeSpec(
                        $"reference-{profile}",
                        Path.Combine(AppContext.BaseDirectory, "Touchstone.Reference.Tests"),
                        [EntryPoint.Worker, profile, mutant ?? EntryPoint.Healthy]
                    )
                    {
                        HasSessions = true,
                    }
                )
        );

    /// <summary>The verdicts where no expectation covers anything.</summary>
    public static RuntimeVerdicts Judged(
        RunResults target,
        RunResults oracle,
        IReadOnlyList<Program> programs
    ) =>
        Judge.Compare(
            target,
            oracle,
            truth: null,
            Expectations.None,
            programs,
            new JudgeOptions(IsNamed: true)
        );

    private static bool IsUsable(PythonInstallation python) =>
        python is { Implementation: "cpython", Problem: null }
        && python.Version >= new Version(3, 8);

    private static Task<RunResults> RunAsync(RuntimeSpec spec) =>
        RuntimeRunner.RunAsync(
            spec,
            Catalogue.Value,
            new RunOptions(Repository.Fixtures)
            {
                Quarantine = Repository.Quarantine,
                Timeout = TimeSpan.FromSeconds(20),
                LifetimeTimeout = TimeSpan.FromSeconds(60),
            },
            cancellation: TestContext.Current.CancellationToken
        );
}
