using System.Collections.Immutable;
using System.Diagnostics;
using Touchstone.Ctypes;
using Touchstone.Model;

namespace Touchstone.Reference;

/// <summary>Runs programs on our own ctypes, through its public operations alone.</summary>
/// <remarks>It holds no rule of ctypes. Programs run one after the other, each with types and objects of its own.</remarks>
public sealed class ReferenceEngine : IDisposable
{
    private readonly ReferenceOptions _options;
    private readonly WitnessFile? _witness;

    // Held so that the system does not unload the fixtures, and their variables with them, between two programs.
    private readonly CLibrary _library;
    private readonly LibraryData _fixtures;

    /// <exception cref="FixturesException">The fixture library cannot be loaded.</exception>
    /// <exception cref="ArgumentException">There is no such mutant.</exception>
    public ReferenceEngine(ReferenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        if (options.Mutant is { } mutant && !Mutant.Names.Contains(mutant))
        {
            throw new ArgumentException(
                $"there is no mutant '{mutant}'; there are {string.Join(", ", Mutant.Names)}",
                nameof(options)
            );
        }
        _witness = options.Witness is { } path ? new WitnessFile(path) : null;
        _library = LoadFixtures();
        _fixtures = LibraryData.Take(Path.GetFullPath(options.Fixtures));
        Runtime = Fingerprint.Of(options.Profile);
    }

    public RuntimeFingerprint Runtime { get; }

    /// <summary>Runs a program to its end, whatever that is; only a crash of the process escapes it.</summary>
    /// <param name="seen">Called at each observation, as it is made.</param>
    public CaseResult Run(Program program, Action<Observation>? seen = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        var observations = ImmutableArray.CreateBuilder<Observation>();
        var watch = Stopwatch.StartNew();
        var (outcome, detail) = Perform(
            program,
            observation =>
            {
                observations.Add(observation);
                seen?.Invoke(observation);
            }
        );
        return new CaseResult(
            program.Name,
            program.Revision,
            outcome,
            detail,
            observations.ToImmutable(),
            Output: "",
            watch.Elapsed.TotalMicroseconds
        );
    }

    private (Outcome, OutcomeDetail) Perform(Program program, Action<Observation> seen)
    {
        if (program.PythonBody is not null)
            return Unsupported("only Python can say what the case asks");
        if (
            program.Since is { } since
            && Version.Parse(since) > new Version(3, _options.Profile.Version.Minor)
        )
            return Unsupported($"the profile is older than {since}");
        Restore();
        _witness?.Reset();
        var run = Prepare(program, new Dictionary<string, Value>(), seen);
        try
        {
            run.Declare(program.Types);
            run.Execute(program.Steps);
            run.EmitWitness();
            return (Outcome.Completed, new OutcomeDetail());
        }
        catch (PythonException error)
        {
            run.EmitWitness();
            return (
                Outcome.Raised,
                new OutcomeDetail(run.Step, Raised: error.Classes, Message: error.Message)
            );
        }
        catch (MissingSymbolException error)
        {
            return (Outcome.PreconditionUnmet, new OutcomeDetail(run.Step, Message: error.Message));
        }
    }

    /// <summary>Gives the fixtures' variables the values that they were loaded with: a program finds no traces of another.</summary>
    public void Restore() => _fixtures.Restore();

    private CLibrary LoadFixtures()
    {
        var session = new CtypesSession(_options.Profile);
        try
        {
            var library = session.Load(_options.Fixtures);
            // A recorded call, so that the witness is mapped by the time the variables are remembered.
            _ = session.Call(library.GetItem("echo_i32"), [0]);
            return library;
        }
        catch (PythonException error)
        {
            throw new FixturesException(_options.Fixtures, error.Message);
        }
    }

    /// <summary>A program that the caller runs piece by piece.</summary>
    /// <param name="shared">What the sides of a twin case have put down for each other.</param>
    internal ProgramRun Prepare(
        Program program,
        IDictionary<string, Value> shared,
        Action<Observation> seen
    )
    {
        var session = new CtypesSession(
            new CtypesOptions(_options.Profile, PoisonsDeadStorage: program.AsksForLifetimes)
        );
        session.SetErrno(0); // ctypes' copy belongs to the thread, and so outlives a program
        var semantics = _options.Mutant is { } mutant
            ? Mutant.Make(mutant, session)
            : new Semantics(session);
        return new ProgramRun(program, semantics, _options.Fixtures, _witness, shared, seen);
    }

    private static (Outcome, OutcomeDetail) Unsupported(string reason) =>
        (Outcome.Unsupported, new OutcomeDetail(Message: reason));

    public void Dispose()
    {
        _witness?.Dispose();
        GC.KeepAlive(_library);
    }
}

/// <summary>The fixture library cannot be loaded, so nothing can be asked.</summary>
public sealed class FixturesException(string path, string reason)
    : Exception($"the fixtures {path} cannot be loaded: {reason}");
