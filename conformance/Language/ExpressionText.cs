using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Writes expressions and types in the one form that keys and labels use; parsing it gives the same records.</summary>
public static class ExpressionText
{
    public static string Write(Expression expression) =>
        expression switch
        {
            IntegerLiteral literal => literal.Value.ToString(CultureInfo.InvariantCulture),
            FloatLiteral literal => Float(literal.Value),
            BytesLiteral literal =>
                $"b\"{Escaped(literal.Value.Select(value => (char)value), isBytes: true)}\"",
            TextLiteral literal => $"\"{Escaped(literal.Value, isBytes: false)}\"",
            BooleanLiteral literal => literal.Value ? "True" : "False",
            NoneLiteral => "None",
            NameExpression name => name.Name,
            MemberExpression member => $"{Write(member.Target)}.{member.Member}",
            IndexExpression index => $"{Write(index.Target)}[{Write(index.Index)}]",
            SliceExpression slice => $"{Write(slice.Target)}[{Slice(slice)}]",
            CallExpression call => $"{Write(call.Callee)}({Joined(call.Arguments)})",
            TupleExpression tuple => $"({Joined(tuple.Items)})",
            ListExpression list => $"[{Joined(list.Items)}]",
            IdentityExpression identity => $"{Write(identity.Left)} is {Write(identity.Right)}",
            _ => throw new System.Diagnostics.UnreachableException(
                $"no text for {expression.GetType().Name}"
            ),
        };

    public static string Write(TypeExpression type) =>
        type switch
        {
            NamedType named => named.Name,
            PointerType pointer => Write(pointer.Target) + "*",
            ArrayType array => $"{Write(array.Element)}[{array.Length}]",
            _ => throw new System.Diagnostics.UnreachableException(
                $"no text for {type.GetType().Name}"
            ),
        };

    internal static string Joined(ImmutableArray<Expression> items) =>
        string.Join(", ", items.Select(Write));

    private static string Slice(SliceExpression slice)
    {
        static string Part(Expression? part) => part is null ? "" : Write(part);
        var text = $"{Part(slice.Start)}:{Part(slice.Stop)}";
        return slice.Stride is null ? text : $"{text}:{Part(slice.Stride)}";
    }

    private static string Float(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    private static string Escaped(IEnumerable<char> characters, bool isBytes)
    {
        var text = new StringBuilder();
        foreach (var character in characters)
        {
            text.Append(
                character switch
                {
                    '\\' => @"\\",
                    '"' => "\\\"",
                    '\n' => @"\n",
                    '\r' => @"\r",
                    '\t' => @"\t",
                    >= ' ' and < '\x7f' => character.ToString(),
                    _ when isBytes || character < '\x100' => $@"\x{(int)character:x2}",
                    _ => $@"\u{(int)character:x4}",
                }
            );
        }

        return text.ToString();
    }
}
