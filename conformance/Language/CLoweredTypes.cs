using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>What a scalar looks like from Python once ctypes has unboxed it.</summary>
internal enum PythonKind
{
    Integer,
    Boolean,
    Float,
    Complex,
    Character,
    WideCharacter,

    /// <summary>A <c>char *</c>: bytes up to its NUL, or None.</summary>
    String,

    /// <summary>An address as a number, or a string that only Python converts: not to be observed.</summary>
    Address,
}

/// <summary>A scalar keyword of the case language in C's words and in ctypes'.</summary>
/// <param name="C">The C type.</param>
/// <param name="Label">ctypes' type code and the size, as observations name it.</param>
/// <param name="Descriptor">The prelude's description of it.</param>
internal sealed record CScalarInfo(string C, string Label, string Descriptor, PythonKind Kind)
{
    /// <summary>For LP64, where <c>long long</c> and <c>long</c> are one ctypes type, whose code is <c>l</c>.</summary>
    public static ImmutableDictionary<string, CScalarInfo> ByKeyword { get; } =
        new Dictionary<string, CScalarInfo>(StringComparer.Ordinal)
        {
            ["char"] = new("char", "c1", "truth_c1", PythonKind.Character),
            ["wchar"] = new("wchar_t", "u4", "truth_u4", PythonKind.WideCharacter),
            ["bool"] = new("_Bool", "?1", "truth_bool1", PythonKind.Boolean),
            ["i8"] = new("int8_t", "b1", "truth_b1", PythonKind.Integer),
            ["u8"] = new("uint8_t", "B1", "truth_B1", PythonKind.Integer),
            ["i16"] = new("int16_t", "h2", "truth_h2", PythonKind.Integer),
            ["u16"] = new("uint16_t", "H2", "truth_H2", PythonKind.Integer),
            ["i32"] = new("int32_t", "i4", "truth_i4", PythonKind.Integer),
            ["u32"] = new("uint32_t", "I4", "truth_I4", PythonKind.Integer),
            ["i64"] = new("int64_t", "l8", "truth_l8", PythonKind.Integer),
            ["u64"] = new("uint64_t", "L8", "truth_L8", PythonKind.Integer),
            ["short"] = new("short", "h2", "truth_h2", PythonKind.Integer),
            ["ushort"] = new("unsigned short", "H2", "truth_H2", PythonKind.Integer),
            ["int"] = new("int", "i4", "truth_i4", PythonKind.Integer),
            ["uint"] = new("unsigned", "I4", "truth_I4", PythonKind.Integer),
            ["long"] = new("long", "l8", "truth_l8", PythonKind.Integer),
            ["ulong"] = new("unsigned long", "L8", "truth_L8", PythonKind.Integer),
            ["longlong"] = new("long long", "l8", "truth_l8", PythonKind.Integer),
            ["ulonglong"] = new("unsigned long long", "L8", "truth_L8", PythonKind.Integer),
            ["size"] = new("size_t", "L8", "truth_L8", PythonKind.Integer),
            ["ssize"] = new("ptrdiff_t", "l8", "truth_l8", PythonKind.Integer),
            ["f32"] = new("float", "f4", "truth_f4", PythonKind.Float),
            ["f64"] = new("double", "d8", "truth_d8", PythonKind.Float),
            ["longdouble"] = new("long double", "g16", "truth_g16", PythonKind.Float),
            ["complex_f32"] = new("float complex", "Zf8", "truth_Zf8", PythonKind.Complex),
            ["complex_f64"] = new("double complex", "Zd16", "truth_Zd16", PythonKind.Complex),
            ["complex_longdouble"] = new(
                "long double complex",
                "Zg32",
                "truth_Zg32",
                PythonKind.Complex
            ),
            ["char_p"] = new("char *", "z8", "truth_z8", PythonKind.String),
            ["wchar_p"] = new("wchar_t *", "Z8", "truth_Z8", PythonKind.Address),
            ["void_p"] = new("void *", "P8", "truth_P8", PythonKind.Address),
            ["object"] = new("void *", "O8", "truth_O8", PythonKind.Address),
        }.ToImmutableDictionary(StringComparer.Ordinal);
}

/// <summary>A type of the case, resolved: aliases are gone, and equal keys are one ctypes type object.</summary>
/// <param name="Key">Equal exactly where ctypes has one type object.</param>
internal abstract record CLoweredType(string Key);

internal sealed record CVoidType() : CLoweredType("void");

/// <param name="Subclass">The name of the Python subclass, which is never unboxed; null for a plain scalar.</param>
internal sealed record CScalarType(CScalarInfo Info, string? Subclass)
    : CLoweredType(Subclass is null ? Info.Label : $"sub {Subclass}");

internal sealed record CPointerType(CLoweredType Target) : CLoweredType($"{Target.Key}*");

internal sealed record CArrayType(CLoweredType Element, int Length)
    : CLoweredType($"{Element.Key}[{Length}]")
{
    public bool IsCharacters => Element is CScalarType { Info.C: "char", Subclass: null };
}

internal sealed record CAggregateType(string Name, AggregateDefinition Definition)
    : CLoweredType($"aggregate {Name}")
{
    /// <summary>Whether its scalars lie in the order that is not x86's: C reads them through the compiler alone.</summary>
    public bool IsReversed => Definition.ByteOrder == ByteOrder.Big;
}

/// <summary>A field as a path from the outermost object: through base classes and anonymous members.</summary>
/// <param name="Path">C's member designator: <c>f_a.f_b</c>.</param>
/// <param name="IsReversed">Of the aggregate that declares it.</param>
internal sealed record CFieldPath(string Path, CLoweredType Type, int? Bits, bool IsReversed);

internal sealed record CFunctionType(
    ImmutableArray<CLoweredType> Parameters,
    CLoweredType Result,
    string Signature
) : CLoweredType(Signature);

/// <summary>C has no word for what the program does here; the message says what and why.</summary>
internal sealed class InexpressibleException : Exception
{
    public InexpressibleException()
        : base("C has no word for it") { }

    public InexpressibleException(string reason)
        : base(reason) { }

    public InexpressibleException(string reason, Exception inner)
        : base(reason, inner) { }
}
