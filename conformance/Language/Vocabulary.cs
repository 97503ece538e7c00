using System.Collections.Frozen;

namespace Touchstone.Language;

/// <summary>The closed sets of words of the case language, and what each is in ctypes.</summary>
public static class Vocabulary
{
    /// <summary>The scalar keywords, <c>void</c> included.</summary>
    public static FrozenSet<string> Scalars { get; } =
        Model.Scalars.CtypesNames.Keys.Append("void").ToFrozenSet();

    /// <summary>Each operation and how many arguments it takes, at least and at most.</summary>
    public static FrozenDictionary<string, (int Least, int Most)> Operations { get; } =
        new Dictionary<string, (int, int)>
        {
            ["sizeof"] = (1, 1),
            ["alignment"] = (1, 1),
            ["addressof"] = (1, 1),
            ["pointer"] = (1, 1),
            ["byref"] = (1, 2),
            ["cast"] = (2, 2),
            ["resize"] = (2, 2),
            ["memmove"] = (3, 3),
            ["memset"] = (3, 3),
            ["string_at"] = (1, 2),
            ["wstring_at"] = (1, 2),
            ["get_errno"] = (0, 0),
            ["set_errno"] = (1, 1),
            ["buffer"] = (1, 2),
            ["ubuffer"] = (1, 2),
            ["bytearray"] = (0, 1),
            ["memoryview"] = (1, 1),
            ["length"] = (1, 1),
            ["extend"] = (2, 2),
            ["objects"] = (1, 1),
            ["typeof"] = (1, 1),
            ["unraised"] = (0, 0),
            ["null"] = (1, 1),
            ["isnull"] = (1, 1),
            ["share"] = (2, 2),
            ["shared"] = (1, 1),
        }.ToFrozenDictionary();

    /// <summary>The class methods of a ctypes type, with the number of arguments that the case writes.</summary>
    public static FrozenDictionary<string, (int Least, int Most)> TypeMethods { get; } =
        new Dictionary<string, (int, int)>
        {
            ["from_buffer"] = (1, 2),
            ["from_buffer_copy"] = (1, 2),
            ["from_address"] = (1, 1),
            ["from_param"] = (1, 1),
            ["in_dll"] = (1, 1),
        }.ToFrozenDictionary();

    /// <summary>The words that begin a statement.</summary>
    public static FrozenSet<string> Verbs { get; } =
        FrozenSet.ToFrozenSet([
            "del",
            "drop",
            "gc",
            "on",
            "type",
            "callback",
            "try",
            "observe",
            "bytes",
            "layout",
            "alias",
            "lifetime",
            "return",
            "raise",
            "keep",
        ]);

    /// <summary>The exceptions that a callback may raise: built in since Python 2.7, and of the same name in 3.</summary>
    public static FrozenSet<string> Exceptions { get; } =
        FrozenSet.ToFrozenSet([
            "ArithmeticError",
            "AssertionError",
            "AttributeError",
            "BufferError",
            "EOFError",
            "IndexError",
            "KeyError",
            "LookupError",
            "MemoryError",
            "NameError",
            "NotImplementedError",
            "OSError",
            "OverflowError",
            "RuntimeError",
            "StopIteration",
            "SystemError",
            "TypeError",
            "UnicodeError",
            "ValueError",
            "ZeroDivisionError",
        ]);

    /// <summary>Python's keywords from 2.7 on: a field may be called so, a variable may not.</summary>
    public static FrozenSet<string> PythonKeywords { get; } =
        FrozenSet.ToFrozenSet([
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "exec",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "print",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield",
        ]);

    /// <summary>Words with a meaning of their own inside a statement.</summary>
    internal static FrozenSet<string> Markers { get; } =
        FrozenSet.ToFrozenSet(["of", "after", "is", "seq", "cmp", "inf", "nan"]);

    /// <summary>Python's own names that lowered programs use, so no case may bind them.</summary>
    internal static FrozenSet<string> PythonNames { get; } =
        FrozenSet.ToFrozenSet([
            "Exception",
            "len",
            "getattr",
            "setattr",
            "delattr",
            "float",
            "list",
            "tuple",
            "case",
        ]);

    /// <summary>Why no case may give a thing of its own this name; null where it may.</summary>
    internal static string? WhyReserved(string name) =>
        name.StartsWith('_') ? "reserved: it begins with an underscore"
        : Verbs.Contains(name) ? "a verb"
        : Markers.Contains(name) ? "a word of the language"
        : PythonKeywords.Contains(name) ? "a keyword of Python"
        : PythonNames.Contains(name) || Exceptions.Contains(name)
            ? "a name that lowered programs use"
        : Operations.ContainsKey(name) ? "an operation"
        : Scalars.Contains(name) ? "a scalar type"
        : null;
}
