using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Parses the statements of a case, numbers them and keeps track of the names they bind.</summary>
internal sealed partial class StepGrammar
{
    private readonly Cursor _cursor;
    private readonly ExpressionGrammar _expressions;
    private readonly TypeNames _types;
    private readonly FieldNames _fields;
    private readonly Func<string, bool> _isFunctionType;
    private readonly Variant _variant;
    private readonly Dictionary<string, Scope> _sides = [];
    private Scope _scope;
    private string _keyPrefix = "";

    // `try key: a[3]` asks whether reading raises; anywhere else an expression that is not a call does nothing.
    // Python has at most 20 blocks in one another.
    private const int DeepestNesting = 20;

    private bool _expressionMayStandAlone;
    private int _count;
    private int _depth;

    public StepGrammar(Cursor cursor, Declarations declared, Variant variant)
    {
        _cursor = cursor;
        _types = declared.Names;
        _fields = declared.Fields;
        _isFunctionType = declared.IsFunctionType;
        _variant = variant;
        _scope = new Scope(null, isCallback: false);
        foreach (var type in declared.Types)
            _scope.Bind(type.Name, NameKind.Type);
        foreach (var function in declared.Functions)
            _scope.Bind(function.Name, NameKind.Function);
        _expressions = new ExpressionGrammar(cursor, _types, _fields) { Scope = _scope };
    }

    /// <summary>The function types that steps declare, with those of <c>types</c>.</summary>
    private readonly HashSet<string> _functionTypes = [];

    /// <summary>All statements to the end; each that cannot be understood is reported and left out.</summary>
    public ImmutableArray<Step> Program()
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        while (true)
        {
            _cursor.SkipLineBreaks();
            if (_cursor.Here.Kind == TokenKind.End)
                return steps.ToImmutable();
            var start = _cursor.Position;
            try
            {
                steps.Add(Statement(inCallback: false));
                if (_cursor.Here.Kind is not (TokenKind.LineBreak or TokenKind.End))
                    throw _cursor.Unexpected("the end of the statement");
            }
            catch (SyntaxProblemException problem)
            {
                problem.ReportTo(_cursor.Source);
                _cursor.SkipStatement(start);
                BindWhatItWouldHave(start);
            }
        }
    }

    /// <summary>So that one mistake is one message, and not also one for each later use of the name.</summary>
    private void BindWhatItWouldHave(int start)
    {
        while (_scope.Outer is not null)
            SetScope(_scope.Outer);
        _keyPrefix = "";
        var at = start;
        if (_cursor.At(at).Is("callback") || _cursor.At(at).Is("type"))
        {
            var kind = _cursor.At(at).Is("type") ? NameKind.Type : NameKind.Variable;
            if (_cursor.At(at + 1).Kind == TokenKind.Name)
                _scope.Bind(_cursor.At(at + 1).Text, kind);
            return;
        }

        for (
            ;
            _cursor.At(at).Kind == TokenKind.Name
                && (_cursor.At(at + 1).Is("=") || _cursor.At(at + 1).Is(","));
            at += 2
        )
            if (
                !Vocabulary.Verbs.Contains(_cursor.At(at).Text)
                && _scope.Find(_cursor.At(at).Text) is null
            )
                _scope.Bind(_cursor.At(at).Text, NameKind.Variable);
    }

    private void SetScope(Scope scope) => _expressions.Scope = _scope = scope;

    private Step Statement(bool inCallback)
    {
        var token = _cursor.Here;
        var number = _count++;
        var isVerb =
            token.Kind == TokenKind.Name
            && Vocabulary.Verbs.Contains(token.Text)
            && !(_cursor.Ahead(1).Is("=") && token.Text != "keep");
        var step = isVerb ? Verb(_cursor.Take(), number, inCallback) : AssignOrEvaluate(number);
        return step with { Line = token.Place.Line };
    }

    private Step Verb(Token verb, int number, bool inCallback) =>
        verb.Text switch
        {
            "del" => new DeleteStep(number, _expressions.Place()),
            "drop" => new DropStep(number, KnownNames()),
            "gc" => new CollectStep(number),
            "on" => On(number, verb.Place),
            "type" => DeclareType(number),
            "callback" => Callback(number),
            "try" => Try(number, inCallback),
            "observe" => Observe(number, (key, value) => new ObserveStep(number, key, value), ""),
            "bytes" => Observe(number, (key, value) => new BytesStep(number, key, value), "bytes "),
            "layout" => Layout(number),
            "alias" => Alias(number),
            "lifetime" => Lifetime(number, inCallback),
            _ when !inCallback => throw new SyntaxProblemException(
                verb.Place,
                $"`{verb.Text}` belongs into the body of a callback"
            ),
            "return" => new ReturnStep(number, CallbackResult()),
            "raise" => new RaiseStep(number, ExceptionClass()),
            _ => Keep(number),
        };

    private Step AssignOrEvaluate(int number)
    {
        var start = _cursor.Here;
        var mayStandAlone = _expressionMayStandAlone;
        _expressionMayStandAlone = false;
        RejectUnknownVerb(start);
        if (!IsAssignment())
        {
            var expression = _expressions.Expression();
            return expression is CallExpression || mayStandAlone
                ? new EvaluateStep(number, expression)
                : throw new SyntaxProblemException(
                    start.Place,
                    "a statement binds, calls or observes; to see a value write `observe` before it"
                );
        }

        var places = ImmutableArray.CreateBuilder<Expression>();
        var starts = new List<Token>();
        do
        {
            starts.Add(_cursor.Here);
            places.Add(_expressions.Place());
        } while (_cursor.TryTake(","));
        _cursor.Expect("=");
        var values = _expressions.Expressions();
        if (values.Length != places.Count)
        {
            throw new SyntaxProblemException(
                start.Place,
                $"{places.Count} {(places.Count == 1 ? "place takes 1 value" : $"places take {places.Count} values")}, not {values.Length}: nothing is unpacked"
            );
        }

        foreach (var (place, token) in places.Zip(starts))
            if (place is NameExpression)
                Bind(token);
        return new AssignStep(number, places.ToImmutable(), values);
    }

    private void RejectUnknownVerb(Token start)
    {
        if (start.Kind != TokenKind.Name)
            return;
        var next = _cursor.Ahead(1);
        var isKnown = _scope.Find(start.Text) is not null;
        var beginsOperand =
            next.Kind
            is TokenKind.Name
                or TokenKind.Integer
                or TokenKind.Float
                or TokenKind.Bytes
                or TokenKind.Text;
        if (beginsOperand && !next.Is("is") && !isKnown)
        {
            throw new SyntaxProblemException(
                start.Place,
                $"unknown verb `{start.Text}`{Nearest.Hint(start.Text, Vocabulary.Verbs)}"
            );
        }
    }

    /// <summary>Whether a `=` follows outside all parentheses, before the statement ends.</summary>
    private bool IsAssignment()
    {
        var depth = 0;
        for (var ahead = 0; ; ahead++)
        {
            var token = _cursor.Ahead(ahead);
            if (
                token.Kind is TokenKind.End or TokenKind.LineBreak
                || token.Is(";")
                || token.Is("}")
            )
                return false;
            if (token.Is("(") || token.Is("["))
                depth++;
            else if (token.Is(")") || token.Is("]"))
                depth--;
            else if (token.Is("=") && depth == 0)
                return true;
        }
    }

    private void Bind(Token name)
    {
        RejectReserved(name);
        if (_scope.IsBoundOutsideCallback(name.Text))
        {
            throw new SyntaxProblemException(
                name.Place,
                $"`{name.Text}` belongs to the program around this callback: a callback binds there by `keep`"
            );
        }

        _scope.Bind(name.Text, NameKind.Variable);
    }

    private void RejectReserved(Token name)
    {
        var what =
            Vocabulary.WhyReserved(name.Text)
            ?? (
                _scope.Find(name.Text) is { } kind and not NameKind.Variable
                    ? $"a {kind.ToString().ToLowerInvariant()} of this case"
                    : null
            );
        if (what is not null)
            throw new SyntaxProblemException(
                name.Place,
                $"`{name.Text}` cannot be bound: it is {what}"
            );
    }

    private ImmutableArray<string> KnownNames()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            var name = _cursor.ExpectName("a name");
            if (_scope.Find(name.Text) is not NameKind.Variable)
                throw new SyntaxProblemException(
                    name.Place,
                    $"unknown variable `{name.Text}`{Nearest.Hint(name.Text, _scope.All)}"
                );
            if (_scope.IsBoundOutsideCallback(name.Text))
                throw new SyntaxProblemException(
                    name.Place,
                    $"`{name.Text}` belongs to the program around this callback, which alone may drop it"
                );
            names.Add(name.Text);
        } while (_cursor.TryTake(","));
        return names.ToImmutable();
    }

    /// <summary>The two sides of a twin program: each has names of its own, which outlive the block.</summary>
    private OnStep On(int number, Place place)
    {
        if (_scope.Outer is not null)
            throw new SyntaxProblemException(
                place,
                "`on` stands at the top of a program, not inside another statement"
            );
        var side = _cursor.ExpectName("`one` or `two`");
        if (side.Text is not ("one" or "two"))
            throw new SyntaxProblemException(
                side.Place,
                $"a program has the sides `one` and `two`, not `{side.Text}`"
            );
        var around = _scope;
        if (!_sides.TryGetValue(side.Text, out var own))
            _sides[side.Text] = own = new Scope(around, isCallback: false);
        SetScope(own);
        _keyPrefix = side.Text + ": ";
        var body = Braced(inCallback: false);
        _keyPrefix = "";
        SetScope(around);
        return new OnStep(
            number,
            side.Text,
            side.Text == "one" ? _variant.One : _variant.Two,
            body
        );
    }

    private DeclareTypeStep DeclareType(int number)
    {
        var name = _cursor.ExpectName("a type's name");
        if (_scope.Find(name.Text) is not NameKind.Type)
            RejectReserved(name);
        _cursor.Expect("=");
        var declaration = new TypeDeclaration(
            name.Text,
            new TypeGrammar(_cursor, _types).Definition()
        );
        _scope.Bind(name.Text, NameKind.Type);
        _fields.Add(declaration);
        if (declaration.Definition is FunctionTypeDefinition)
            _functionTypes.Add(name.Text);
        return new DeclareTypeStep(number, declaration);
    }

    private TryStep Try(int number, bool inCallback)
    {
        var key = Key() ?? throw _cursor.Unexpected("a key (`try key: …`)");
        var around = _scope;
        if (_depth == DeepestNesting)
        {
            throw new SyntaxProblemException(
                _cursor.Here.Place,
                $"`try` nests at most {DeepestNesting} deep"
            );
        }
        _depth++;
        try
        {
            return Try(number, inCallback, key);
        }
        finally
        {
            _depth--;
            SetScope(around);
        }
    }

    private TryStep Try(int number, bool inCallback, string key)
    {
        SetScope(new Scope(_scope, isCallback: false));
        ImmutableArray<Step> body;
        var yieldsValue = false;
        if (_cursor.TryTake(":"))
        {
            _expressionMayStandAlone = true;
            body = [Statement(inCallback)];
            _expressionMayStandAlone = false;
            yieldsValue = body[0] is EvaluateStep;
        }
        else
        {
            body = Braced(inCallback);
        }

        return new TryStep(number, key, yieldsValue, body);
    }

    private ImmutableArray<Step> Braced(bool inCallback)
    {
        _cursor.Expect("{");
        var steps = ImmutableArray.CreateBuilder<Step>();
        while (true)
        {
            while (_cursor.Here.Kind == TokenKind.LineBreak || _cursor.Here.Is(";"))
                _cursor.Take();
            if (_cursor.TryTake("}"))
                return steps.ToImmutable();
            if (_cursor.Here.Kind == TokenKind.End)
                throw _cursor.Unexpected("`}`");
            steps.Add(Statement(inCallback));
            if (_cursor.Here.Kind != TokenKind.LineBreak && !_cursor.Here.Is("}"))
                _cursor.Expect(";", "or `}` behind a statement");
        }
    }

    /// <summary><c>NAME {"-" NAME}</c>; null where none stands here.</summary>
    private string? Key()
    {
        if (_cursor.Here.Kind != TokenKind.Name)
            return null;
        var key = _cursor.Take().Text;
        while (_cursor.TryTake("-"))
        {
            if (_cursor.Here.Kind is not (TokenKind.Name or TokenKind.Integer))
                throw _cursor.Unexpected("the rest of the key");
            key += "-" + _cursor.Take().Text;
        }

        return key;
    }

    /// <summary>A key with its colon, if one stands here.</summary>
    private string? KeyBeforeColon()
    {
        var ahead = 0;
        while (_cursor.Ahead(ahead).Kind is TokenKind.Name && _cursor.Ahead(ahead + 1).Is("-"))
            ahead += 2;
        if (
            _cursor.Ahead(ahead).Kind is not (TokenKind.Name or TokenKind.Integer)
            || !_cursor.Ahead(ahead + 1).Is(":")
        )
            return null;
        var key = Key();
        _cursor.Expect(":");
        return key;
    }
}
