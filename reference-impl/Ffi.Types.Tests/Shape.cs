using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Touchstone.Ffi.Types.Tests;

/// <summary>An aggregate in the notation of these tests, and the same aggregate in C and in ctypes' Python.</summary>
/// <remarks>
/// <c>struct pack(2) { int:3; int _:5; char[3]; union { float; short*; }; }</c>. Members are named m0, m1, … by place; <c>_</c>
/// makes an unnamed bit-field. Attributes: pack(n), align(n), ms, old (ctypes before 3.14), big.
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
            CAggregate type = keyword == "union" ? new CUnion(typeName) : new CStruct(typeName);
            type.Complete(definition with { Fields = [.. fields] });
            var pack = definition.Pack is { } bytes ? $"push, {bytes}" : "push";
            _c.Append(
                CultureInfo.InvariantCulture,
                $"#pragma pack({pack})\ntypedef {keyword} {{ {c}}}{cAttributes} {typeName};\n#pragma pack(pop)\n"
            );
            var order = definition.ByteOrder is ByteOrder.Big ? "BigEndian" : "";
            var pythonBase = keyword == "union" ? "Union" : "Structure";
            return (type, $"make({order}{pythonBase}, [{python}]{pythonAttributes})");
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
            int? width = null;
            for (string token; (token = _tokens.Dequeue()) != ";"; )
            {
                switch (token)
                {
                    case "*":
                        (type, c, python) = (new CPointer(type), c + "*", $"POINTER({python})");
                        break;
                    case "[":
                        var length = Number(_tokens.Dequeue());
                        _tokens.Dequeue();
                        dimensions += $"[{length}]";
                        (type, python) = (new CArray(type, length), $"({python} * {length})");
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
            var bits = width is null ? "" : $":{width}";
            var pythonBits = width is null ? "" : $", {width}";
            return (
                new CField(declared, type, width),
                $"{c} {declared}{dimensions}{bits}; ",
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
