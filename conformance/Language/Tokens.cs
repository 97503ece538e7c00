using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Touchstone.Language;

internal enum TokenKind
{
    Name,
    Integer,
    Float,
    Bytes,
    Text,
    Punctuation,
    LineBreak,

    /// <summary>Something that is no token; it was reported when it was found.</summary>
    Mistake,
    End,
}

/// <param name="Text">As written; of a string, its value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, string Text, Place Place)
{
    public BigInteger Integer { get; init; }

    public double Float { get; init; }

    public bool Is(string text) => Kind is TokenKind.Punctuation or TokenKind.Name && Text == text;

    /// <summary>How a message names it.</summary>
    public string Shown =>
        Kind switch
        {
            TokenKind.LineBreak => "the end of the line",
            TokenKind.End => "the end",
            TokenKind.Bytes or TokenKind.Text => "a string",
            _ => $"`{Text}`",
        };
}

/// <summary>A mistake that makes the rest of its statement meaningless.</summary>
internal sealed class SyntaxProblemException(Place place, string message) : Exception(message)
{
    public Place Place { get; } = place;

    /// <summary>True where the characters themselves were a mistake, which has its message already.</summary>
    public bool IsReported { get; init; }

    public void ReportTo(SourceText source)
    {
        if (!IsReported)
            source.Report(Place, Message);
    }
}

/// <summary>Cuts a passage into tokens.</summary>
internal sealed class Tokenizer
{
    private static readonly string[] s_punctuation =
    [
        "...",
        "->",
        "=",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ";",
        ":",
        ".",
        "*",
        "-",
        "+",
    ];

    private readonly Passage _passage;
    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;

    private Tokenizer(Passage passage) => (_passage, _text) = (passage, passage.Text);

    /// <summary>All tokens of the passage; what is no token is reported there and left out.</summary>
    public static List<Token> Read(Passage passage)
    {
        var tokenizer = new Tokenizer(passage);
        while (tokenizer._at < tokenizer._text.Length)
        {
            try
            {
                tokenizer.ReadOne();
            }
            catch (SyntaxProblemException problem)
            {
                problem.ReportTo(passage.Source);
                tokenizer.Add(TokenKind.Mistake, "", tokenizer._at);
                tokenizer.SkipLine();
            }
        }

        tokenizer.Add(TokenKind.End, "", tokenizer._at);
        return tokenizer._tokens;
    }

    private void ReadOne()
    {
        var start = _at;
        var character = _text[_at];
        if (character == '\n')
        {
            _at++;
            Add(TokenKind.LineBreak, "", start);
        }
        else if (char.IsWhiteSpace(character))
        {
            _at++;
        }
        else if (character == '#')
        {
            while (_at < _text.Length && _text[_at] != '\n')
                _at++;
        }
        else if (character is 'b' && _at + 1 < _text.Length && _text[_at + 1] is '"' or '\'')
        {
            _at++;
            Add(TokenKind.Bytes, QuotedText(isBytes: true), start);
        }
        else if (character is '"' or '\'')
        {
            Add(TokenKind.Text, QuotedText(isBytes: false), start);
        }
        else if (char.IsAsciiDigit(character))
        {
            ReadNumber();
        }
        else if (char.IsAsciiLetter(character) || character == '_')
        {
            while (
                _at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_')
            )
                _at++;
            Add(TokenKind.Name, _text[start.._at], start);
        }
        else
        {
            ReadPunctuation();
        }
    }

    private void ReadPunctuation()
    {
        var mark =
            Array.Find(
                s_punctuation,
                mark => string.CompareOrdinal(_text, _at, mark, 0, mark.Length) == 0
            ) ?? throw Problem(_at, $"`{_text[_at]}` has no meaning here");
        Add(TokenKind.Punctuation, mark, _at);
        _at += mark.Length;
    }

    private void ReadNumber()
    {
        var start = _at;
        if (_text[_at] == '0' && _at + 1 < _text.Length && _text[_at + 1] is 'x' or 'X')
        {
            _at += 2;
            while (_at < _text.Length && (char.IsAsciiHexDigit(_text[_at]) || _text[_at] == '_'))
                _at++;
            var digits = _text[(start + 2).._at].Replace("_", "", StringComparison.Ordinal);
            if (digits.Length == 0)
                throw Problem(start, "a hexadecimal number needs digits");
            // A leading zero keeps the number positive.
            var value = BigInteger.Parse(
                "0" + digits,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture
            );
            Add(TokenKind.Integer, _text[start.._at], start, integer: value);
        }
        else
        {
            var isFloat = false;
            while (
                _at < _text.Length && (char.IsAsciiDigit(_text[_at]) || IsFloatPart(ref isFloat))
            )
                _at++;
            var text = _text[start.._at];
            if (isFloat)
                Add(
                    TokenKind.Float,
                    text,
                    start,
                    real: double.Parse(text, CultureInfo.InvariantCulture)
                );
            else
                Add(
                    TokenKind.Integer,
                    text,
                    start,
                    integer: BigInteger.Parse(text, CultureInfo.InvariantCulture)
                );
        }

        if (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || _text[_at] == '_'))
            throw Problem(_at, $"a number cannot be followed by `{_text[_at]}`");
    }

    /// <summary>A point with a digit behind it, an exponent, or the sign of one.</summary>
    private bool IsFloatPart(ref bool isFloat)
    {
        var next = _at + 1 < _text.Length ? _text[_at + 1] : ' ';
        var belongs = _text[_at] switch
        {
            '.' => !isFloat && char.IsAsciiDigit(next),
            'e' or 'E' => char.IsAsciiDigit(next) || next is '-' or '+',
            '-' or '+' => isFloat && _text[_at - 1] is 'e' or 'E',
            _ => false,
        };
        isFloat |= belongs;
        return belongs;
    }

    private string QuotedText(bool isBytes)
    {
        var start = _at;
        var quote = _text[_at++];
        var value = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length || _text[_at] == '\n')
                throw Problem(start, "this string has no end in its line");
            var character = _text[_at++];
            if (character == quote)
                return value.ToString();
            if (character == '\\')
                AppendEscape(value, isBytes);
            else if (isBytes && character > 127)
                throw Problem(_at - 1, "bytes are written in ASCII: use \\x escapes");
            else
                value.Append(character);
        }
    }

    private void AppendEscape(StringBuilder value, bool isBytes)
    {
        var at = _at;
        var character = _at < _text.Length ? _text[_at++] : ' ';
        switch (character)
        {
            case 'n':
                value.Append('\n');
                break;
            case 'r':
                value.Append('\r');
                break;
            case 't':
                value.Append('\t');
                break;
            case '0':
                value.Append('\0');
                break;
            case '\\' or '"' or '\'':
                value.Append(character);
                break;
            case 'x':
                value.Append((char)Hexadecimal(2));
                break;
            case 'u' when !isBytes:
                value.Append((char)Hexadecimal(4));
                break;
            case 'U' when !isBytes:
                var code = Hexadecimal(8);
                if (code > 0x10FFFF)
                    throw Problem(at, "no character has a code beyond 10ffff");
                if (code is >= 0xD800 and < 0xE000)
                    value.Append((char)code);
                else
                    value.Append(char.ConvertFromUtf32(code));
                break;
            default:
                throw Problem(at, $"unknown escape `\\{character}`");
        }
    }

    private int Hexadecimal(int length)
    {
        if (
            _at + length <= _text.Length
            && int.TryParse(
                _text.AsSpan(_at, length),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            _at += length;
            return value;
        }

        throw Problem(_at, $"this escape needs {length} hexadecimal digits");
    }

    private void SkipLine()
    {
        while (_at < _text.Length && _text[_at] != '\n')
            _at++;
    }

    private void Add(
        TokenKind kind,
        string text,
        int start,
        BigInteger integer = default,
        double real = 0
    ) => _tokens.Add(new Token(kind, text, _passage.At(start)) { Integer = integer, Float = real });

    private SyntaxProblemException Problem(int at, string message) => new(_passage.At(at), message);
}
