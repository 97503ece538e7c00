using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>
/// What C gets from a callback that raised is uninitialised memory on CPython since 3.11: no case may look at it.
/// </summary>
internal static class ResultAfterRaise
{
    public static void Check(SourceText source, Program program)
    {
        var steps = StepTree.All(program.Steps).ToArray();
        var voids = program
            .Types.Concat(steps.OfType<DeclareTypeStep>().Select(step => step.Declaration))
            .Where(type =>
                type.Definition is FunctionTypeDefinition { Result: NamedType { Name: "void" } }
            )
            .Select(type => type.Name)
            .ToHashSet();
        var raising = steps
            .OfType<CallbackStep>()
            .Where(callback =>
                !voids.Contains(callback.Prototype)
                && StepTree.All(callback.Body).Any(step => step is RaiseStep)
            )
            .Select(callback => callback.Name)
            .ToHashSet();
        foreach (var step in steps)
        {
            var isSeen = step switch
            {
                ObserveStep observe => !program.Undefined.ContainsKey(observe.Key),
                TryStep { YieldsValue: true } attempt => !program.Undefined.ContainsKey(
                    attempt.Key
                ),
                AssignStep => true,
                _ => false,
            };
            var expressions = step is TryStep { YieldsValue: true } yielding
                ? ExpressionTree.In(yielding.Body[0])
                : ExpressionTree.In(step);
            if (isSeen && expressions.Any(expression => CallsWith(expression, raising)))
            {
                source.Report(
                    source.StartOfLine(step.Line),
                    "C's result after a raising callback is undefined: call it in a statement of its own, or mark the key `undefined`"
                );
            }
        }
    }

    private static bool CallsWith(Expression expression, HashSet<string> raising) =>
        expression is CallExpression { Callee: NameExpression { Refers: NameKind.Function } } call
        && call.Arguments.Any(argument =>
            argument is NameExpression name && raising.Contains(name.Name)
        );
}
