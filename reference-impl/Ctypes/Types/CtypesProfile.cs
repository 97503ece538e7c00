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
    /// <summary>The newest version's semantics on the C compiler's layouts: the .NET API's default.</summary>
    public static CtypesProfile Native { get; } = new(CPythonVersion.Newest, NativeAbi: true);

    /// <param name="text">A version, or <c>native</c>.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static CtypesProfile Parse(string text) =>
        text == "native" ? Native : new(CPythonVersion.Parse(text));

    /// <summary>Whether a structure in the other byte order may hold a union.</summary>
    internal bool HasSwappedUnionMembers => NativeAbi || Version.Minor >= 13;

    /// <summary>Whether the module has a type of this name; true also of names that no version has.</summary>
    internal bool HasType(string name) =>
        NativeAbi
        || name switch
        {
            "BigEndianUnion" or "LittleEndianUnion" => Version.Minor >= 11,
            "c_time_t" => Version.Minor >= 12,
            "c_float_complex" or "c_double_complex" or "c_longdouble_complex" => Version.Minor
                >= 14,
            _ => true,
        };

    /// <summary>Whether <c>_align_</c> means something.</summary>
    internal bool HasAlign => NativeAbi || Version.Minor >= 13;

    /// <summary>
    /// Whether <c>_layout_</c> means something, and bit-fields lie where gcc or MSVC puts them: the layout that was written
    /// anew in 3.14 (gh-97588).
    /// </summary>
    internal bool HasLayoutRules => NativeAbi || Version.Minor >= 14;

    /// <summary>Whether an error that names another one's class says <c>TypeError</c>, not <c>&lt;class 'TypeError'&gt;</c>.</summary>
    internal bool NamesErrorClassesBare => Version.Minor >= 10;

    /// <summary>Whether what is no integer is named in the error as <c>'str' object</c>, not as <c>type str</c>.</summary>
    internal bool NamesRefusedObjects => Version.Minor >= 10;

    /// <summary>Whether an argument that is no number says what was expected, not <c>wrong type</c>.</summary>
    internal bool ExplainsRefusedNumbers => Version.Minor >= 12;

    /// <summary>Whether what is no character is named in the error, a text by its length (3.14).</summary>
    internal bool NamesRefusedCharacters => Version.Minor >= 14;

    /// <inheritdoc cref="ExplainsRefusedNumbers"/>
    internal bool ExplainsRefusedAddresses => Version.Minor >= 13;

    /// <summary>Whether <c>argtypes</c> may name no more parameters than a call can have arguments.</summary>
    internal bool LimitsArgumentTypes => Version.Minor >= 11;

    /// <summary>Whether a library that cannot be loaded is, to a loader of libraries, an attribute that is not there.</summary>
    internal bool HidesRefusedLibraries => Version.Minor >= 12;

    /// <summary>Whether new <c>argtypes</c> are checked against the paramflags that the function was made with.</summary>
    internal bool ChecksFlagsAnew => Version.Minor >= 14;

    /// <summary>Whether a callback's argument that cannot be made reaches the hook for errors that nobody can catch.</summary>
    internal bool ReportsRefusedCallbackArguments => Version.Minor >= 14;

    /// <summary>Whether the report of a callback's error names the function in its text, and has no object.</summary>
    internal bool NamesCallbackInReport => Version.Minor >= 13;

    /// <summary>What a report of a callback's error says of the moment: <c>while</c> or <c>on</c>.</summary>
    internal string CallbackReportWord => Version.Minor >= 14 ? "while" : "on";

    /// <summary>
    /// Whether <c>_fields_</c> is read by the layout code in Python, which takes any sequence for an item and finds other
    /// faults first (gh-97588, 3.14). True to C has nothing to do with it.
    /// </summary>
    internal bool ReadsFieldsInPython => Version.Minor >= 14;

    /// <summary>Whether a failed <c>_fields_</c> is not left behind on the class (3.14).</summary>
    internal bool ForgetsFailedFields => Version.Minor >= 14;

    /// <summary>Whether field descriptors have <c>name</c>, <c>type</c>, <c>byte_offset</c> and so on (gh-97702, 3.14).</summary>
    internal bool HasFieldAttributes => NativeAbi || Version.Minor >= 14;

    /// <summary>Whether <c>__pointer_type__</c> holds the cache of <c>POINTER</c> (gh-100926, 3.14).</summary>
    internal bool HasPointerTypeAttribute => NativeAbi || Version.Minor >= 14;

    /// <summary>Whether <c>POINTER("name")</c> warns (3.14).</summary>
    internal bool WarnsOfNamedPointers => Version.Minor >= 14;

    /// <summary>Whether <c>SetPointerType</c> exists; gone in 3.15.</summary>
    public bool HasSetPointerType => Version.Minor < 15;

    /// <summary>Whether <c>SetPointerType</c> warns (3.13).</summary>
    public bool WarnsOfSetPointerType => Version.Minor >= 13;

    /// <summary>Whether <c>c_bool</c> has a form in the other byte order (gh-74695, 3.14).</summary>
    internal bool CanSwapBool => NativeAbi || Version.Minor >= 14;

    /// <summary>Whether buffer formats show padding, and those of packed structures their fields (3.12).</summary>
    internal bool HasBufferPadding => NativeAbi || Version.Minor >= 12;

    /// <summary>Whether a buffer's item size is its element's even where an array is empty or an object was resized (3.10, as measured).</summary>
    internal bool HasElementItemSize => NativeAbi || Version.Minor >= 10;

    /// <summary>Whether a memoryview without dimensions has no length (3.12; <c>len</c> gave 1).</summary>
    public bool HasNoLengthWithoutDimensions => NativeAbi || Version.Minor >= 12;

    /// <summary>Whether complex types have letters of two characters, as in <c>struct</c>: <c>Zd</c> (3.15).</summary>
    internal bool HasLongComplexCodes => NativeAbi || Version.Minor >= 15;

    /// <summary>Whether a pointer type without <c>_type_</c> takes no argument at all (3.14).</summary>
    internal bool RefusesPointersToNothing => Version.Minor >= 14;

    /// <summary>Whether <c>memoryview_at</c> exists (gh-112015, 3.14).</summary>
    public bool HasMemoryViewAt => NativeAbi || Version.Minor >= 14;

    /// <summary>Whether <c>_pack_</c> may be a float, which 3.10 refused (bpo-37999) and 3.14's <c>int(...)</c> takes again.</summary>
    internal bool TakesRealPack => Version.Minor is < 10 or >= 14;

    /// <summary>What <c>resize</c> says of an object that is none of ctypes': misspelt before 3.12, in Argument Clinic's words from 3.14 on.</summary>
    internal string ResizeRefusal(string className) =>
        Version.Minor switch
        {
            < 12 => "excepted ctypes instance",
            < 14 => "expected ctypes instance",
            _ => $"resize() argument 1 must be _ctypes._CData, not {className}",
        };

    /// <summary>Whether <c>cast</c> says what it got instead of a type; from 3.13 on it does not.</summary>
    internal bool NamesRefusedCastTarget => Version.Minor < 13;

    /// <summary>The module that <c>POINTER</c>'s types belong to: from 3.14 on it is Python code that makes them.</summary>
    internal string PointerModule => Version.Minor >= 14 ? "ctypes" : "__main__";

    /// <summary>Above this an integer is a new object each time it is made (1024 in 3.15, gh-133059).</summary>
    internal int LargestSharedInteger => Version.Minor >= 15 ? 1024 : 256;

    /// <summary>As <see cref="Parse"/> takes it.</summary>
    public override string ToString() => NativeAbi ? "native" : Version.ToString();
}
