namespace Touchstone.Ctypes.Tests;

/// <summary>Evaluates an expression in a scope.</summary>
internal delegate Value Evaluation(Scope scope);

/// <summary>Runs a statement in a scope.</summary>
internal delegate void Execution(Scope scope);

/// <summary>Python's statements and expressions, as far as the questions to ctypes need them, turned into delegates.</summary>
internal sealed class Snippet
{
    private readonly List<Token> _tokens;
    private int _next;

    private Snippet(string source) => _tokens = Lexer.Split(source);

    /// <summary>A program; its value is that of its last statement, which is an expression.</summary>
    public static Evaluation Parse(string source)
    {
        var snippet = new Snippet(source);
        var statements = new List<Evaluation>();
        while (snippet.Peek.Kind != TokenKind.End)
        {
            if (snippet.Peek.Kind == TokenKind.NewLine || snippet.Takes(";"))
            {
                if (snippet.Peek.Kind == TokenKind.NewLine)
                    snippet._next++;
                continue;
            }
            statements.Add(snippet.Statement());
        }
        return scope =>
        {
            var last = Value.None;
            foreach (var statement in statements)
                last = statement(scope);
            return last;
        };
    }

    private Token Peek => _tokens[_next];

    private bool Is(string text) =>
        Peek.Kind is TokenKind.Mark or TokenKind.Name && Peek.Text == text;

    private bool Takes(string text)
    {
        if (!Is(text))
            return false;
        _next++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Takes(text))
            throw new FormatException($"expected {text}, found {Peek.Text}");
    }

    private string Name() => _tokens[_next++].Text;

    private Evaluation Statement()
    {
        if (Takes("class"))
            return ClassStatement();
        if (Takes("del"))
        {
            var start = _next;
            _ = Postfix();
            _next = start;
            var delete = Place(Places.Delete);
            return scope =>
            {
                delete(scope, Value.None);
                return Value.None;
            };
        }
        return AssignmentOrExpression();
    }

    private Evaluation AssignmentOrExpression()
    {
        var start = _next;
        var value = ExpressionList();
        if (!Is("="))
            return value;
        _next = start;
        var places = new List<Action<Scope, Value>> { Place(Places.Set) };
        while (Takes(","))
            places.Add(Place(Places.Set));
        Expect("=");
        var source = ExpressionList();
        return scope =>
        {
            var result = source(scope);
            for (var i = 0; i < places.Count; i++)
                places[i](scope, places.Count == 1 ? result : result.As<PyTuple>().Items[i]);
            return Value.None;
        };
    }

    private enum Places
    {
        Set,
        Delete,
    }

    /// <summary>What stands before an equals sign or after <c>del</c>: its last step is not taken, but stored through.</summary>
    private Action<Scope, Value> Place(Places what)
    {
        if (!IsFollowedByStep(_next + 1))
        {
            var name = Name();
            return (scope, value) => scope[name] = value;
        }
        var target = Atom();
        while (true)
        {
            var isLast = !IsFollowedByStep(EndOfStep());
            var owner = target;
            if (!isLast)
            {
                target = Step(owner);
                continue;
            }
            if (Takes("."))
            {
                var name = Name();
                return what == Places.Set
                    ? (scope, value) => scope.SetAttribute(owner(scope), name, value)
                    : (scope, _) => scope.DeleteAttribute(owner(scope), name);
            }
            Expect("[");
            var key = Subscript();
            Expect("]");
            return what == Places.Set
                ? (scope, value) => scope.SetItem(owner(scope), key(scope), value)
                : (scope, _) => scope.DeleteItem(owner(scope), key(scope));
        }
    }

    private bool IsFollowedByStep(int index) =>
        _tokens[index] is { Kind: TokenKind.Mark, Text: "." or "[" or "(" };

    private int EndOfStep()
    {
        if (Is("."))
            return _next + 2;
        var depth = 0;
        for (var i = _next; ; i++)
        {
            if (_tokens[i].Kind != TokenKind.Mark)
                continue;
            depth += _tokens[i].Text switch
            {
                "(" or "[" => 1,
                ")" or "]" => -1,
                _ => 0,
            };
            if (depth == 0)
                return i + 1;
        }
    }

    private Evaluation ClassStatement()
    {
        var name = Name();
        Evaluation @base = _ => Value.None;
        if (Takes("("))
        {
            @base = Expression();
            Expect(")");
        }
        Expect(":");
        var attributes = new List<(string Name, Evaluation Value)>();
        do
        {
            if (Takes("pass") || Peek.Kind == TokenKind.NewLine)
                continue;
            var attribute = Name();
            Expect("=");
            attributes.Add((attribute, ExpressionList()));
        } while (Takes(";"));
        return scope =>
        {
            scope.DeclareClass(
                name,
                @base(scope),
                [.. attributes.Select(a => KeyValuePair.Create(a.Name, a.Value(scope)))]
            );
            return Value.None;
        };
    }

    private Evaluation ExpressionList()
    {
        var first = Expression();
        if (!Is(","))
            return first;
        List<Evaluation> items = [first];
        while (Takes(","))
            items.Add(Expression());
        return scope => new PyTuple([.. items.Select(item => item(scope))]);
    }

    private Evaluation Expression()
    {
        if (Takes("lambda"))
            return Lambda();
        var first = _next;
        var left = Sum();
        if (Takes("is"))
        {
            var isName = _next - first == 2;
            var negated = Takes("not");
            var second = _next;
            var right = Sum();
            // One name is one object, whatever two reads of it would say.
            if (
                isName
                && _next - second == 1
                && _tokens[first] is { Kind: TokenKind.Name } name
                && _tokens[second] == name
            )
                return _ => !negated;
            return scope => scope.Session.AreSame(left(scope), right(scope)) != negated;
        }
        if (Takes("=="))
        {
            var right = Sum();
            return scope => AreEqual(left(scope), right(scope));
        }
        return left;
    }

    /// <summary>ctypes objects are equal by identity only.</summary>
    private static bool AreEqual(Value left, Value right) =>
        left.Kind is ValueKind.Data or ValueKind.Other
        || right.Kind is ValueKind.Data or ValueKind.Other
            ? left.Is(right)
            : AnswerForm.Of(left) == AnswerForm.Of(right);

    private Evaluation Lambda()
    {
        var parameters = new List<string>();
        while (!Takes(":"))
        {
            parameters.Add(Name());
            _ = Takes(",");
        }
        var body = Expression();
        return scope => new PyCallable(
            "<lambda>",
            arguments =>
            {
                var inner = scope.Inner();
                for (var i = 0; i < parameters.Count; i++)
                    inner[parameters[i]] = arguments[i];
                return body(inner);
            }
        );
    }

    private Evaluation Sum()
    {
        var left = Product();
        while (Is("+") || Is("-"))
        {
            var isSum = Name() == "+";
            var (a, b) = (left, Product());
            left = scope => Arithmetic.Add(a(scope), b(scope), isSum);
        }
        return left;
    }

    private Evaluation Product()
    {
        var left = Signed();
        while (Takes("*"))
        {
            var (a, b) = (left, Signed());
            left = scope => Arithmetic.Multiply(scope, a(scope), b(scope));
        }
        return left;
    }

    private Evaluation Signed()
    {
        if (Takes("-"))
        {
            var operand = Signed();
            return scope => Arithmetic.Negate(operand(scope));
        }
        var left = Postfix();
        if (!Takes("**"))
            return left;
        var power = Signed();
        return scope =>
            System.Numerics.BigInteger.Pow(left(scope).AsInteger(), (int)power(scope).AsInteger());
    }

    private Evaluation Postfix()
    {
        var target = Atom();
        while (Is(".") || Is("[") || Is("("))
            target = Step(target);
        return target;
    }

    private Evaluation Step(Evaluation target)
    {
        if (Takes("."))
        {
            var name = Name();
            return scope => scope.GetAttribute(target(scope), name);
        }
        if (Takes("["))
        {
            var key = Subscript();
            Expect("]");
            return scope => scope.GetItem(target(scope), key(scope));
        }
        Expect("(");
        var (arguments, keywords) = Arguments();
        return scope =>
            scope.Call(
                target(scope),
                [.. arguments.Select(argument => argument(scope))],
                [.. keywords.Select(k => KeyValuePair.Create(k.Name, k.Value(scope)))]
            );
    }

    private (List<Evaluation>, List<(string Name, Evaluation Value)>) Arguments()
    {
        var arguments = new List<Evaluation>();
        var keywords = new List<(string, Evaluation)>();
        while (!Takes(")"))
        {
            if (
                Peek.Kind == TokenKind.Name
                && _tokens[_next + 1] is { Kind: TokenKind.Mark, Text: "=" }
            )
            {
                var name = Name();
                Expect("=");
                keywords.Add((name, Expression()));
            }
            else
            {
                arguments.Add(Expression());
            }
            _ = Takes(",");
        }
        return (arguments, keywords);
    }

    private Evaluation Subscript()
    {
        Evaluation none = _ => Value.None;
        var start = Is(":") ? none : Expression();
        if (!Takes(":"))
            return start;
        var stop = Is(":") || Is("]") ? none : Expression();
        var step = Takes(":") && !Is("]") ? Expression() : none;
        return scope => new PySlice(start(scope), stop(scope), step(scope));
    }

    private Evaluation Atom()
    {
        var token = _tokens[_next++];
        switch (token.Kind)
        {
            case TokenKind.Number or TokenKind.Text:
                return _ => token.Value;
            case TokenKind.Bytes:
                return _ => new PyBytes(Convert.FromHexString(token.Text));
            case TokenKind.Name:
                return scope => scope[token.Text];
            case TokenKind.Mark when token.Text == "(":
                var items = Items(")", out var isTuple);
                return isTuple
                    ? scope => new PyTuple([.. items.Select(item => item(scope))])
                    : items[0];
            case TokenKind.Mark when token.Text == "{":
                var entries = Items("}", out _, isDictionary: true);
                return scope =>
                {
                    var dictionary = new PyDict();
                    for (var i = 0; i < entries.Count; i += 2)
                        dictionary[entries[i](scope)] = entries[i + 1](scope);
                    return dictionary;
                };
            case TokenKind.Mark when token.Text == "[":
                var list = Items("]", out _);
                return scope => new PyList([.. list.Select(item => item(scope))]);
            default:
                throw new FormatException($"'{token.Text}' begins no expression");
        }
    }

    private List<Evaluation> Items(string end, out bool isTuple, bool isDictionary = false)
    {
        var items = new List<Evaluation>();
        isTuple = Is(end);
        while (!Takes(end))
        {
            items.Add(Expression());
            isTuple |= Takes(",") || (isDictionary && Takes(":"));
        }
        return items;
    }
}
