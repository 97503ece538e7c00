using System.Globalization;
using System.Numerics;

namespace Touchstone.Ctypes.Tests;

public enum TokenKind
{
    Name,
    Number,
    Bytes,
    Text,
    Mark,
    NewLine,
    End,
}

/// <param name="Text">Of a literal, what it stands for in the source.</param>
public sealed record Token(TokenKind Kind, string Text, Value Value = default);

/// <summary>Splits the Python that snippets use: names, numbers, plain strings, marks, one statement a line.</summary>
internal static class Lexer
{
    private static readonly string[] Marks =
    [
        "**",
        "==",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ".",
        "=",
        "*",
        "+",
        "-",
        "/",
        ";",
    ];

    public static List<Token> Split(string source)
    {
        var tokens = new List<Token>();
        var i = 0;
        while (i < source.Length)
        {
            var c = source[i];
            if (c == '\n')
            {
                tokens.Add(new(TokenKind.NewLine, "\n"));
                i++;
            }
            else if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '\'' or '"')
            {
                tokens.Add(new(TokenKind.Text, "", new PyText(Quoted(source, ref i))));
            }
            else if (c == 'b' && i + 1 < source.Length && source[i + 1] is '\'' or '"')
            {
                i++;
                var content = Array.ConvertAll(Quoted(source, ref i), point => (byte)point);
                tokens.Add(new(TokenKind.Bytes, Convert.ToHexString(content)));
            }
            else if (char.IsLetter(c) || c == '_')
            {
                tokens.Add(new(TokenKind.Name, While(source, ref i, IsNamePart)));
            }
            else if (char.IsDigit(c))
            {
                tokens.Add(Number(source, ref i));
            }
            else
            {
                var mark =
                    Array.Find(Marks, m => string.CompareOrdinal(source, i, m, 0, m.Length) == 0)
                    ?? throw new FormatException($"'{c}' in {source}");
                tokens.Add(new(TokenKind.Mark, mark));
                i += mark.Length;
            }
        }
        tokens.Add(new(TokenKind.End, "the end"));
        return tokens;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static Token Number(string source, ref int i)
    {
        var text = While(source, ref i, c => IsNamePart(c) || c == '.');
        if (text.EndsWith('e') && i < source.Length && source[i] is '+' or '-')
            text += source[i++] + While(source, ref i, char.IsDigit);
        var value =
            text.StartsWith("0x", StringComparison.Ordinal)
                ? BigInteger.Parse("0" + text[2..], NumberStyles.HexNumber, null)
            : text.ContainsAny('.', 'e') ? (Value)double.Parse(text, CultureInfo.InvariantCulture)
            : BigInteger.Parse(text, CultureInfo.InvariantCulture);
        return new(TokenKind.Number, text, value);
    }

    private static string While(string source, ref int i, Func<char, bool> belongs)
    {
        var start = i;
        while (i < source.Length && belongs(source[i]))
            i++;
        return source[start..i];
    }

    /// <summary>Code points of a string in quotes; knows \n, \0, \x, \u, \U and the quoted quote.</summary>
    private static int[] Quoted(string source, ref int i)
    {
        var quote = source[i++];
        var points = new List<int>();
        while (source[i] != quote)
        {
            var c = source[i++];
            if (c != '\\')
            {
                points.Add(c);
                continue;
            }
            var escape = source[i++];
            var digits = escape switch
            {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            points.Add(
                digits > 0
                    ? int.Parse(source.AsSpan(i, digits), NumberStyles.HexNumber, null)
                    : escape switch
                    {
                        'n' => '\n',
                        '0' => 0,
                        _ => escape,
                    }
            );
            i += digits;
        }
        i++;
        return [.. points];
    }
}
