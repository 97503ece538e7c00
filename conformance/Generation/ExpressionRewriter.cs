using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>Changes expressions wherever they stand in a generated program, from the innermost out.</summary>
internal static class ExpressionRewriter
{
    public static Program Rewrite(Program program, Func<Expression, Expression> change) =>
        program with
        {
            Steps = Rewrite(program.Steps, change),
        };

    /// <summary>Every literal of the program, in the order in which a rewrite meets them.</summary>
    public static IEnumerable<Expression> Literals(Program program)
    {
        var literals = new List<Expression>();
        Rewrite(
            program,
            expression =>
            {
                if (IsLiteral(expression))
                {
                    literals.Add(expression);
                }
                return expression;
            }
        );
        return literals;
    }

    /// <param name="index">Into <see cref="Literals"/>.</param>
    public static Program ReplaceLiteral(Program program, int index, Expression replacement)
    {
        var met = 0;
        return Rewrite(
            program,
            expression => IsLiteral(expression) && met++ == index ? replacement : expression
        );
    }

    private static bool IsLiteral(Expression expression) =>
        expression is IntegerLiteral or FloatLiteral or BytesLiteral or BooleanLiteral;

    private static ImmutableArray<Step> Rewrite(
        ImmutableArray<Step> steps,
        Func<Expression, Expression> change
    ) => [.. steps.Select(step => Rewrite(step, change))];

    private static Step Rewrite(Step step, Func<Expression, Expression> change) =>
        step switch
        {
            AssignStep assign => assign with
            {
                Places = Rewrite(assign.Places, change),
                Values = Rewrite(assign.Values, change),
            },
            EvaluateStep evaluate => evaluate with
            {
                Expression = Rewrite(evaluate.Expression, change),
            },
            ObserveStep observe => observe with
            {
                Expression = Rewrite(observe.Expression, change),
            },
            BytesStep bytes => bytes with { Expression = Rewrite(bytes.Expression, change) },
            CallbackStep callback => callback with { Body = Rewrite(callback.Body, change) },
            ReturnStep { Result: ReturnValue value } result => result with
            {
                Result = value with { Value = Rewrite(value.Value, change) },
            },
            // The generator draws no others with expressions in them.
            _ => step,
        };

    private static ImmutableArray<Expression> Rewrite(
        ImmutableArray<Expression> expressions,
        Func<Expression, Expression> change
    ) => [.. expressions.Select(expression => Rewrite(expression, change))];

    private static Expression Rewrite(Expression expression, Func<Expression, Expression> change) =>
        change(
            expression switch
            {
                MemberExpression member => member with { Target = Rewrite(member.Target, change) },
                // The index is part of a place, not a value to simplify.
                IndexExpression index => index with { Target = Rewrite(index.Target, change) },
                CallExpression call => call with { Arguments = Rewrite(call.Arguments, change) },
                TupleExpression tuple => new TupleExpression(Rewrite(tuple.Items, change)),
                _ => expression,
            }
        );
}
