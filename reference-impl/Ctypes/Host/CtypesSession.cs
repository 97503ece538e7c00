using System.Diagnostics.CodeAnalysis;

namespace Touchstone.Ctypes;

/// <summary>The module <c>ctypes</c> as one profile has it: the entry point of the .NET host.</summary>
/// <remarks>
/// Each operation is one operation of Python's, with its name, its arguments and its errors
/// (<see cref="PythonException"/>); none holds a rule, those are in <c>Ops</c>. Objects of two sessions do not mix.
/// </remarks>
[SuppressMessage(
    "Performance",
    "CA1822:Mark members as static",
    Justification = "Operations of one module: a caller need not know which of them look at its state."
)]
public sealed partial class CtypesSession
{
    /// <summary>A module of its own: its types and objects are not those of another session.</summary>
    public CtypesSession(CtypesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Types = new(options.Profile, host: this) { Warned = AddWarning };
    }

    /// <inheritdoc cref="CtypesSession(CtypesOptions)"/>
    public CtypesSession(CtypesProfile profile)
        : this(new CtypesOptions(profile)) { }

    /// <summary>As given at the start; they do not change.</summary>
    public CtypesOptions Options { get; }

    /// <summary>Whose answers this session gives where CPythons differ.</summary>
    public CtypesProfile Profile => Options.Profile;

    /// <summary>The simple types by name, and what makes the others.</summary>
    public TypeSet Types { get; }
}
