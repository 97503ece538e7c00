using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>An aggregate in the notation of these tests, and the same aggregate in C and in ctypes' Python.</summary>
/// <remarks>
/// <c>struct pack(2) { int:3; int _:5; char[3]; union { float; short*; }; }</c>. Members are named m0, m1, … by place; <c>_</c>
/// makes an unnamed bit-field, <c>[]</c> a flexible array, <c>packed</c>, <c>align(n)</c> and <c>typealign(n)</c> after a member's type
/// attributes of the member. Attributes of an aggregate: pack(n) (the pragma), packed (the attribute), align(n), ms, big, little, and
/// ctypes' rules: old (before 3.14), new and newms (since). <c>struct extends struct { int; } { char; }</c> inherits as ctypes does:
/// in C the base is the first member, <c>b</c>.
/// </remarks>
/// <param name="C">Declares <paramref name="Name"/> and what it needs.</param>
/// <param name="Python">An expression over ctypes' names and <c>make(base, fields, **attributes)</c>.</param>
internal sealed partial record Shape(
    string Text,
    string Name,
    CAggregate Type,
    string C,
    string Python
)
{
    /// <summary>Every scalar that the shapes use: its name here, in C and in ctypes (empty where ctypes has none).</summary>
    public static readonly Dictionary<string, (ScalarKind Kind, string C, string Python)> Scalars =
        new(StringComparer.Ordinal)
        {
            ["char"] = (ScalarKind.Char, "char", "c_char"),
            ["schar"] = (ScalarKind.SignedChar, "signed char", "c_byte"),
            ["uchar"] = (ScalarKind.UnsignedChar, "unsigned char", "c_ubyte"),
            ["bool"] = (ScalarKind.Bool, "_Bool", "c_bool"),
            ["short"] = (ScalarKind.Short, "short", "c_short"),
            ["ushort"] = (ScalarKind.UnsignedShort, "unsigned short", "c_ushort"),
            ["int"] = (ScalarKind.Int, "int", "c_int"),
            ["uint"] = (ScalarKind.UnsignedInt, "unsigned", "c_uint"),
            ["long"] = (ScalarKind.Long, "long", "c_long"),
            ["ulong"] = (ScalarKind.UnsignedLong, "unsigned long", "c_ulong"),
            ["longlong"] = (ScalarKind.LongLong, "long long", "c_longlong"),
            ["wchar"] = (ScalarKind.WChar, "wchar_t", "c_wchar"),
            ["float"] = (ScalarKind.Float, "float", "c_float"),
            ["double"] = (ScalarKind.Double, "double", "c_double"),
            ["longdouble"] = (ScalarKind.LongDouble, "long double", "c_longdouble"),
            ["complex"] = (ScalarKind.ComplexDouble, "double _Complex", ""),
            ["complexfloat"] = (ScalarKind.ComplexFloat, "float _Complex", ""),
            ["complexlongdouble"] = (ScalarKind.ComplexLongDouble, "long double _Complex", ""),
            ["int128"] = (ScalarKind.Int128, "__int128", ""),
            ["uint128"] = (ScalarKind.UInt128, "unsigned __int128", ""),
        };

    public static readonly string[] PlainScalars =
    [
        "char",
        "schar",
        "bool",
        "short",
        "int",
        "long",
        "longlong",
        "wchar",
        "float",
        "double",
        "longdouble",
        "complex",
        "complexfloat",
        "complexlongdouble",
        "int128",
    ];

    public static readonly string[] BitFieldScalars =
    [
        "char",
        "schar",
        "uchar",
        "bool",
        "short",
        "ushort",
        "int",
        "uint",
        "long",
        "ulong",
        "longlong",
        "wchar",
        "int128",
        "uint128",
    ];

    /// <summary>Those of <see cref="PlainScalars"/> that ctypes has since its beginnings.</summary>
    public static readonly string[] CtypesScalars =
    [
        .. PlainScalars.Where(name => Scalars[name].Python.Length > 0),
    ];

    /// <summary>Those of <see cref="BitFieldScalars"/> that ctypes takes for bit-fields: none of its character types.</summary>
    public static readonly string[] CtypesBitFieldScalars =
    [
        .. BitFieldScalars.Where(name => Scalars[name].Python is not ("" or "c_char" or "c_wchar")),
    ];

    public static readonly string[] MemberAttributes =
    [
        "packed",
        "align(1)",
        "align(2)",
        "align(8)",
        "packed align(2)",
        "align(32)",
        "typealign(1)",
        "typealign(2)",
        "typealign(4)",
        "typealign(2) packed",
        "typealign(4) align(2)",
    ];

    /// <summary>Not of bit-fields: there gcc is not even one with itself on another target.</summary>
    public static readonly string[] PlainMemberAttributes =
    [
        "typealign(8)",
        "typealign(32)",
        "typealign(8) packed",
    ];

    /// <summary>Whether a rule is one of ctypes' own.</summary>
    public static bool IsOfCtypes(LayoutRule rule) =>
        rule is LayoutRule.CPythonBefore314 or LayoutRule.CPythonGccSysV or LayoutRule.CPythonMs;

    /// <summary>Every member that has a name, with the C expression that reaches it from an object: those of the base first.</summary>
    public IEnumerable<(string Path, CField Field)> Members => MembersOf(Type, "");

    private static IEnumerable<(string Path, CField Field)> MembersOf(
        CAggregate type,
        string path
    ) =>
        (type.Definition.Base is { } @base ? MembersOf(@base, path + "b.") : []).Concat(
            type.Definition.Fields.Where(field => field.Name.Length > 0)
                .Select(field => (path + field.Name, field))
        );

    /// <summary>
    /// Whether a bit-field asks for an alignment that gcc, the compiler of these ABIs, understands otherwise than clang: one beyond the
    /// pack (gcc starts the field at the pack's alignment, clang at the next bit), one below its type's (gcc aligns first and then sees
    /// whether the field fits its type's unit, clang the other way round), or a typedef's that is not its type's own.
    /// </summary>
    public bool ClangDiffers(TargetAbi abi) => DoesClangDiffer(Type, abi);

    private static bool DoesClangDiffer(CType type, TargetAbi abi) =>
        type switch
        {
            CArray array => DoesClangDiffer(array.Element, abi),
            CAggregate { Definition: var definition } => definition.Fields.Any(field =>
                DoesClangDiffer(field.Type, abi)
                || (
                    field.BitWidth is not null
                    && (
                        field.Align > definition.Pack
                        || field.TypeAlign is not null
                        || field.Align < Layout.Of(field.Type, abi).Alignment
                    )
                )
            ),
            _ => false,
        };

    public static Shape Parse(string text, string name = "t") => new Reader(text, name).Read();

    private sealed class Reader(string text, string name)
    {
        private readonly Queue<string> _tokens = new(
            Token().Matches(text).Select(match => match.Value)
        );
        private readonly StringBuilder _c = new();
        private int _inner;

        public Shape Read()
        {
            var (type, python) = Aggregate(name);
            return new Shape(text, name, type, _c.ToString(), python);
        }

        private (CAggregate Type, string Python) Aggregate(string typeName)
        {
            var keyword = _tokens.Dequeue();
            var definition = new AggregateDefinition([]);
            var (cAttributes, pythonAttributes) = ("", "");
            var (baseC, pythonBase) = ("", "");
            for (string attribute; (attribute = _tokens.Dequeue()) != "{"; )
            {
                switch (attribute)
                {
                    case "pack":
                        definition = definition with { Pack = Parenthesised() };
                        pythonAttributes += $", _pack_={definition.Pack}";
                        break;
                    case "align":
                        definition = definition with { Align = Parenthesised() };
                        cAttributes += $" __attribute__((aligned({definition.Align})))";
                        pythonAttributes += $", _align_={definition.Align}";
                        break;
                    case "packed":
                        definition = definition with { IsPacked = true };
                        cAttributes += " __attribute__((packed))";
                        break;
                    case "extends":
                        var baseName = $"{name}_{_inner++}";
                        (var @base, pythonBase) = Aggregate(baseName);
                        definition = definition with { Base = @base };
                        baseC = $"{baseName} b; ";
                        break;
                    case "new":
                        definition = definition with { Rule = LayoutRule.CPythonGccSysV };
                        pythonAttributes += ", _layout_='gcc-sysv'";
                        break;
                    case "newms":
                        definition = definition with { Rule = LayoutRule.CPythonMs };
                        pythonAttributes += ", _layout_='ms'";
                        break;
                    case "ms":
                        definition = definition with { Rule = LayoutRule.Ms };
                        cAttributes += " __attribute__((ms_struct))";
                        break;
                    case "old":
                        definition = definition with { Rule = LayoutRule.CPythonBefore314 };
                        break;
                    case "big":
                        definition = definition with { ByteOrder = ByteOrder.Big };
                        cAttributes += " __attribute__((scalar_storage_order(\"big-endian\")))";
                        break;
                    case "little":
                        definition = definition with { ByteOrder = ByteOrder.Little };
                        cAttributes += " __attribute__((scalar_storage_order(\"little-endian\")))";
                        break;
                    default:
                        throw new FormatException($"unknown attribute {attribute} in {text}");
                }
            }
            var (c, python, fields) = (
                new StringBuilder(),
                new StringBuilder(),
                new List<CField>()
            );
            while (_tokens.Peek() != "}")
            {
                var (field, cField, pythonField) = Member($"m{fields.Count}");
                fields.Add(field);
                c.Append(cField);
                python.Append(pythonField);
            }
            _tokens.Dequeue();
            if (definition.Base?.Definition is { } inherited && IsOfCtypes(definition.Rule))
            {
                // Python looks attributes up in the base, too.
                definition = definition with
                {
                    Pack = definition.Pack ?? inherited.Pack,
                    Align = definition.Align ?? inherited.Align,
                };
            }
            CAggregate type = keyword == "union" ? new CUnion(typeName) : new CStruct(typeName);
            type.Complete(definition with { Fields = [.. fields] });
            var pack = definition.Pack is { } bytes ? $"push, {bytes}" : "push";
            _c.Append(
                CultureInfo.InvariantCulture,
                $"#pragma pack({pack})\ntypedef {keyword} {{ {baseC}{c}}}{cAttributes} {typeName};\n#pragma pack(pop)\n"
            );
            var order = definition.ByteOrder is ByteOrder.Big ? "BigEndian" : "";
            if (pythonBase.Length == 0)
            {
                pythonBase = order + (keyword == "union" ? "Union" : "Structure");
            }
            return (type, $"make({pythonBase}, [{python}]{pythonAttributes})");
        }

        private (CField Field, string C, string Python) Member(string fieldName)
        {
            CType type;
            string c;
            string python;
            if (_tokens.Peek() is "struct" or "union")
            {
                c = $"{name}_{_inner++}";
                (type, python) = Aggregate(c);
            }
            else
            {
                (var kind, c, python) = Scalars[_tokens.Dequeue()];
                type = new CScalar(kind);
            }
            var (declared, dimensions) = (fieldName, "");
            var field = new CField(declared, type);
            var cAttributes = "";
            int? width = null;
            for (string token; (token = _tokens.Dequeue()) != ";"; )
            {
                switch (token)
                {
                    case "*":
                        (type, c, python) = (new CPointer(type), c + "*", $"POINTER({python})");
                        break;
                    case "[":
                        field = field with { IsFlexible = _tokens.Peek() == "]" };
                        var length = field.IsFlexible ? 0 : Number(_tokens.Dequeue());
                        _tokens.Dequeue();
                        dimensions += field.IsFlexible ? "[]" : $"[{length}]";
                        (type, python) = (new CArray(type, length), $"({python} * {length})");
                        break;
                    case "packed":
                        field = field with { IsPacked = true };
                        cAttributes += " __attribute__((packed))";
                        break;
                    case "align":
                        field = field with { Align = Parenthesised() };
                        cAttributes += $" __attribute__((aligned({field.Align})))";
                        break;
                    case "typealign":
                        field = field with { TypeAlign = Parenthesised() };
                        break;
                    case "_":
                        declared = "";
                        break;
                    case ":":
                        width = Number(_tokens.Dequeue());
                        break;
                    default:
                        throw new FormatException($"unexpected {token} in {text}");
                }
            }
            if (field.TypeAlign is { } typeAlign)
            {
                var aligned = $"{name}_{_inner++}";
                _c.Append(
                    CultureInfo.InvariantCulture,
                    $"typedef {c} {aligned}{dimensions} __attribute__((aligned({typeAlign})));\n"
                );
                (c, dimensions) = (aligned, "");
            }
            var bits = width is null ? "" : $":{width}";
            var pythonBits = width is null ? "" : $", {width}";
            return (
                field with
                {
                    Name = declared,
                    Type = type,
                    BitWidth = width,
                },
                $"{c} {declared}{dimensions}{bits}{cAttributes}; ",
                $"('{fieldName}', {python}{pythonBits}), "
            );
        }

        private int Parenthesised()
        {
            _tokens.Dequeue();
            var number = Number(_tokens.Dequeue());
            _tokens.Dequeue();
            return number;
        }

        private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\w+|[^\s\w]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
