using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Harness;

/// <summary>How to start the worker of one runtime.</summary>
/// <param name="Name">The short name that results carry: <c>cpython-3.11.2</c>.</param>
/// <param name="Executable">An absolute path.</param>
/// <param name="Arguments">What precedes <c>--in 3 --out 4</c>.</param>
public sealed record RuntimeSpec(string Name, string Executable, ImmutableArray<string> Arguments)
{
    /// <summary>Added to the pinned environment of each of its workers.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Added in workers that run lifetime programs: what makes freed memory look freed.</summary>
    public ImmutableSortedDictionary<string, string> PoisonedEnvironment { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How much longer than CPython's its timeouts are: an emulated or a slowly starting runtime needs more.</summary>
    public double TimeoutFactor { get; init; } = 1;

    /// <summary>
    /// Whether each program has a session of its own in this worker, of which the next one sees nothing: then none needs a
    /// process of its own, though the worker cannot fork.
    /// </summary>
    public bool HasSessions { get; init; }

    /// <summary>Whether a poisoned worker answers everything else as a plain one does: then there need be no plain one.</summary>
    public bool PoisonsAlways { get; init; }

    /// <summary>A Python that runs <paramref name="worker"/>, the path of worker.py.</summary>
    public static RuntimeSpec Python(string name, PythonInstallation python, string worker) =>
        new(name, python.Executable, [worker])
        {
            PoisonedEnvironment = PoisonsPythonMemory,
            // A PyPy warms up its just-in-time compiler at each start.
            TimeoutFactor = python.Implementation == "cpython" ? 1 : 4,
        };

    /// <summary>
    /// Every block comes from malloc, so that the C library and a preloaded allocator see it freed. Python 2.7 and 3.5
    /// know no such switch; what their own allocator hides is told by the positive control.
    /// </summary>
    public static ImmutableSortedDictionary<string, string> PoisonsPythonMemory { get; } =
        ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("PYTHONMALLOC", "malloc"),
                KeyValuePair.Create("MALLOC_PERTURB_", "165"),
            ]
        );
}

/// <summary>One program to run, in both forms that workers take.</summary>
/// <param name="Python">Null where the program cannot be said in Python.</param>
public sealed record WorkItem(Program Program, LoweredPython? Python);

/// <summary>What a run may use and how patient it is.</summary>
/// <param name="Fixtures">The fixture library, an absolute path.</param>
public sealed record RunOptions(string Fixtures)
{
    /// <summary>The poisoning allocator that is preloaded into workers for lifetime programs; null to do without.</summary>
    public string? Quarantine { get; init; }

    /// <summary>For one program, from <c>run</c> to <c>end</c>, times the runtime's factor.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For one program with lifetime steps: collections and allocation pressure take their time.</summary>
    public TimeSpan LifetimeTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>From a worker's start to its <c>ready</c>, times the runtime's factor.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many workers of one runtime run side by side.</summary>
    public int Lanes { get; init; } = Math.Clamp(System.Environment.ProcessorCount, 1, 4);

    /// <summary>After so many crashes, hangs or harness errors without an answer between them the runtime is given up.</summary>
    public int FailuresInARow { get; init; } = 25;
}

/// <summary>How far a run has come.</summary>
/// <param name="Last">The program that was just answered.</param>
public sealed record RunProgress(string Runtime, int Done, int Total, CaseResult Last);
