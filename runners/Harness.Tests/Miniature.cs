using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Harness.Tests;

/// <summary>Runs programs on the workers in miniature, each of which does what its program's name says.</summary>
internal sealed class Miniature : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("touchstone-test-");

    public Miniature()
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(
            File.Exists(Python),
            $"{Python} is not installed: apt-get install python3"
        );
        Spec = new RuntimeSpec(
            "miniature",
            Python,
            [Path.Combine(AppContext.BaseDirectory, "miniatures", "worker.py")]
        )
        {
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add(
                "MINIATURE_STATE",
                _state.FullName
            ),
        };
        // Any file does: a miniature loads no fixtures.
        Options = new RunOptions(typeof(Miniature).Assembly.Location)
        {
            Lanes = 1,
            Timeout = TimeSpan.FromSeconds(1),
            LifetimeTimeout = TimeSpan.FromSeconds(1),
            StartTimeout = TimeSpan.FromSeconds(10),
        };
    }

    public RuntimeSpec Spec { get; private set; }
    public RunOptions Options { get; set; }
    public string State => _state.FullName;

    public Miniature With(string variable, string value)
    {
        Spec = Spec with { Environment = Spec.Environment.SetItem(variable, value) };
        return this;
    }

    public Miniature WithSessions()
    {
        Spec = Spec with { HasSessions = true, PoisonsAlways = true };
        return this;
    }

    public Task<RunResults> RunAsync(params IEnumerable<WorkItem> items) =>
        RuntimeRunner.RunAsync(
            Spec,
            [.. items],
            Options,
            cancellation: TestContext.Current.CancellationToken
        );

    public Task<RunResults> RunAsync(params string[] behaviours) =>
        RunAsync(behaviours.Select((behaviour, index) => Item(behaviour, index)));

    /// <summary>A program that has the worker behave so.</summary>
    public static WorkItem Item(
        string behaviour,
        int number = 0,
        Isolation isolation = Isolation.Shared,
        ImmutableArray<Step>? steps = null,
        string? since = null,
        ImmutableArray<string>? needs = null
    ) =>
        new(
            new Program(
                $"miniature/{number}/{behaviour}",
                "",
                $"{number:x64}",
                since,
                needs ?? [],
                isolation,
                [],
                [],
                steps ?? [],
                null,
                ImmutableSortedDictionary<string, string>.Empty
            ),
            new LoweredPython(behaviour)
        );

    public void Dispose() => _state.Delete(recursive: true);
}

internal static class CaseResultReading
{
    /// <summary>The text that the worker observed under a key.</summary>
    public static string? Saw(this CaseResult result, string key) =>
        (string?)
            result
                .Observations.SingleOrDefault(observation => observation.Key == key)
                ?.Body["value"]
                ?["v"];
}
