using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Reference;

/// <summary>The positive control of lifetimes: one that is known to dangle and one that is known to be kept.</summary>
/// <remarks>An engine that does not find both is blind, and its lifetimes prove nothing.</remarks>
internal static class Control
{
    private const string Dangling = "dangling";
    private const string Kept = "kept";

    /// <returns>What each came out as, under the name of what it is.</returns>
    public static JsonObject Observe(ReferenceEngine engine)
    {
        var control = new JsonObject();
        foreach (var observation in engine.Run(Program).Observations)
            control[observation.Key] = (string?)observation.Body["subjects"]![0]![1];
        return control;
    }

    private static Program Program { get; } =
        new(
            Id: "control",
            Variant: "",
            Revision: "",
            Since: null,
            Needs: [],
            Isolation.Fork,
            Types: [new TypeDeclaration("Block", new AliasDefinition(Chars))],
            Functions: [],
            Steps:
            [
                Bind(0, "owner", new CallExpression(Block, [])),
                Bind(1, "view", OnBlock("from_address", Call("addressof", Variable("owner")))),
                Lifetime(2, Dangling),
                Bind(4, "owner", new CallExpression(Block, [])),
                Bind(5, "view", OnBlock("from_buffer", Variable("owner"))),
                Lifetime(6, Kept),
            ],
            PythonBody: null,
            Undefined: ImmutableSortedDictionary<string, string>.Empty
        );

    private static ArrayType Chars => new(new NamedType("char"), 100);

    private static NameExpression Block => new("Block", NameKind.Type);

    private static NameExpression Variable(string name) => new(name, NameKind.Variable);

    private static CallExpression OnBlock(string method, Expression argument) =>
        new(new MemberExpression(Block, method), [argument]);

    private static CallExpression Call(string operation, Expression argument) =>
        new(new NameExpression(operation, NameKind.Operation), [argument]);

    private static AssignStep Bind(int number, string name, Expression value) =>
        new(number, [Variable(name)], [value]);

    private static LifetimeStep Lifetime(int number, string key) =>
        new(
            number,
            key,
            [new LabelledExpression("view", Variable("view"))],
            ["owner"],
            [new DropStep(number + 1, ["owner"])]
        );
}
