using Touchstone.Harness;
using Touchstone.Judging;
using Touchstone.Model;
using Touchstone.Twin;

namespace Touchstone.Cli;

/// <summary>What kind of runtime it is; that decides what it is asked and what its answers are held against.</summary>
internal enum SubjectKind
{
    CPython,

    /// <summary>Another Python: judged as a CPython is not, by the CPython of its language version.</summary>
    OtherPython,

    /// <summary>The reference in the profile of one CPython.</summary>
    Reference,

    /// <summary>The reference as the compiler's ABI has it; only C judges it.</summary>
    NativeReference,

    /// <summary>A CPython inside a .NET process, beside the reference.</summary>
    Twin,
}

/// <summary>One runtime of a run.</summary>
/// <param name="Sketch">What it will say of itself, as far as that is known before it is started.</param>
internal sealed record Subject(SubjectKind Kind, RuntimeFingerprint Sketch, RuntimeSpec Spec)
{
    public string Name => Spec.Name;

    /// <summary>Whether it is gated also where no expectation file speaks for it. A CPython never is: it is the measure.</summary>
    public bool IsOurs => Kind is not (SubjectKind.CPython or SubjectKind.OtherPython);

    /// <summary>The CPython that it is held against, if the machine has one; the native reference is held against C alone.</summary>
    public Subject? OracleAmong(IReadOnlyCollection<Subject> candidates) =>
        Kind is SubjectKind.NativeReference ? null
        : OracleChoice.For(Sketch, candidates.Select(candidate => candidate.Sketch)).Oracle
            is { } oracle
            ? candidates.First(candidate => candidate.Name == oracle.Name)
        : null;

    public bool IsAsked(Program program) =>
        Kind switch
        {
            SubjectKind.Reference or SubjectKind.NativeReference => !program.HasSides,
            SubjectKind.Twin => TwinWorker.Takes(program),
            _ => true,
        };
}
