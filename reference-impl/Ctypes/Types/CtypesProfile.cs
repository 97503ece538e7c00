namespace Touchstone.Ctypes;

/// <summary>Whose answers are given where CPythons differ among themselves, or from C.</summary>
/// <param name="Version">Layouts before 3.14 follow CPython's old algorithm, also where C disagrees.</param>
/// <param name="NativeAbi">
/// True to the C compiler instead: its bit-field layout whatever the version, <c>_Bool</c> bit-fields that read their own
/// bit, callbacks that return structures. By-value arguments follow C in either case: CPython's own answer there is
/// a crash or corruption, and that is never reproduced.
/// </param>
public sealed record CtypesProfile(CPythonVersion Version, bool NativeAbi = false)
{
    public static CtypesProfile Native { get; } = new(CPythonVersion.Newest, NativeAbi: true);

    /// <param name="text">A version, or <c>native</c>.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static CtypesProfile Parse(string text) =>
        text == "native" ? Native : new(CPythonVersion.Parse(text));

    /// <summary>Whether a structure in the other byte order may hold a union.</summary>
    internal bool HasSwappedUnionMembers => NativeAbi || Version.Minor >= 13;

    /// <summary>Whether <c>BigEndianUnion</c> and <c>LittleEndianUnion</c> exist.</summary>
    internal bool HasSwappedUnions => NativeAbi || Version.Minor >= 11;

    /// <summary>Whether <c>_align_</c> means something.</summary>
    internal bool HasAlign => NativeAbi || Version.Minor >= 13;

    /// <summary>Whether <c>_layout_</c> means something, and bit-fields lie where gcc or MSVC puts them.</summary>
    internal bool HasLayoutRules => NativeAbi || Version.Minor >= 14;

    /// <summary>Whether an error that names another one's class says <c>TypeError</c>, not <c>&lt;class 'TypeError'&gt;</c>.</summary>
    internal bool NamesErrorClassesBare => Version.Minor >= 10;

    /// <summary>Whether an argument that is no number says what was expected, not <c>wrong type</c>.</summary>
    internal bool ExplainsRefusedNumbers => Version.Minor >= 12;

    /// <inheritdoc cref="ExplainsRefusedNumbers"/>
    internal bool ExplainsRefusedAddresses => Version.Minor >= 13;

    /// <summary>Whether <c>argtypes</c> may name no more parameters than a call can have arguments.</summary>
    internal bool LimitsArgumentTypes => Version.Minor >= 11;

    /// <summary>Whether new <c>argtypes</c> are checked against the paramflags that the function was made with.</summary>
    internal bool ChecksFlagsAnew => Version.Minor >= 14;

    /// <summary>Whether a callback's argument that cannot be made reaches the hook for errors that nobody can catch.</summary>
    internal bool ReportsRefusedCallbackArguments => Version.Minor >= 14;

    /// <summary>Whether the report of a callback's error names the function in its text, and has no object.</summary>
    internal bool NamesCallbackInReport => Version.Minor >= 13;

    /// <summary>What a report of a callback's error says of the moment: <c>while</c> or <c>on</c>.</summary>
    internal string CallbackReportWord => Version.Minor >= 14 ? "while" : "on";

    public override string ToString() => NativeAbi ? "native" : Version.ToString();
}
