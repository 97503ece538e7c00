using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>A difference that people know of and have explained.</summary>
/// <param name="Program">Over case ids, which covers every variant, or with an <c>@</c> over full program names.</param>
/// <param name="Runtime">Over runtime names.</param>
/// <param name="Verdicts">The verdicts that are expected; more than one says that the case is known to be flaky.</param>
/// <param name="Symptoms">Each of the case's symptoms must match one of these; <c>*</c> stands for any text.</param>
/// <param name="Reason">Why the runtime answers so, and what C says of it.</param>
/// <param name="Date">When it was found to be so.</param>
/// <param name="MaxMatch">How many programs it may cover: a selector that has grown too wide is an error.</param>
/// <param name="Place"><c>file:line</c>, for messages.</param>
public sealed record Expectation(
    Glob Program,
    Glob Runtime,
    VersionRange Versions,
    ImmutableArray<Agreement> Verdicts,
    ImmutableArray<string> Symptoms,
    string Reason,
    string? Link,
    DateOnly Date,
    int MaxMatch,
    string Place
)
{
    public bool IsFor(RuntimeFingerprint runtime) =>
        Runtime.Matches(runtime.Name) && Versions.Contains(runtime.Version);

    public bool Covers(Program program) =>
        Program.Matches(Program.Pattern.Contains('@') ? program.Name : program.Id);

    /// <summary>Whether every line of the symptom is one that this expectation names.</summary>
    public bool Explains(string symptom) =>
        symptom
            .Split(SymptomSeparator)
            .All(line =>
                Symptoms.Any(pattern => new Glob(pattern.Replace("*", "**")).Matches(line))
            );

    /// <summary>Between the symptoms of one case.</summary>
    public const string SymptomSeparator = "; ";
}
