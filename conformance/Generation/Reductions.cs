using System.Collections.Immutable;
using System.Numerics;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>All programs that are one small step simpler than a program: the cheapest reductions first.</summary>
internal static class Reductions
{
    public static IEnumerable<Program> Of(Program program) =>
        FewerSteps(program)
            .Concat(FewerTypes(program))
            .Concat(FewerParameters(program))
            .Concat(FewerFields(program))
            .Concat(SimplerFields(program))
            .Concat(SimplerAggregates(program))
            .Concat(SimplerValues(program))
            .Select(Finish);

    /// <summary>Steps are numbered anew and the revision follows the content.</summary>
    private static Program Finish(Program program)
    {
        var numbered = program with { Steps = Numbered(program.Steps, 0).Steps };
        return numbered with { Revision = Revision.Of(numbered) };
    }

    private static (ImmutableArray<Step> Steps, int Next) Numbered(
        ImmutableArray<Step> steps,
        int next
    )
    {
        var numbered = ImmutableArray.CreateBuilder<Step>(steps.Length);
        foreach (var step in steps)
        {
            var own = step with { Number = next++ };
            if (own is CallbackStep callback)
            {
                (var body, next) = Numbered(callback.Body, next);
                own = callback with { Body = body };
            }
            numbered.Add(own);
        }
        return (numbered.ToImmutable(), next);
    }

    private static IEnumerable<Program> FewerSteps(Program program)
    {
        // Halves first: most of a long program has nothing to do with its symptom.
        for (var size = (program.Steps.Length + 1) / 2; size >= 1; size /= 2)
        {
            for (var at = program.Steps.Length - size; at >= 0; at -= size)
            {
                yield return program with
                {
                    Steps = program.Steps.RemoveRange(at, size),
                };
            }
        }
        for (var i = 0; i < program.Steps.Length; i++)
        {
            if (program.Steps[i] is CallbackStep callback)
            {
                for (var k = 0; k < callback.Body.Length - 1; k++)
                {
                    var fewer = callback with { Body = callback.Body.RemoveAt(k) };
                    yield return program with
                    {
                        Steps = program.Steps.SetItem(i, fewer),
                    };
                }
            }
        }
    }

    private static IEnumerable<Program> FewerTypes(Program program)
    {
        for (var i = program.Types.Length - 1; i >= 0; i--)
        {
            if (!TypeUse.Names(program).Contains(program.Types[i].Name))
            {
                yield return program with
                {
                    Types = program.Types.RemoveAt(i),
                };
            }
        }
        for (var i = program.Functions.Length - 1; i >= 0; i--)
        {
            if (!TypeUse.Functions(program).Contains(program.Functions[i].Name))
            {
                yield return program with
                {
                    Functions = program.Functions.RemoveAt(i),
                };
            }
        }
    }

    private static IEnumerable<Program> FewerParameters(Program program)
    {
        for (var f = 0; f < program.Functions.Length; f++)
        {
            var function = program.Functions[f];
            // echo returns its first, relay calls its first: those stay. A relay's are those of its callback, too.
            var first = function.Name == "weigh" ? 0 : 1;
            if (function.Prototype is not { } prototype || function.Name == "relay")
            {
                continue;
            }
            for (var i = first; i < prototype.Parameters.Length; i++)
            {
                var index = i;
                var shorter = function with
                {
                    Prototype = prototype with { Parameters = prototype.Parameters.RemoveAt(i) },
                };
                yield return ExpressionRewriter.Rewrite(
                    program with
                    {
                        Functions = program.Functions.SetItem(f, shorter),
                    },
                    expression =>
                        expression is CallExpression { Callee: NameExpression callee } call
                        && callee == new NameExpression(function.Name, NameKind.Function)
                        && call.Arguments.Length > index
                            ? call with
                            {
                                Arguments = call.Arguments.RemoveAt(index),
                            }
                            : expression
                );
            }
        }
    }

    private static IEnumerable<Program> FewerFields(Program program) =>
        from type in Aggregates(program)
        from field in Enumerable.Range(0, type.Definition.Fields.Length)
        where type.Definition.Fields.Length > 1
        select FieldRemoval.Remove(program, type.Index, field);

    private static IEnumerable<Program> SimplerFields(Program program) =>
        from type in Aggregates(program)
        from index in Enumerable.Range(0, type.Definition.Fields.Length)
        let field = type.Definition.Fields[index]
        from simpler in Simpler(field)
        select With(
            program,
            type.Index,
            type.Definition with
            {
                Fields = type.Definition.Fields.SetItem(index, simpler),
            }
        );

    private static IEnumerable<FieldDefinition> Simpler(FieldDefinition field)
    {
        switch (field.Type)
        {
            case ArrayType { Length: > 1 } array:
                yield return field with
                {
                    Type = array with { Length = 1 },
                };
                yield return field with
                {
                    Type = array with { Length = array.Length - 1 },
                };
                break;
            case NamedType { Name: not "i32" and not "u8" } named
                when ScalarDraft.Find(named.Name) is not null:
                yield return field with
                {
                    Type = new NamedType("i32"),
                };
                yield return field with
                {
                    Type = new NamedType("u8"),
                };
                break;
        }
        if (field.Bits is > 1 and var bits)
        {
            yield return field with
            {
                Bits = 1,
            };
            yield return field with
            {
                Bits = bits - 1,
            };
        }
    }

    private static IEnumerable<Program> SimplerAggregates(Program program)
    {
        foreach (var (index, definition) in Aggregates(program))
        {
            if (definition.Pack is not null)
            {
                yield return With(program, index, definition with { Pack = null });
            }
            if (definition.ByteOrder != ByteOrder.Native)
            {
                yield return With(program, index, definition with { ByteOrder = ByteOrder.Native });
            }
            if (definition.Anonymous.Length > 0)
            {
                yield return With(program, index, definition with { Anonymous = [] });
            }
            if (definition.IsUnion)
            {
                yield return With(program, index, definition with { IsUnion = false });
            }
        }
    }

    /// <summary>One literal at a time: to graffiti, which still says whose bytes they are, then to 0 and 1.</summary>
    private static IEnumerable<Program> SimplerValues(Program program)
    {
        var literals = ExpressionRewriter.Literals(program).ToList();
        for (var i = 0; i < literals.Count; i++)
        {
            var at = i;
            foreach (var simpler in Simpler(literals[i], i + 1))
            {
                yield return ExpressionRewriter.ReplaceLiteral(program, at, simpler);
            }
        }
    }

    private static IEnumerable<Expression> Simpler(Expression literal, int leaf) =>
        literal switch
        {
            IntegerLiteral { Value: var value } => new BigInteger[]
            {
                Graffiti.Signed(leaf, 4),
                BigInteger.Zero,
                BigInteger.One,
            }
                .TakeWhile(simpler => simpler != value)
                .Select(simpler => new IntegerLiteral(simpler)),
            FloatLiteral { Value: not (0 or 1) } => [new FloatLiteral(0), new FloatLiteral(1)],
            BytesLiteral { Value.Length: > 1 } bytes => [new BytesLiteral(bytes.Value[..1])],
            BooleanLiteral { Value: true } => [new BooleanLiteral(false)],
            _ => [],
        };

    private static IEnumerable<(int Index, AggregateDefinition Definition)> Aggregates(
        Program program
    ) =>
        program
            .Types.Select(
                (type, index) => (index, Definition: type.Definition as AggregateDefinition)
            )
            .Where(type => type.Definition is not null)
            .Select(type => (type.index, type.Definition!));

    private static Program With(Program program, int index, AggregateDefinition definition) =>
        program with
        {
            Types = program.Types.SetItem(
                index,
                program.Types[index] with
                {
                    Definition = definition,
                }
            ),
        };
}
