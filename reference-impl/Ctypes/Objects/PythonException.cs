using System.Collections.Immutable;

namespace Touchstone.Ctypes;

/// <summary>An exception as Python has it: a class with its bases, and a text.</summary>
public sealed class PythonException : Exception
{
    internal PythonException(ErrorKind kind, string message)
        : this(kind.ToString(), message) { }

    /// <param name="className">A built-in class, or <c>ArgumentError</c>; an unknown one counts as derived from <c>Exception</c> alone.</param>
    public PythonException(string className, string message)
        : base(message) => Classes = [className, .. BasesOf(className)];

    /// <summary><c>type(error).__name__</c>, without the module: <c>ArgumentError</c>, not <c>ctypes.ArgumentError</c>.</summary>
    public string ClassName => Classes[0];

    /// <summary>The class and its bases, from the class up, without <c>Exception</c> and what is above it.</summary>
    public ImmutableArray<string> Classes { get; }

    private static ImmutableArray<string> BasesOf(string className) =>
        className switch
        {
            "IndexError" or "KeyError" => ["LookupError"],
            "OverflowError" or "ZeroDivisionError" or "FloatingPointError" => ["ArithmeticError"],
            "NotImplementedError" or "RecursionError" => ["RuntimeError"],
            "UnicodeError" => ["ValueError"],
            "UnicodeDecodeError" or "UnicodeEncodeError" => ["UnicodeError", "ValueError"],
            "FileNotFoundError" or "PermissionError" or "TimeoutError" => ["OSError"],
            "ModuleNotFoundError" => ["ImportError"],
            "UnboundLocalError" => ["NameError"],
            _ => [],
        };
}
