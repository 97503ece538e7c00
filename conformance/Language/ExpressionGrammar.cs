using System.Collections.Immutable;
using System.Numerics;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Parses expressions, and resolves every name in them.</summary>
internal sealed class ExpressionGrammar(Cursor cursor, TypeNames types, FieldNames fields)
{
    // Without the sign bit, unlike .NET's own constant.
    private static readonly double s_quietNan = BitConverter.UInt64BitsToDouble(
        0x7ff8_0000_0000_0000
    );

    // A thread's stack is finite, and Python's own parser gives up at 200 parentheses.
    private const int DeepestNesting = 100;

    private int _depth;

    /// <summary>The names known where the next expression stands.</summary>
    public required Scope Scope { get; set; }

    public Expression Expression()
    {
        if (_depth == DeepestNesting)
        {
            throw new SyntaxProblemException(
                cursor.Here.Place,
                $"expressions nest at most {DeepestNesting} deep"
            );
        }
        _depth++;
        try
        {
            var left = Primary();
            return cursor.TryTake("is") ? new IdentityExpression(left, Primary()) : left;
        }
        finally
        {
            // Also after a mistake: the statements that follow are read all the same.
            _depth--;
        }
    }

    /// <summary>Expressions with commas between, up to what cannot continue them.</summary>
    public ImmutableArray<Expression> Expressions()
    {
        var items = ImmutableArray.CreateBuilder<Expression>();
        do items.Add(Expression());
        while (cursor.TryTake(","));
        return items.ToImmutable();
    }

    /// <summary>A place to set. A single name is bound by it, so it need not be known.</summary>
    public Expression Place()
    {
        if (
            cursor.Here.Kind == TokenKind.Name
            && !cursor.Ahead(1).Is(".")
            && !cursor.Ahead(1).Is("[")
        )
            return new NameExpression(cursor.Take().Text, NameKind.Variable);
        var start = cursor.Here.Place;
        var place = Primary();
        return place is MemberExpression or IndexExpression or SliceExpression
            ? place
            : throw new SyntaxProblemException(
                start,
                "only a name, a field, an item or a slice can be set"
            );
    }

    private Expression Primary()
    {
        var start = cursor.Here.Place;
        var expression = Atom();
        while (true)
        {
            if (cursor.TryTake("."))
            {
                var member = cursor.ExpectName("a field or attribute");
                CheckMember(expression, member);
                expression = new MemberExpression(expression, member.Text);
            }
            else if (cursor.TryTake("["))
            {
                if (expression is NameExpression { Refers: NameKind.Type, Name: var type })
                    throw new SyntaxProblemException(
                        start,
                        $"a type in a step is a name: declare `{type}[…]` under `types`"
                    );
                expression = IndexOrSlice(expression);
            }
            else if (cursor.TryTake("("))
            {
                var place = cursor.Here.Place;
                var arguments = Arguments();
                CheckCount(expression, arguments.Length, place);
                expression = new CallExpression(expression, arguments);
            }
            else
            {
                CheckIsValue(expression, start);
                return expression;
            }
        }
    }

    private Expression Atom()
    {
        var token = cursor.Here;
        switch (token.Kind)
        {
            case TokenKind.Integer:
                cursor.Take();
                return new IntegerLiteral(token.Integer);
            case TokenKind.Float:
                cursor.Take();
                return new FloatLiteral(token.Float);
            case TokenKind.Bytes:
                cursor.Take();
                return new BytesLiteral([.. token.Text.Select(character => (byte)character)]);
            case TokenKind.Text:
                cursor.Take();
                return new TextLiteral(token.Text);
            case TokenKind.Name:
                return Named(cursor.Take());
        }

        if (token.Is("-") || token.Is("+"))
            return Signed(cursor.Take());
        if (cursor.TryTake("("))
            return TupleOrGroup();
        if (cursor.TryTake("["))
        {
            var items = cursor.Here.Is("]") ? [] : Expressions();
            cursor.Expect("]", "or `,` in a list");
            return new ListExpression(items);
        }

        throw cursor.Unexpected("an expression");
    }

    private Expression Signed(Token sign)
    {
        var isNegative = sign.Text == "-";
        var number = cursor.Take();
        return number switch
        {
            { Kind: TokenKind.Integer } => new IntegerLiteral(
                isNegative ? BigInteger.Negate(number.Integer) : number.Integer
            ),
            { Kind: TokenKind.Float } => new FloatLiteral(
                isNegative ? -number.Float : number.Float
            ),
            { Text: "inf" } => new FloatLiteral(
                isNegative ? double.NegativeInfinity : double.PositiveInfinity
            ),
            _ => throw new SyntaxProblemException(
                sign.Place,
                "a sign belongs to a number: the language has no operators"
            ),
        };
    }

    /// <summary>Parentheses always make a tuple, as a case has no operators to group.</summary>
    private TupleExpression TupleOrGroup()
    {
        var items = ImmutableArray.CreateBuilder<Expression>();
        while (!cursor.Here.Is(")"))
        {
            items.Add(Expression());
            if (!cursor.TryTake(",") && !cursor.Here.Is(")"))
                throw cursor.Unexpected("`,` or `)` in a tuple");
        }

        cursor.Expect(")");
        return new TupleExpression(items.ToImmutable());
    }

    private ImmutableArray<Expression> Arguments()
    {
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        while (!cursor.Here.Is(")"))
        {
            arguments.Add(Expression());
            if (!cursor.TryTake(",") && !cursor.Here.Is(")"))
                throw cursor.Unexpected("`,` or `)` behind an argument");
        }

        cursor.Expect(")");
        return arguments.ToImmutable();
    }

    private Expression IndexOrSlice(Expression target)
    {
        var start = cursor.Here.Is(":") ? null : Expression();
        if (start is not null && cursor.TryTake("]"))
            return new IndexExpression(target, start);
        cursor.Expect(":", "or `]`");
        var stop = cursor.Here.Is(":") || cursor.Here.Is("]") ? null : Expression();
        var stride = cursor.TryTake(":") && !cursor.Here.Is("]") ? Expression() : null;
        cursor.Expect("]");
        return new SliceExpression(target, start, stop, stride);
    }

    private Expression Named(Token token)
    {
        switch (token.Text)
        {
            case "None":
                return new NoneLiteral();
            case "True" or "False":
                return new BooleanLiteral(token.Text == "True");
            case "inf":
                return new FloatLiteral(double.PositiveInfinity);
            case "nan":
                return new FloatLiteral(s_quietNan);
        }

        var name = types.Resolve(token.Text);
        if (Scope.Find(name) is { } kind)
            return new NameExpression(name, kind);
        if (Vocabulary.Operations.ContainsKey(name))
            return new NameExpression(name, NameKind.Operation);
        if (Vocabulary.Scalars.Contains(name))
            return new NameExpression(name, NameKind.Type);
        var known = Scope.All.Concat(Vocabulary.Operations.Keys).Concat(Vocabulary.Scalars);
        var verb = Vocabulary.Verbs.Contains(name)
            ? " (it is a verb, which begins a statement)"
            : "";
        throw new SyntaxProblemException(
            token.Place,
            $"unknown name `{name}`{verb}{Nearest.Hint(name, known)}"
        );
    }

    private void CheckMember(Expression target, Token member)
    {
        if (member.Text.StartsWith('_'))
        {
            throw new SyntaxProblemException(
                member.Place,
                $"names with an underscore are reserved: `{member.Text}` is asked for by an operation (`objects(x)`) or in a `python` body"
            );
        }

        if (target is not NameExpression { Refers: NameKind.Type, Name: var type })
            return;
        var known = Vocabulary.TypeMethods.Keys.Concat(fields.Of(type)).ToArray();
        if (!known.Contains(member.Text))
        {
            throw new SyntaxProblemException(
                member.Place,
                $"`{type}` has no method or field `{member.Text}`{Nearest.Hint(member.Text, known)}"
            );
        }
    }

    private static void CheckCount(Expression callee, int count, Place place)
    {
        (string Name, (int Least, int Most) Count)? known = callee switch
        {
            NameExpression { Refers: NameKind.Operation, Name: var name } => (
                name,
                Vocabulary.Operations[name]
            ),
            MemberExpression
            {
                Target: NameExpression { Refers: NameKind.Type },
                Member: var method
            } when Vocabulary.TypeMethods.TryGetValue(method, out var arity) => (method, arity),
            _ => null,
        };
        if (known is { } it && (count < it.Count.Least || count > it.Count.Most))
        {
            var wanted =
                it.Count.Least == it.Count.Most
                    ? $"{it.Count.Least}"
                    : $"{it.Count.Least} or {it.Count.Most}";
            throw new SyntaxProblemException(
                place,
                $"`{it.Name}` takes {wanted} argument{(wanted == "1" ? "" : "s")}, not {count}"
            );
        }
    }

    private static void CheckIsValue(Expression expression, Place place)
    {
        if (expression is NameExpression { Refers: NameKind.Operation, Name: var name })
            throw new SyntaxProblemException(
                place,
                $"`{name}` is an operation: call it, `{name}(…)`"
            );
    }
}

/// <summary>The fields of the declared aggregates, their own and those of the aggregates they extend.</summary>
internal sealed class FieldNames
{
    private readonly Dictionary<string, TypeDefinition> _definitions = [];

    public void Add(TypeDeclaration declaration) =>
        _definitions[declaration.Name] = declaration.Definition;

    public IEnumerable<string> Of(string type) =>
        _definitions.GetValueOrDefault(type) switch
        {
            AggregateDefinition aggregate => aggregate
                .Fields.SelectMany(field =>
                    aggregate.Anonymous.Contains(field.Name) && field.Type is NamedType inner
                        ? Of(inner.Name).Prepend(field.Name)
                        : [field.Name]
                )
                .Concat(aggregate.Extends is { } parent ? Of(parent) : []),
            AliasDefinition { Type: NamedType target } => Of(target.Name),
            _ => [],
        };
}
