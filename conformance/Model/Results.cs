using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Touchstone.Model;

/// <summary>One thing seen. Engines observe; only the judge compares.</summary>
/// <param name="Step">The number of the step that made it.</param>
/// <param name="Key">Unique in the result: the second observation of a key is <c>key@2</c>.</param>
/// <param name="Body">An object with a <c>kind</c>; its forms are in conformance/schema/observation.schema.json.</param>
public sealed record Observation(int Step, string Key, JsonObject Body)
{
    [JsonIgnore]
    public string Kind => (string?)Body["kind"] ?? "";
}

/// <summary>What became of one program on one runtime; says nothing about whether that was right.</summary>
public enum Outcome
{
    Completed,

    /// <summary>An exception that no <c>try</c> took ended the program.</summary>
    Raised,
    Crashed,
    TimedOut,
    OutOfMemory,

    /// <summary>The runtime says that it cannot do what the program needs.</summary>
    Unsupported,

    /// <summary>Something outside the runtime is missing: a fixture symbol, a positive control that did not hold.</summary>
    PreconditionUnmet,

    /// <summary>The harness or its worker failed; nothing is known about the runtime.</summary>
    HarnessError,
    NotRun,
}

/// <param name="Step">The step at which it ended early; null where it ran to its end or the step is unknown.</param>
/// <param name="Signal">Of a crash: SIGSEGV, SIGABRT.</param>
/// <param name="Raised">Of a raise: the class and its bases, from the class up, without object and Exception.</param>
/// <param name="Message">Text for people; never compared.</param>
/// <param name="Witness">After a crash or a hang: what C had received, read from the shared mapping.</param>
/// <param name="Confirmed">Of a crash or hang: whether it happened again alone; null where it was not tried.</param>
public sealed record OutcomeDetail(
    int? Step = null,
    string? Signal = null,
    ImmutableArray<string>? Raised = null,
    string? Message = null,
    string? Witness = null,
    bool? Confirmed = null
);

/// <summary>All that one runtime answered to one program.</summary>
/// <param name="Program"><see cref="Program.Name"/>.</param>
/// <param name="Output">What the program printed on stdout and stderr: evidence, not protocol.</param>
/// <param name="Microseconds">From <c>begin</c> to <c>end</c>.</param>
public sealed record CaseResult(
    string Program,
    string Revision,
    Outcome Outcome,
    OutcomeDetail Detail,
    ImmutableArray<Observation> Observations,
    string Output,
    double Microseconds
)
{
    /// <summary>The result of a program that was not begun.</summary>
    public static CaseResult Unanswered(Program program, Outcome outcome, string reason) =>
        new(
            program.Name,
            program.Revision,
            outcome,
            new OutcomeDetail(Message: reason),
            [],
            Output: "",
            Microseconds: 0
        );
}

/// <summary>Who answered, as the runtime itself says and as the machine shows.</summary>
/// <param name="Name">The short name that reports, the command line and expectations use: <c>cpython-3.11</c>, <c>reference-3.11</c>, <c>reference-native</c>.</param>
/// <param name="Implementation"><c>cpython</c>, <c>pypy</c>, <c>jython</c>, <c>touchstone</c>, <c>c</c>.</param>
/// <param name="Version">Three numbers: <c>3.11.2</c>. For the reference, the CPython version whose profile it follows.</param>
/// <param name="Build">What the runtime prints of itself: compiler, date.</param>
/// <param name="Path">The executable or library. Not part of any comparison.</param>
/// <param name="DataModel"><c>LP64</c>, <c>ILP32</c>, <c>LLP64</c>.</param>
/// <param name="Abilities">What its worker can do: <c>fork</c>, <c>gc</c>, <c>poison</c>; see PROTOCOL.md.</param>
public sealed record RuntimeFingerprint(
    string Name,
    string Implementation,
    string Version,
    string Build,
    string Path,
    string System,
    string Architecture,
    string? Emulator,
    string Libc,
    string DataModel,
    ByteOrder ByteOrder,
    ImmutableArray<string> Abilities
);

/// <summary>All the answers of one runtime in one run.</summary>
/// <param name="Suite">A hash over every program's name and revision.</param>
/// <param name="Fixtures">A hash of the fixture library.</param>
/// <param name="Complete">False where programs are missing or the run was given up.</param>
/// <param name="Problem">Why it is not complete.</param>
public sealed record RunResults(
    RuntimeFingerprint Runtime,
    string Suite,
    string Fixtures,
    DateTimeOffset Started,
    ImmutableArray<CaseResult> Results,
    bool Complete,
    string? Problem
);
