using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Every step and every expression of a program, nested ones included, in reading order.</summary>
internal static class StepWalk
{
    public static IEnumerable<Step> All(IEnumerable<Step> steps) =>
        steps.SelectMany(step => All(BodyOf(step)).Prepend(step));

    public static IEnumerable<Step> BodyOf(Step step) =>
        step switch
        {
            TryStep attempt => attempt.Body,
            LifetimeStep lifetime => lifetime.Body,
            CallbackStep callback => callback.Body,
            OnStep on => on.Body,
            _ => [],
        };

    /// <summary>The expressions that stand in a step itself, each with all its parts.</summary>
    public static IEnumerable<Expression> ExpressionsOf(Step step) =>
        DirectExpressions(step).SelectMany(Parts);

    public static IEnumerable<Expression> Parts(Expression expression) =>
        Children(expression).SelectMany(Parts).Prepend(expression);

    private static IEnumerable<Expression> DirectExpressions(Step step) =>
        step switch
        {
            AssignStep assign => assign.Places.Concat(assign.Values),
            EvaluateStep evaluate => [evaluate.Expression],
            DeleteStep delete => [delete.Place],
            ObserveStep observe => [observe.Expression],
            BytesStep bytes => [bytes.Expression],
            LayoutStep layout => [layout.Type],
            AliasStep alias => alias.Handles.Select(handle => handle.Expression),
            LifetimeStep lifetime => lifetime.Subjects.Select(subject => subject.Expression),
            KeepStep keep => [keep.Expression],
            ReturnStep { Result: ReturnValue result } => [result.Value],
            ReturnStep { Result: ReturnSequence result } => result.Values,
            ReturnStep { Result: ReturnComparison result } => [result.Left, result.Right],
            _ => [],
        };

    private static IEnumerable<Expression> Children(Expression expression) =>
        expression switch
        {
            MemberExpression member => [member.Target],
            IndexExpression index => [index.Target, index.Index],
            SliceExpression slice => Present(slice.Target, slice.Start, slice.Stop, slice.Stride),
            CallExpression call => call.Arguments.Prepend(call.Callee),
            TupleExpression tuple => tuple.Items,
            ListExpression list => list.Items,
            IdentityExpression identity => [identity.Left, identity.Right],
            _ => [],
        };

    private static IEnumerable<Expression> Present(params Expression?[] expressions) =>
        expressions.OfType<Expression>();
}
