using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>The statements that observe, and the keys under which they do.</summary>
internal sealed partial class StepGrammar
{
    private Step Observe(int number, Func<string, Expression, Step> make, string prefix)
    {
        var place = _cursor.Here.Place;
        var key = KeyBeforeColon();
        var expression = _expressions.Expression();
        if (
            expression is CallExpression
            {
                Callee: NameExpression { Refers: NameKind.Operation, Name: "addressof" }
            }
        )
            throw new SyntaxProblemException(
                place,
                "an address is no observation: it differs from run to run"
            );
        return make(
            key ?? DefaultKey(prefix + ExpressionText.Write(expression), place),
            expression
        );
    }

    private LayoutStep Layout(int number)
    {
        var place = _cursor.Here.Place;
        var key = KeyBeforeColon();
        var expression = _expressions.Expression();
        if (expression is not NameExpression { Refers: NameKind.Type })
            throw new SyntaxProblemException(place, "`layout` asks about a type");
        return new LayoutStep(
            number,
            key ?? DefaultKey("layout " + ExpressionText.Write(expression), place),
            expression
        );
    }

    private AliasStep Alias(int number)
    {
        var place = _cursor.Here.Place;
        var key = KeyBeforeColon();
        var handles = Labelled();
        return new AliasStep(number, key ?? DefaultKey("alias " + Labels(handles), place), handles);
    }

    private LifetimeStep Lifetime(int number, bool inCallback)
    {
        var place = _cursor.Here.Place;
        var key = KeyBeforeColon();
        var subjects = Labelled();
        var owners = _cursor.TryTake("of") ? KnownNames() : [];
        _cursor.Expect("after", "and what lets the owners go");
        var body = _cursor.Here.Is("{") ? Braced(inCallback) : [Statement(inCallback)];
        if (owners.Length == 0)
            owners = [.. body.OfType<DropStep>().SelectMany(step => step.Names).Distinct()];
        if (owners.Length == 0)
            throw new SyntaxProblemException(
                place,
                "whose memory is it? `after` drops no name, so name the owners with `of`"
            );
        return new LifetimeStep(
            number,
            key ?? DefaultKey("lifetime " + Labels(subjects), place),
            subjects,
            owners,
            body
        );
    }

    private string DefaultKey(string source, Place place) =>
        _keyPrefix + source is { } text && text.Length <= ObservationKeys.LongestDefault
            ? text
            : throw new SyntaxProblemException(
                place,
                $"keys are part of results: name this one (`key: …`), its text has more than {ObservationKeys.LongestDefault} characters"
            );

    private ImmutableArray<LabelledExpression> Labelled() =>
        [
            .. _expressions
                .Expressions()
                .Select(item => new LabelledExpression(ExpressionText.Write(item), item)),
        ];

    private static string Labels(ImmutableArray<LabelledExpression> handles) =>
        string.Join(", ", handles.Select(handle => handle.Label));
}
