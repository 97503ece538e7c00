using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Callbacks, and the statements that only their bodies have.</summary>
internal sealed partial class StepGrammar
{
    private CallbackStep Callback(int number)
    {
        var name = _cursor.ExpectName("the callback's name");
        _cursor.Expect("=");
        var prototype = _cursor.ExpectName("a function type");
        if (!_functionTypes.Contains(prototype.Text) && !_isFunctionType(prototype.Text))
            throw new SyntaxProblemException(
                prototype.Place,
                $"`{prototype.Text}` is no function type: declare `{prototype.Text}: fn(…) -> …` under `types`"
            );
        Bind(name);
        _cursor.Expect("(");
        var around = _scope;
        SetScope(new Scope(around, isCallback: true));
        var parameters = ImmutableArray.CreateBuilder<string>();
        while (!_cursor.Here.Is(")"))
        {
            if (parameters.Count > 0)
                _cursor.Expect(",", "or `)` behind a parameter");
            var parameter = _cursor.ExpectName("a parameter's name");
            RejectReserved(parameter);
            _scope.Bind(parameter.Text, NameKind.Variable);
            parameters.Add(parameter.Text);
        }

        _cursor.Expect(")");
        var body = Braced(inCallback: true);
        SetScope(around);
        var ending = body.TakeWhile(step => step is not (ReturnStep or RaiseStep)).Count();
        if (ending < body.Length - 1)
            throw new SyntaxProblemException(
                _cursor.Source.StartOfLine(body[ending + 1].Line),
                "nothing may follow `return` or `raise`"
            );
        return new CallbackStep(number, name.Text, prototype.Text, parameters.ToImmutable(), body);
    }

    private CallbackResult CallbackResult()
    {
        if (
            _cursor.Here.Kind is TokenKind.LineBreak or TokenKind.End
            || _cursor.Here.Is(";")
            || _cursor.Here.Is("}")
        )
            return new ReturnNothing();
        if (_cursor.Here.Is("seq") && _cursor.Ahead(1).Is("("))
        {
            _cursor.Take();
            _cursor.Expect("(");
            var values = _expressions.Expressions();
            _cursor.Expect(")");
            return new ReturnSequence(values);
        }

        if (_cursor.Here.Is("cmp") && _cursor.Ahead(1).Is("("))
        {
            _cursor.Take();
            _cursor.Expect("(");
            var left = _expressions.Expression();
            _cursor.Expect(",");
            var right = _expressions.Expression();
            _cursor.Expect(")");
            return new ReturnComparison(left, right);
        }

        return new ReturnValue(_expressions.Expression());
    }

    private string ExceptionClass()
    {
        var name = _cursor.ExpectName("an exception's class");
        return Vocabulary.Exceptions.Contains(name.Text)
            ? name.Text
            : throw new SyntaxProblemException(
                name.Place,
                $"`{name.Text}` is no exception of every Python since 2.7{Nearest.Hint(name.Text, Vocabulary.Exceptions)}"
            );
    }

    private KeepStep Keep(int number)
    {
        var name = _cursor.ExpectName("a name to keep it under");
        var appends = _cursor.TryTake("[");
        if (appends)
            _cursor.Expect("]");
        _cursor.Expect("=");
        RejectReserved(name);
        var value = _expressions.Expression();
        _scope.AroundCallback!.Bind(name.Text, NameKind.Variable);
        return new KeepStep(number, name.Text, appends, value);
    }
}
