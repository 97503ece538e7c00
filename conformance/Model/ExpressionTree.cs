using System.Collections.Immutable;

namespace Touchstone.Model;

/// <summary>Expressions as the tree that they are.</summary>
public static class ExpressionTree
{
    /// <summary>The expressions that stand in a step itself, not in the steps within it, each with all its parts.</summary>
    public static IEnumerable<Expression> In(Step step) => Roots(step).SelectMany(All);

    /// <summary>An expression and all its parts.</summary>
    public static IEnumerable<Expression> All(Expression expression) =>
        PartsOf(expression).SelectMany(All).Prepend(expression);

    /// <summary>The expressions that an expression is made of; empty for a name or a literal.</summary>
    public static ImmutableArray<Expression> PartsOf(Expression expression) =>
        expression switch
        {
            MemberExpression member => [member.Target],
            IndexExpression index => [index.Target, index.Index],
            SliceExpression slice =>
            [
                slice.Target,
                .. new[] { slice.Start, slice.Stop, slice.Stride }.OfType<Expression>(),
            ],
            CallExpression call => [call.Callee, .. call.Arguments],
            TupleExpression tuple => tuple.Items,
            ListExpression list => list.Items,
            IdentityExpression identity => [identity.Left, identity.Right],
            _ => [],
        };

    private static ImmutableArray<Expression> Roots(Step step) =>
        step switch
        {
            AssignStep assign => [.. assign.Places, .. assign.Values],
            EvaluateStep evaluate => [evaluate.Expression],
            DeleteStep delete => [delete.Place],
            ObserveStep observe => [observe.Expression],
            BytesStep bytes => [bytes.Expression],
            LayoutStep layout => [layout.Type],
            AliasStep alias => [.. alias.Handles.Select(handle => handle.Expression)],
            LifetimeStep lifetime => [.. lifetime.Subjects.Select(subject => subject.Expression)],
            KeepStep keep => [keep.Expression],
            ReturnStep { Result: ReturnValue result } => [result.Value],
            ReturnStep { Result: ReturnSequence result } => result.Values,
            ReturnStep { Result: ReturnComparison result } => [result.Left, result.Right],
            _ => [],
        };
}
