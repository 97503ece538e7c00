using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Expressions and types of the case language as Python that reads like ctypes code, valid on 2.7 and on 3.</summary>
/// <param name="kept">The names that callbacks keep: 2.7 has no <c>nonlocal</c>, so they live in a dictionary.</param>
internal sealed class PythonExpressions(ImmutableHashSet<string> kept)
{
    /// <summary>The side of a twin program that is being lowered; its variables carry its name.</summary>
    public string Side { get; set; } = "";

    public string Variable(string name) =>
        kept.Contains(name) ? $"_kept[\"{name}\"]"
        : Side.Length > 0 ? $"{Side}_{name}"
        : name;

    public string Write(Expression expression) =>
        expression switch
        {
            IntegerLiteral literal => literal.Value.ToString(CultureInfo.InvariantCulture),
            FloatLiteral literal => Float(literal.Value),
            BytesLiteral literal => FreshBytes(literal.Value),
            TextLiteral literal => "u" + Quoted(literal.Value),
            BooleanLiteral literal => literal.Value ? "True" : "False",
            NoneLiteral => "None",
            NameExpression { Refers: NameKind.Type } name => TypeName(name.Name),
            NameExpression { Refers: NameKind.Variable } name => Variable(name.Name),
            NameExpression name => name.Name,
            MemberExpression member when Vocabulary.PythonKeywords.Contains(member.Member) =>
                $"getattr({Write(member.Target)}, \"{member.Member}\")",
            MemberExpression member => $"{Target(member.Target)}.{member.Member}",
            IndexExpression index => $"{Target(index.Target)}[{Write(index.Index)}]",
            SliceExpression slice => $"{Target(slice.Target)}[{Slice(slice)}]",
            CallExpression call => Call(call),
            TupleExpression { Items: [var only] } => $"({Write(only)},)",
            TupleExpression tuple => $"({Joined(tuple.Items)})",
            ListExpression list => $"[{Joined(list.Items)}]",
            IdentityExpression identity => $"({Write(identity.Left)} is {Write(identity.Right)})",
            _ => throw new UnreachableException($"no Python for {expression.GetType().Name}"),
        };

    public string Joined(IEnumerable<Expression> items) => string.Join(", ", items.Select(Write));

    public static string TypeName(string name) =>
        Scalars.CtypesNames.TryGetValue(name, out var ctypes) ? "_c." + ctypes
        : name == "void" ? "None"
        : name;

    public static string Write(TypeExpression type) =>
        type switch
        {
            NamedType named => TypeName(named.Name),
            PointerType { Target: NamedType { Name: "void" } } => "_c.c_void_p",
            PointerType pointer => $"_c.POINTER({Write(pointer.Target)})",
            ArrayType array => $"({Write(array.Element)} * {array.Length})",
            _ => throw new UnreachableException($"no Python for {type.GetType().Name}"),
        };

    /// <summary>A native string literal: attribute names, symbols and keys are <c>str</c> on both 2 and 3.</summary>
    public static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        for (var i = 0; i < value.Length; i++)
        {
            var character = value[i];
            if (character is '"' or '\\')
                text.Append('\\').Append(character);
            else if (character is >= ' ' and < '\x7f')
                text.Append(character);
            else if (char.IsSurrogatePair(value, i))
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"\\U{char.ConvertToUtf32(value, i++):x8}"
                );
            else
                text.Append(
                    character < '\x100' ? $"\\x{(int)character:x2}" : $"\\u{(int)character:x4}"
                );
        }

        return text.Append('"').ToString();
    }

    /// <summary>
    /// A bytes object of its own. A literal lives in the code's constants for ever, and C may write into it:
    /// that would poison the process.
    /// </summary>
    private static string FreshBytes(ImmutableArray<byte> value) =>
        $"bytes(bytearray(b{Quoted(string.Concat(value.Select(item => (char)item)))}))";

    private static string Float(double value) =>
        double.IsNaN(value) ? "_h.nan"
        : double.IsPositiveInfinity(value) ? "float(\"inf\")"
        : double.IsNegativeInfinity(value) ? "float(\"-inf\")"
        : ExpressionText.Write(new FloatLiteral(value));

    /// <summary>An expression in front of a dot or bracket; a number there would not parse.</summary>
    private string Target(Expression target) =>
        target is IntegerLiteral or FloatLiteral ? $"({Write(target)})" : Write(target);

    private string Slice(SliceExpression slice)
    {
        var text = $"{Optional(slice.Start)}:{Optional(slice.Stop)}";
        return slice.Stride is null ? text : $"{text}:{Write(slice.Stride)}";
    }

    private string Optional(Expression? expression) => expression is null ? "" : Write(expression);

    private string Call(CallExpression call)
    {
        switch (call.Callee)
        {
            case NameExpression { Refers: NameKind.Operation, Name: var operation }:
                return Operation(operation, call.Arguments);
            case MemberExpression
            {
                Target: NameExpression { Refers: NameKind.Type } type,
                Member: "in_dll"
            }:
                return $"{Write(type)}.in_dll(_h.library, {Native(call.Arguments[0])})";
            default:
                return $"{Target(call.Callee)}({Joined(call.Arguments)})";
        }
    }

    private string Operation(string name, ImmutableArray<Expression> arguments) =>
        name switch
        {
            "buffer" => $"_c.create_string_buffer({Joined(arguments)})",
            "ubuffer" => $"_c.create_unicode_buffer({Joined(arguments)})",
            "bytearray" or "memoryview" => $"{name}({Joined(arguments)})",
            "length" => $"len({Joined(arguments)})",
            "extend" => $"{Target(arguments[0])}.extend({Write(arguments[1])})",
            "objects" => $"{Target(arguments[0])}._objects",
            "typeof" => $"_h.typeof({Write(arguments[0])})",
            "unraised" => "_h.unraised()",
            "null" => $"{Write(arguments[0])}()",
            "isnull" => $"(not {Write(arguments[0])})",
            "share" => $"_h.share({Native(arguments[0])}, {Write(arguments[1])})",
            "shared" => $"_h.shared({Native(arguments[0])})",
            _ => $"_c.{name}({Joined(arguments)})",
        };

    private string Native(Expression expression) =>
        expression is TextLiteral text ? Quoted(text.Value) : Write(expression);
}
