using System.Collections.Concurrent;
using System.Collections.Immutable;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>The ctypes types of one profile: the simple ones by name, and what makes the others.</summary>
/// <remarks>Types of two sets do not mix. Errors are <see cref="PythonException"/>s, with Python's classes.</remarks>
public sealed partial class TypeSet
{
    /// <summary><c>CTYPES_MAX_ARGCOUNT</c>.</summary>
    internal const int MostParameters = 1024;

    private readonly Dictionary<string, CtypesType> _simple = new(StringComparer.Ordinal);
    private static readonly (string Name, TypeKind Kind, bool IsSwapped)[] AbstractTypes =
    [
        ("Structure", TypeKind.Structure, false),
        ("LittleEndianStructure", TypeKind.Structure, false),
        ("BigEndianStructure", TypeKind.Structure, true),
        ("Union", TypeKind.Union, false),
        ("LittleEndianUnion", TypeKind.Union, false),
        ("BigEndianUnion", TypeKind.Union, true),
        ("Array", TypeKind.Array, false),
        ("_Pointer", TypeKind.Pointer, false),
        ("_SimpleCData", TypeKind.Simple, false),
    ];

    // A session may serve every thread of the process, so its caches do.
    private readonly ConcurrentDictionary<string, CtypesType> _namedPointers = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<FunctionKey, CtypesType> _functions = new();

    /// <param name="host">What the host wants to find from every type: its module object.</param>
    public TypeSet(CtypesProfile profile, object? host = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Profile = profile;
        Host = host;
        foreach (var (name, code, kind) in SimpleCode.Defined)
            _simple[name] = MakeSimple(name, code, kind);
        foreach (var (name, kind, isSwapped) in AbstractTypes)
        {
            _simple[name] = new CtypesType(this, kind, name, @base: null)
            {
                Module = kind is TypeKind.Pointer or TypeKind.Simple ? "_ctypes" : "ctypes",
                IsAbstract = true,
                IsSwapped = isSwapped,
            };
        }
    }

    /// <summary>Whose layouts, names and refusals its types have.</summary>
    public CtypesProfile Profile { get; }

    /// <summary>Called with a warning's class and text; a host that turns warnings into errors throws.</summary>
    public Action<string, string>? Warned { get; set; }

    internal object? Host { get; }

    internal static TargetAbi Abi => TargetAbi.LinuxX64;

    /// <param name="name">As in Python's <c>ctypes</c>: <c>c_int</c>, <c>c_char_p</c>, <c>py_object</c>.</param>
    /// <exception cref="PythonException"><c>AttributeError</c>: this version has no such type.</exception>
    /// <remarks>Also the abstract ones that classes derive from: <c>Structure</c>, <c>BigEndianUnion</c>, <c>Array</c>, <c>_Pointer</c>, <c>_SimpleCData</c>.</remarks>
    public CtypesType this[string name]
    {
        get
        {
            var defined = SimpleCode.Aliases.GetValueOrDefault(name, name);
            return Profile.HasType(name) && _simple.TryGetValue(defined, out var type)
                ? type
                : throw new PythonException(
                    ErrorKind.AttributeError,
                    $"module 'ctypes' has no attribute '{name}'"
                );
        }
    }

    /// <summary>A Python subclass of a simple type, whose values stay boxed.</summary>
    public CtypesType Subclass(CtypesType type, string name)
    {
        CheckOwn(type);
        if (type.Kind != TypeKind.Simple)
            throw new ArgumentException($"{type.Name} is no simple type", nameof(type));
        // Of the machine's byte order: a class statement makes its own swapped form, it inherits none.
        return CopyOfSimple(type, name, type, isSwapped: false);
    }

    /// <summary><c>element * length</c>: the same object each time.</summary>
    /// <exception cref="PythonException"><c>ValueError</c> below 0, <c>OverflowError</c> beyond any memory.</exception>
    public CtypesType Array(CtypesType element, nint length)
    {
        CheckOwn(element);
        if (element.Arrays.TryGetValue(length, out var known))
            return known;
        if (length < 0)
        {
            throw new PythonException(
                ErrorKind.ValueError,
                $"Array length must be >= 0, not {length}"
            );
        }
        if (length > 0 && element.Size > nint.MaxValue / length)
            throw new PythonException(ErrorKind.OverflowError, "array too large");
        var type = new CtypesType(
            this,
            TypeKind.Array,
            $"{element.Name}_Array_{length}",
            @base: null
        )
        {
            Length = length,
            Element = element,
            Size = element.Size * length,
            Alignment = element.Alignment,
            IsSwapped = element.IsSwapped,
            BufferFormat = element.BufferFormat,
        };
        return element.Arrays.GetOrAdd(length, type);
    }

    /// <summary><c>class name(Array)</c> with <c>_type_</c> and <c>_length_</c>, or a class derived from an array type.</summary>
    /// <exception cref="PythonException"><c>ValueError</c> below 0, <c>OverflowError</c> beyond any memory.</exception>
    internal CtypesType ArrayClass(string name, CtypesType element, nint length, CtypesType? @base)
    {
        if (length < 0)
        {
            throw new PythonException(
                ErrorKind.ValueError,
                "The '_length_' attribute must not be negative"
            );
        }
        if (length > 0 && element.Size > nint.MaxValue / length)
            throw new PythonException(ErrorKind.OverflowError, "array too large");
        return new CtypesType(this, TypeKind.Array, name, @base)
        {
            Length = length,
            Element = element,
            Size = element.Size * length,
            Alignment = element.Alignment,
            IsSwapped = element.IsSwapped,
            BufferFormat = element.BufferFormat,
        };
    }

    /// <summary><c>class name(_Pointer)</c>, or a class derived from a pointer type, which does not inherit <c>_type_</c>.</summary>
    internal CtypesType PointerClass(
        string name,
        CtypesType? element,
        CtypesType? @base,
        string module = "__main__"
    ) =>
        new(this, TypeKind.Pointer, name, @base)
        {
            Module = module,
            Element = element,
            Size = Abi.PointerSize,
            Alignment = Abi.PointerSize,
            BufferFormat = element is null ? "B" : "&" + ShapedFormat(element),
        };

    /// <summary><c>POINTER("name")</c>: a pointer to what is not known yet, and which <see cref="SetPointerType"/> tells.</summary>
    /// <remarks>A new type each time before 3.14; a <c>DeprecationWarning</c> from then on.</remarks>
    public CtypesType Pointer(string name)
    {
        if (!Profile.HasPointerTypeAttribute)
            return PointerClass($"LP_{name}", element: null, @base: null);
        if (_namedPointers.TryGetValue(name, out var known))
            return known;
        if (Profile.WarnsOfNamedPointers)
        {
            Warned?.Invoke(
                "DeprecationWarning",
                "ctypes.POINTER with string is deprecated and slated for removal in Python 3.19"
            );
        }
        return _namedPointers[name] = PointerClass(
            $"LP_{name}",
            element: null,
            @base: null,
            Profile.PointerModule
        );
    }

    /// <summary><c>pointer.set_type(target)</c>: what a pointer type points to, known later or changed.</summary>
    /// <remarks>From 3.14 on the pointer becomes the target's own, if that had none yet.</remarks>
    public void SetPointerType(CtypesType pointer, CtypesType target)
    {
        CheckOwn(pointer);
        CheckOwn(target);
        pointer.Element = target;
        if (Profile.HasPointerTypeAttribute)
            target.PointerType ??= pointer;
    }

    /// <summary>
    /// <c>class name(_SimpleCData)</c> with <c>_type_</c>: its values are unboxed, as those of ctypes' own types. Or a class
    /// derived from a simple type, which says another <c>_type_</c>.
    /// </summary>
    internal CtypesType SimpleClass(string name, char code, CtypesType? @base)
    {
        var (_, _, kind) = SimpleCode.Defined.First(defined => defined.Code == code);
        return MakeSimple(name, code, kind, "__main__", @base);
    }

    /// <summary><c>POINTER(target)</c>: the same object each time; null is <c>POINTER(None)</c>, which is <c>c_void_p</c>.</summary>
    public CtypesType Pointer(CtypesType? target)
    {
        if (target is null)
            return this["c_void_p"];
        // Also because the cache is the target's: another set's pointer would stay in it.
        CheckOwn(target);
        return target.PointerType
            ?? Interlocked.CompareExchange(
                ref target.PointerType,
                PointerClass($"LP_{target.Name}", target, @base: null, Profile.PointerModule),
                comparand: null
            )
            ?? target.PointerType;
    }

    /// <summary><c>CFUNCTYPE(result, *parameters)</c>: the same object each time.</summary>
    /// <param name="result">Null for C's <c>void</c>.</param>
    /// <param name="usesErrno"><c>use_errno=True</c>.</param>
    /// <exception cref="PythonException"><c>ArgumentError</c>: more parameters than a call can have, from 3.11 on.</exception>
    public CtypesType Function(
        CtypesType? result,
        ImmutableArray<CtypesType> parameters,
        bool usesErrno = false
    ) =>
        Function(
            result,
            parameters,
            FunctionModes.Cdecl | (usesErrno ? FunctionModes.UseErrno : FunctionModes.None)
        );

    /// <inheritdoc cref="Function(CtypesType?, ImmutableArray{CtypesType}, bool)"/>
    /// <param name="flags">A function that keeps the host's lock (<c>PYFUNCTYPE</c>) is a new type each time.</param>
    public CtypesType Function(
        CtypesType? result,
        ImmutableArray<CtypesType> parameters,
        FunctionModes flags
    )
    {
        return flags.HasFlag(FunctionModes.PythonApi)
            ? MakeFunction("CFunctionType", result, parameters, flags)
            : _functions.GetOrAdd(
                new FunctionKey(result, parameters, flags),
                its => MakeFunction("CFunctionType", its.Result, its.Parameters, its.Flags)
            );
    }

    /// <summary>A class derived from a type of function pointers.</summary>
    /// <param name="result">Null for C's <c>void</c>.</param>
    /// <param name="parameters">Null where the class has no <c>_argtypes_</c>.</param>
    internal CtypesType FunctionClass(
        string name,
        CtypesType @base,
        CtypesType? result,
        ImmutableArray<CtypesType>? parameters,
        FunctionModes flags
    ) => MakeFunction(name, result, parameters, flags, @base);

    /// <summary>The type of the functions that a library gives: no <c>argtypes</c>, an <c>int</c> as result. A new one each time.</summary>
    public CtypesType LibraryFunction(FunctionModes flags) =>
        MakeFunction("_FuncPtr", this["c_int"], parameters: null, flags);

    /// <summary>
    /// Stands for an object of the host that is no ctypes type, in <c>argtypes</c> or as <c>restype</c>. The host gives the
    /// same one for the same object, and finds the object in <see cref="CtypesType.HostType"/>.
    /// </summary>
    public CtypesType Foreign(string name, object hostType) =>
        new(this, TypeKind.Foreign, name, @base: null) { HostType = hostType };

    private void CheckOwn(CtypesType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!ReferenceEquals(type.Types, this))
            throw new ArgumentException(
                $"{type.Name} belongs to another set of types",
                nameof(type)
            );
    }

    private CtypesType MakeFunction(
        string name,
        CtypesType? result,
        ImmutableArray<CtypesType>? parameters,
        FunctionModes flags,
        CtypesType? @base = null
    )
    {
        if (Profile.LimitsArgumentTypes && parameters?.Length > MostParameters)
        {
            throw new PythonException(
                ErrorKind.ArgumentError,
                $"_argtypes_ has too many arguments ({parameters.Value.Length}), "
                    + $"maximum is {MostParameters}"
            );
        }
        return new(this, TypeKind.Function, name, @base)
        {
            Size = Abi.PointerSize,
            Alignment = Abi.PointerSize,
            BufferFormat = "X{}",
            Result = result,
            Parameters = parameters,
            Flags = flags,
        };
    }

    private CtypesType MakeSimple(
        string name,
        char code,
        ScalarKind? kind,
        string module = "ctypes",
        CtypesType? @base = null
    )
    {
        var format = kind is { } scalar
            ? Abi.Scalar(scalar)
            : new(Abi.PointerSize, Abi.PointerSize, ScalarClass.Unsigned);
        return new(this, TypeKind.Simple, name, @base)
        {
            Module = module,
            Code = code,
            BufferFormat = SimpleFormat(code, isSwapped: false),
            Size = format.Size,
            Alignment = format.Alignment,
            SimpleCType = kind is { } known ? new CScalar(known) : new CPointer(CVoid.Instance),
        };
    }

    private static CtypesType CopyOfSimple(
        CtypesType type,
        string name,
        CtypesType? @base,
        bool isSwapped
    ) =>
        new(type.Types, TypeKind.Simple, name, @base)
        {
            Module = @base is null ? type.Module : "__main__",
            Code = type.Code,
            BufferFormat = type.Types.SimpleFormat(type.Code, isSwapped),
            Size = type.Size,
            Alignment = type.Alignment,
            SimpleCType = type.SimpleCType,
            IsSwapped = isSwapped,
        };

    private sealed record FunctionKey(
        CtypesType? Result,
        ImmutableArray<CtypesType> Parameters,
        FunctionModes Flags
    )
    {
        public bool Equals(FunctionKey? other) =>
            other is not null
            && ReferenceEquals(Result, other.Result)
            && Flags == other.Flags
            && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan());

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Result);
            foreach (var parameter in Parameters)
                hash.Add(parameter);
            return hash.ToHashCode();
        }
    }
}
