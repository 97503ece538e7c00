using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Touchstone.Model;

/// <summary>What a case asks, as the catalogue holds it: its programs and what people need to know about them.</summary>
/// <param name="Id">Permanent, unique, lower-case words with dashes and slashes: <c>structures/nested/read-shares</c>.</param>
/// <param name="Why">What goes wrong for a program when a runtime answers differently.</param>
/// <param name="References">Sections of documentation and issue numbers: <c>doc:ctypes#arrays</c>, <c>gh:46376</c>.</param>
/// <param name="Features">Slugs of features.yaml.</param>
/// <param name="File">The case file, relative to the catalogue.</param>
/// <param name="Line">Where the case begins in <paramref name="File"/>, from 1.</param>
/// <param name="Text">The case's own YAML text, as its author wrote it.</param>
/// <param name="Programs">One for each combination of variants; at least one.</param>
public sealed record Case(
    string Id,
    string Title,
    string Why,
    ImmutableArray<string> References,
    ImmutableArray<string> Features,
    string File,
    int Line,
    string Text,
    ImmutableArray<Program> Programs
);

/// <summary>One question, complete: what every engine is given.</summary>
/// <param name="Variant">Empty, or the variant's choices: <c>pack=1,endian=big</c>.</param>
/// <param name="Revision">SHA-256 of the canonical JSON (RFC 8785) of the semantic part; it keys results.</param>
/// <param name="Since">The oldest Python that has the feature, "3.13"; null for all.</param>
/// <param name="Needs">Abilities from features.yaml that a runtime must have.</param>
/// <param name="Isolation">Derived from the steps, or stricter where the author asked for it.</param>
/// <param name="PythonBody">The body of a Python-only case; such a program has no steps.</param>
/// <param name="Undefined">Observation keys that C or ctypes leaves undefined, each with its reason. They are never compared.</param>
public sealed record Program(
    string Id,
    string Variant,
    string Revision,
    string? Since,
    ImmutableArray<string> Needs,
    Isolation Isolation,
    ImmutableArray<TypeDeclaration> Types,
    ImmutableArray<FunctionDeclaration> Functions,
    ImmutableArray<Step> Steps,
    string? PythonBody,
    ImmutableSortedDictionary<string, string> Undefined
)
{
    /// <summary>The name that people see: the case's id and, where it has one, the variant.</summary>
    public string Name => Variant.Length == 0 ? Id : $"{Id}@{Variant}";

    /// <summary>Whether two engines in one process are to play it, in turns.</summary>
    [JsonIgnore]
    public bool HasSides => Steps.Any(step => step is OnStep);

    /// <summary>Whether it asks what became of freed memory, and so needs freed memory to look freed.</summary>
    [JsonIgnore]
    public bool AsksForLifetimes => StepTree.All(Steps).Any(step => step is LifetimeStep);
}

/// <summary>How far a program must be kept from others. Each level includes the ones before it.</summary>
public enum Isolation
{
    /// <summary>May share a process with other programs.</summary>
    Shared,

    /// <summary>Needs a forked child, or a process where there is no fork: it may crash, write immutable memory or leave things dangling.</summary>
    Fork,

    /// <summary>Needs a process of its own: threads, process-wide state, a hang that holds the interpreter.</summary>
    Process,
}

/// <summary>A program in the form that a Python worker executes.</summary>
/// <param name="Python">Defines <c>case(_h, _c)</c>; syntax of 2.7 and 3.x.</param>
public sealed record LoweredPython(string Python);

/// <summary>A program, as far as C can express it, as one C function.</summary>
/// <param name="Function">The name of the function, unique for the program.</param>
/// <param name="Source">Its definition and that of its types, to stand in a translation unit after the truth prelude.</param>
/// <param name="Keys">The observations that C answers; the others have no C truth.</param>
/// <param name="Reason">Why the first step that C cannot express cannot be expressed; null if all are.</param>
public sealed record LoweredC(
    string Function,
    string Source,
    ImmutableArray<string> Keys,
    string? Reason
);
