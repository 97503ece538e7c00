using System.Numerics;

namespace Touchstone.Language;

/// <summary>Reads tokens one after another; knows how to say what it had expected.</summary>
internal sealed class Cursor(Passage passage)
{
    private readonly List<Token> _tokens = Tokenizer.Read(passage);
    private int _next;

    public SourceText Source => passage.Source;

    public Token Here => _tokens[_next];

    public Token Ahead(int count) => _tokens[Math.Min(_next + count, _tokens.Count - 1)];

    public IEnumerable<Token> All => _tokens;

    public Token Take()
    {
        var token = Here;
        if (token.Kind != TokenKind.End)
            _next++;
        return token;
    }

    public bool TryTake(string text)
    {
        if (!Here.Is(text))
            return false;
        _next++;
        return true;
    }

    /// <exception cref="SyntaxProblemException">Another token stands here.</exception>
    public Token Expect(string text, string why = "") =>
        Here.Is(text) ? Take() : throw Unexpected($"`{text}`{(why.Length > 0 ? " " + why : "")}");

    public Token ExpectName(string what) =>
        Here.Kind == TokenKind.Name ? Take() : throw Unexpected(what);

    /// <summary>An integer with an optional minus sign that fits an <c>int</c> and is not below <paramref name="least"/>.</summary>
    public int ExpectSmallInteger(string what, int least)
    {
        var place = Here.Place;
        var isNegative = TryTake("-");
        if (Here.Kind != TokenKind.Integer)
            throw Unexpected(what);
        var value = isNegative ? BigInteger.Negate(Take().Integer) : Take().Integer;
        return value >= least && value <= int.MaxValue
            ? (int)value
            : throw new SyntaxProblemException(
                place,
                $"{what} is at least {least} and fits an int; this is {value}"
            );
    }

    public void ExpectEnd()
    {
        if (Here.Kind != TokenKind.End)
            throw Unexpected("the end");
    }

    public SyntaxProblemException Unexpected(string expected) =>
        new(Here.Place, $"expected {expected}, found {Here.Shown}")
        {
            IsReported = Here.Kind == TokenKind.Mistake,
        };

    public void SkipLineBreaks()
    {
        while (Here.Kind == TokenKind.LineBreak)
            _next++;
    }

    /// <summary>Goes to the end of a statement that cannot be understood: the line break outside all braces opened in it.</summary>
    public void SkipStatement(int start)
    {
        var depth = 0;
        for (var i = start; i < _next; i++)
            depth += Depth(_tokens[i]);
        while (Here.Kind != TokenKind.End && !(Here.Kind == TokenKind.LineBreak && depth <= 0))
            depth += Depth(Take());
    }

    public int Position => _next;

    public Token At(int position) => _tokens[position];

    private static int Depth(Token token) =>
        token.Is("{") ? 1
        : token.Is("}") ? -1
        : 0;
}
