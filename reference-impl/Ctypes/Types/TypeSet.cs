using System.Collections.Immutable;

namespace Touchstone.Ctypes;

/// <summary>The ctypes types of one profile: the simple ones by name, and what makes the others.</summary>
/// <remarks>Types of two sets do not mix. Errors are <see cref="PythonException"/>s, with Python's classes.</remarks>
public sealed partial class TypeSet
{
    public TypeSet(CtypesProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Profile = profile;
    }

    public CtypesProfile Profile { get; }

    /// <param name="name">As in Python's <c>ctypes</c>: <c>c_int</c>, <c>c_char_p</c>, <c>py_object</c>.</param>
    /// <exception cref="PythonException"><c>AttributeError</c>: this version has no such type.</exception>
    public CtypesType this[string name] => throw new NotSupportedException();

    /// <summary>A Python subclass of a simple type, whose values stay boxed.</summary>
    public CtypesType Subclass(CtypesType type, string name) => throw new NotSupportedException();

    /// <summary><c>class name(Structure)</c> without <c>_fields_</c>, which <see cref="SetFields"/> gives later.</summary>
    public CtypesType DeclareStructure(string name, AggregateOptions? options = null) =>
        throw new NotSupportedException();

    /// <summary><c>class name(Union)</c> without <c>_fields_</c>.</summary>
    public CtypesType DeclareUnion(string name, AggregateOptions? options = null) =>
        throw new NotSupportedException();

    /// <summary><c>type._fields_ = fields</c>.</summary>
    public void SetFields(CtypesType type, IReadOnlyList<FieldDeclaration> fields) =>
        throw new NotSupportedException();

    /// <summary><c>type * length</c>: the same object each time.</summary>
    public CtypesType Array(CtypesType element, nint length) => throw new NotSupportedException();

    /// <summary><c>POINTER(target)</c>: the same object each time; null is <c>POINTER(None)</c>, which is <c>c_void_p</c>.</summary>
    public CtypesType Pointer(CtypesType? target) => throw new NotSupportedException();

    /// <summary><c>CFUNCTYPE(result, *parameters)</c>: the same object each time.</summary>
    /// <param name="result">Null for C's <c>void</c>.</param>
    public CtypesType Function(
        CtypesType? result,
        ImmutableArray<CtypesType> parameters,
        bool usesErrno = false
    ) => throw new NotSupportedException();
}
