using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Writes steps, a statement a line; parsing gives the same records.</summary>
internal sealed partial class StepText
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private string _keyPrefix = "";

    public static string Write(ImmutableArray<Step> steps)
    {
        var writer = new StepText();
        writer.Lines(steps);
        return writer._text.ToString();
    }

    private void Lines(ImmutableArray<Step> steps)
    {
        foreach (var step in steps)
        {
            _text.Append(' ', 2 * _depth);
            Statement(step);
            _text.Append('\n');
        }
    }

    private void Statement(Step step)
    {
        switch (step)
        {
            case CallbackStep callback:
                _text.Append(
                    $"callback {callback.Name} = {callback.Prototype}({string.Join(", ", callback.Parameters)}) "
                );
                Braced(callback.Body);
                break;
            case TryStep attempt:
                _text.Append($"try {attempt.Key}");
                // `try key: call()` observes the call's value, `try key { call() }` does not.
                if (
                    attempt.Body is [var only]
                    && IsOneLine(only)
                    && (attempt.YieldsValue || only is not EvaluateStep)
                )
                {
                    _text.Append(": ");
                    Statement(only);
                }
                else
                {
                    _text.Append(' ');
                    Braced(attempt.Body);
                }

                break;
            case LifetimeStep lifetime:
                Lifetime(lifetime);
                break;
            case OnStep on:
                _text.Append($"on {on.Side} ");
                _keyPrefix = on.Side + ": ";
                Braced(on.Body);
                _keyPrefix = "";
                break;
            default:
                _text.Append(Simple(step));
                break;
        }
    }

    private static bool IsOneLine(Step step) =>
        step is not (CallbackStep or TryStep or LifetimeStep or OnStep);

    private void Braced(ImmutableArray<Step> body)
    {
        _text.Append("{\n");
        _depth++;
        Lines(body);
        _depth--;
        _text.Append(' ', 2 * _depth).Append('}');
    }

    private void Lifetime(LifetimeStep lifetime)
    {
        var subjects = Labels(lifetime.Subjects);
        _text.Append($"lifetime {Key(lifetime.Key, "lifetime " + subjects)}{subjects}");
        var dropped = lifetime.Body.OfType<DropStep>().SelectMany(step => step.Names).Distinct();
        if (!lifetime.Owners.SequenceEqual(dropped))
            _text.Append($" of {string.Join(", ", lifetime.Owners)}");
        _text.Append(" after ");
        if (lifetime.Body is [var only] && IsOneLine(only))
            Statement(only);
        else
            Braced(lifetime.Body);
    }

    private string Simple(Step step) =>
        step switch
        {
            AssignStep assign =>
                $"{ExpressionText.Joined(assign.Places)} = {ExpressionText.Joined(assign.Values)}",
            EvaluateStep evaluate => ExpressionText.Write(evaluate.Expression),
            DeleteStep delete => $"del {ExpressionText.Write(delete.Place)}",
            DropStep drop => $"drop {string.Join(", ", drop.Names)}",
            CollectStep => "gc",
            DeclareTypeStep declare =>
                $"type {declare.Declaration.Name} = {TypeText.Write(declare.Declaration.Definition)}",
            ObserveStep observe => Observed("observe ", "", observe.Key, observe.Expression),
            BytesStep bytes => Observed("bytes ", "bytes ", bytes.Key, bytes.Expression),
            LayoutStep layout => Observed("layout ", "layout ", layout.Key, layout.Type),
            AliasStep alias =>
                $"alias {Key(alias.Key, "alias " + Labels(alias.Handles))}{Labels(alias.Handles)}",
            ReturnStep result => Returned(result.Result),
            RaiseStep raise => $"raise {raise.ExceptionClass}",
            KeepStep keep =>
                $"keep {keep.Name}{(keep.Appends ? "[]" : "")} = {ExpressionText.Write(keep.Expression)}",
            _ => throw new UnreachableException($"no text for {step.GetType().Name}"),
        };

    private static string Returned(CallbackResult result) =>
        result switch
        {
            ReturnValue value => $"return {ExpressionText.Write(value.Value)}",
            ReturnSequence sequence => $"return seq({ExpressionText.Joined(sequence.Values)})",
            ReturnComparison comparison =>
                $"return cmp({ExpressionText.Write(comparison.Left)}, {ExpressionText.Write(comparison.Right)})",
            _ => "return",
        };

    private string Observed(string verb, string prefix, string key, Expression expression)
    {
        var text = ExpressionText.Write(expression);
        return $"{verb}{Key(key, prefix + text)}{text}";
    }

    private string Key(string key, string source) =>
        key == _keyPrefix + source && key.Length <= ObservationKeys.LongestDefault ? ""
        : KeyForm().IsMatch(key) ? key + ": "
        : throw new ArgumentException(
            $"`{key}` is neither the step's text nor a key: words with dashes between",
            nameof(key)
        );

    private static string Labels(ImmutableArray<LabelledExpression> items) =>
        string.Join(", ", items.Select(item => ExpressionText.Write(item.Expression)));

    [GeneratedRegex(
        "^[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex KeyForm();
}
