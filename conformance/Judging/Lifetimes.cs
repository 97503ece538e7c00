using System.Globalization;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>What lifetime observations say about the rest of their program.</summary>
internal static class Lifetimes
{
    private const string Dangling = "dangling";
    private const string Unproven = "kept?";

    public static bool SawDangling(CaseResult result) =>
        result.Observations.Any(observation =>
            Subjects(observation.Body).Any(subject => subject.State == Dangling)
        );

    /// <summary>Whether the observation reads through something that an earlier step of the same run found dangling.</summary>
    public static bool ReadsDangling(Program program, string key, CaseResult result)
    {
        if (result.Observations.FirstOrDefault(o => o.Key == key) is not { } observation)
        {
            return false;
        }
        var dangling = result
            .Observations.Where(o => o.Step < observation.Step)
            .SelectMany(o => Subjects(o.Body))
            .Where(subject => subject.State == Dangling)
            .Select(subject => subject.Label)
            .ToHashSet(StringComparer.Ordinal);
        return dangling.Count > 0
            && StepTree.All(program.Steps).FirstOrDefault(s => s.Number == observation.Step)
                is { } step
            && Observed(step).Any(expression => Mentions(expression, dangling));
    }

    /// <summary>
    /// Whether two lifetime bodies have the same subjects, at least one of them <c>kept?</c> on either side, and the
    /// others in equal states.
    /// </summary>
    public static bool DifferOnlyWhereUnproven(JsonObject actual, JsonObject expected)
    {
        var pairs = Subjects(actual).Zip(Subjects(expected)).ToList();
        return pairs.Count == Subjects(actual).Count()
            && pairs.Count == Subjects(expected).Count()
            && pairs.Exists(pair => IsUnproven(pair))
            && pairs.TrueForAll(pair => IsUnproven(pair) || pair.First.State == pair.Second.State);
    }

    public static IEnumerable<Subject> Subjects(JsonObject body) =>
        Body.Kind(body) != "lifetime"
            ? []
            : Body.Items(body["subjects"])
                .Select(item =>
                    item is JsonArray { Count: 2 } pair
                        ? new Subject(Body.Text(pair[0]) ?? "", Body.Text(pair[1]) ?? "")
                        : new Subject("", "")
                );

    public sealed record Subject(string Label, string State);

    private static bool IsUnproven((Subject Actual, Subject Expected) pair) =>
        pair.Actual.State == Unproven || pair.Expected.State == Unproven;

    private static IEnumerable<Expression> Observed(Step step) =>
        step switch
        {
            ObserveStep observe => [observe.Expression],
            BytesStep bytes => [bytes.Expression],
            TryStep attempt => attempt
                .Body.OfType<EvaluateStep>()
                .Select(evaluate => evaluate.Expression),
            _ => [],
        };

    private static bool Mentions(Expression expression, HashSet<string> places) =>
        ExpressionTree.All(expression).Select(Place).OfType<string>().Any(places.Contains);

    /// <summary>The text of a place as labels write it: <c>a.b[0]</c>; null for what is no plain place.</summary>
    private static string? Place(Expression expression) =>
        expression switch
        {
            NameExpression name => name.Name,
            MemberExpression member when Place(member.Target) is { } target =>
                $"{target}.{member.Member}",
            IndexExpression { Index: IntegerLiteral literal } index
                when Place(index.Target) is { } target =>
                $"{target}[{literal.Value.ToString(CultureInfo.InvariantCulture)}]",
            _ => null,
        };
}
