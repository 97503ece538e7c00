using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>Which declarations of a generated program are used by anything else in it.</summary>
internal static class TypeUse
{
    public static HashSet<string> Names(Program program)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaration in program.Types)
        {
            switch (declaration.Definition)
            {
                case AggregateDefinition aggregate:
                    names.UnionWith(aggregate.Fields.Select(field => Named(field.Type)));
                    names.UnionWith(aggregate.Extends is { } parent ? [parent] : []);
                    break;
                case FunctionTypeDefinition function:
                    names.UnionWith(function.Parameters.Append(function.Result).Select(Named));
                    break;
            }
        }
        foreach (var prototype in program.Functions.Select(f => f.Prototype).OfType<Prototype>())
        {
            names.UnionWith(prototype.Parameters.Append(prototype.Result).Select(Named));
        }
        names.UnionWith(
            program.Steps.OfType<CallbackStep>().Select(callback => callback.Prototype)
        );
        names.UnionWith(
            program.Steps.OfType<LayoutStep>().Select(layout => ((NameExpression)layout.Type).Name)
        );
        names.UnionWith(Callees(program, NameKind.Type));
        return names;
    }

    public static HashSet<string> Functions(Program program) =>
        [.. Callees(program, NameKind.Function)];

    private static IEnumerable<string> Callees(Program program, NameKind kind) =>
        StepTree
            .All(program.Steps)
            .SelectMany(ExpressionTree.In)
            .OfType<CallExpression>()
            .Select(call => call.Callee)
            .OfType<NameExpression>()
            .Where(callee => callee.Refers == kind)
            .Select(callee => callee.Name);

    private static string Named(TypeExpression type) =>
        type switch
        {
            NamedType named => named.Name,
            PointerType pointer => Named(pointer.Target),
            ArrayType array => Named(array.Element),
            _ => "",
        };
}
