using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Which features a program plainly uses. What serves only to set a question up (pointers, sizes, arrays) is left out.</summary>
internal static class FeatureUse
{
    /// <summary>For each use: the slugs of which one has to be listed, the first being the plainest, and how a message names it.</summary>
    public static IEnumerable<(string[] Slugs, string Use)> Of(Program program)
    {
        var steps = StepTree.All(program.Steps).ToArray();
        var definitions = program
            .Types.Concat(steps.OfType<DeclareTypeStep>().Select(step => step.Declaration))
            .Select(declaration => declaration.Definition)
            .ToArray();
        var aggregates = definitions.OfType<AggregateDefinition>().ToArray();
        foreach (var (isUsed, slug, use) in OfTypes(aggregates))
            if (isUsed)
                yield return ([slug], use);
        if (aggregates.Any(type => type.ByteOrder != ByteOrder.Native))
            yield return (["swapped-struct", "swapped-union"], "a byte order");
        if (definitions.Any(definition => definition is SubclassDefinition))
            yield return (
                ["simple-subclass", "callback-subclass-argument"],
                "a subclass of a simple type"
            );
        if (program.Functions.Any(function => function.Prototype is { IsVariadic: true }))
            yield return (["variadic"], "a variadic function");
        if (program.Functions.Any(function => function.Prototype is { UsesErrno: true }))
            yield return (["errno-copy"], "errno");
        if (steps.Any(step => step is CallbackStep))
        {
            yield return (
                [
                    "callback",
                    "callback-struct-argument",
                    "callback-pointer-argument",
                    "callback-result",
                    "callback-subclass-argument",
                    "callback-foreign-thread",
                    "callback-reentry",
                    "python-callback",
                ],
                "a callback"
            );
        }

        foreach (
            var name in steps
                .SelectMany(ExpressionTree.In)
                .OfType<CallExpression>()
                .Select(Called)
                .OfType<string>()
                .Distinct()
        )
            yield return ([name], $"`{name.Replace('-', '_')}`");
    }

    private static IEnumerable<(bool IsUsed, string Slug, string Use)> OfTypes(
        AggregateDefinition[] aggregates
    ) =>
        [
            (aggregates.Any(type => type.IsUnion), "union", "a union"),
            (aggregates.Any(type => type.Pack is not null), "pack", "a pack"),
            (aggregates.Any(type => type.Align is not null), "align", "an alignment"),
            (aggregates.Any(type => type.LayoutRule is not null), "layout-rule", "a layout rule"),
            (
                aggregates.Any(type => type.Extends is not null),
                "struct-inheritance",
                "a derived aggregate"
            ),
            (aggregates.Any(type => type.Anonymous.Length > 0), "anonymous", "an anonymous field"),
            (
                aggregates.SelectMany(type => type.Fields).Any(field => field.Bits is not null),
                "bit-field",
                "a bit-field"
            ),
        ];

    private static string? Called(CallExpression call) =>
        call.Callee switch
        {
            NameExpression { Refers: NameKind.Operation, Name: "cast" or "resize" } name =>
                name.Name,
            MemberExpression
            {
                Target: NameExpression { Refers: NameKind.Type },
                Member: var method
            } when Vocabulary.TypeMethods.ContainsKey(method) => method.Replace('_', '-'),
            _ => null,
        };
}
