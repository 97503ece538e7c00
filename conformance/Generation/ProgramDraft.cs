using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>One program while it is being drawn.</summary>
internal sealed class ProgramDraft(Xoshiro256 random, string symbolPrefix)
{
    private readonly TypeDrafts _types = new(random);
    private int _leaf;

    public IEnumerable<TypeDeclaration> Types => _types.Declarations;
    public List<FunctionDeclaration> Functions { get; } = [];
    public List<Step> Steps { get; } = [];

    /// <summary>Shapes that libffi classifies otherwise than C does crash a CPython, and cost it a child at most.</summary>
    public Isolation Isolation =>
        Functions.Count > 0 && Signatures().Any(IsFragile) ? Isolation.Fork : Isolation.Shared;

    public void DrawStructs()
    {
        var count = 1 + random.Below(3);
        for (var i = 0; i < count; i++)
        {
            _types.Draw();
        }
        foreach (var declaration in _types.Declarations)
        {
            Add(number => new LayoutStep(number, "layout", TypeName(declaration.Name)));
        }
        var subject = _types.Declarations[^1].Name;
        Bind("x", Construct(subject));
        Add(number => new BytesStep(number, "bytes", Variable("x")));
        Add(number => new ObserveStep(number, "value", Variable("x")));
        var writes = 1 + random.Below(3);
        for (var i = 0; i < writes; i++)
        {
            WriteLeaf("x", subject);
        }
        Add(number => new BytesStep(number, "bytes-after", Variable("x")));
        Add(number => new ObserveStep(number, "value-after", Variable("x")));
    }

    public void DrawCalls()
    {
        if (random.Chance(30))
        {
            _types.DrawPlain();
        }
        var subject = random.Chance(75) ? _types.DrawPlain() : _types.Draw();
        var aggregate = new NamedType(subject);
        Bind("x", Construct(subject));

        var before = Scalars(random.Below(6));
        var after = Scalars(random.Below(3));
        Declare("weigh", new NamedType("u64"), [.. before, aggregate, .. after]);
        Observe(
            "weighed",
            Call("weigh", [.. before.Select(Value), Variable("x"), .. after.Select(Value)])
        );

        Declare("echo", aggregate, [aggregate, .. after]);
        Bind("y", Call("echo", [Variable("x"), .. after.Select(Value)]));
        Observe("echoed", Variable("y"));

        var result = new NamedType(random.Pick(ScalarDraft.Fields).Name);
        _types.Add("CB", new FunctionTypeDefinition([aggregate, .. after], result));
        Declare("relay", result, [new NamedType("CB"), aggregate, .. after]);
        ImmutableArray<string> parameters =
        [
            "p",
            .. Enumerable.Range(0, after.Length).Select(i => $"n{i}"),
        ];
        var callback = Steps.Count;
        Steps.Add(
            new CallbackStep(
                callback,
                "f",
                "CB",
                parameters,
                [
                    .. parameters.Select(
                        (name, i) =>
                            (Step)new ObserveStep(callback + 1 + i, $"seen-{name}", Variable(name))
                    ),
                    new ReturnStep(
                        callback + 1 + parameters.Length,
                        new ReturnValue(Value(result))
                    ),
                ]
            )
        );
        _nested += parameters.Length + 1;
        Observe("relayed", Call("relay", [Variable("f"), Variable("x"), .. after.Select(Value)]));
        Observe("value-after", Variable("x"));
    }

    private int _nested;

    private void Add(Func<int, Step> step) => Steps.Add(step(Steps.Count + _nested));

    private void Bind(string name, Expression value) =>
        Add(number => new AssignStep(number, [Variable(name)], [value]));

    private void Observe(string key, Expression value) =>
        Add(number => new ObserveStep(number, key, value));

    private void Declare(
        string name,
        TypeExpression result,
        ImmutableArray<TypeExpression> parameters
    ) =>
        Functions.Add(
            new FunctionDeclaration(
                name,
                $"{symbolPrefix}_{name}",
                new Prototype(result, parameters, IsVariadic: false, UsesErrno: false)
            )
        );

    private ImmutableArray<NamedType> Scalars(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => new NamedType(random.Pick(ScalarDraft.Fields).Name)),
        ];

    private static NameExpression Variable(string name) => new(name, NameKind.Variable);

    private static NameExpression TypeName(string name) => new(name, NameKind.Type);

    private static CallExpression Call(string function, ImmutableArray<Expression> arguments) =>
        new(new NameExpression(function, NameKind.Function), arguments);

    private CallExpression Construct(string type) =>
        new(TypeName(type), AggregateValue(type).Items);

    private Expression Value(TypeExpression type) =>
        type switch
        {
            NamedType { Name: var name } when _types.IsAggregate(name) => AggregateValue(name),
            NamedType { Name: var name } => ScalarDraft.Find(name)!.Value(random, ++_leaf),
            ArrayType { Element: NamedType { Name: "char" }, Length: var length } =>
                new BytesLiteral([
                    .. Enumerable
                        .Range(0, random.Below(length + 1))
                        .Select(k => Graffiti.Byte(_leaf + 1, k)),
                ]),
            ArrayType array => new TupleExpression([
                .. Enumerable.Range(0, Shortened(array.Length)).Select(_ => Value(array.Element)),
            ]),
            _ => new NoneLiteral(),
        };

    /// <summary>A tuple of the fields' values; now and then too short, which leaves the rest zero.</summary>
    private TupleExpression AggregateValue(string name)
    {
        var fields = _types.AllFields(name).ToList();
        var count = _types[name].IsUnion ? 1 : Shortened(fields.Count);
        return new TupleExpression([
            .. fields
                .Take(count)
                .Select(field =>
                    field.Bits is { } bits
                        ? ScalarDraft
                            .Find(((NamedType)field.Type).Name)!
                            .Value(random, ++_leaf, bits)
                        : Value(field.Type)
                ),
        ]);
    }

    private int Shortened(int count) => random.Chance(8) ? random.Below(count + 1) : count;

    /// <summary>Sets one scalar somewhere inside of an object, and reads it back.</summary>
    private void WriteLeaf(string variable, string type)
    {
        Expression place = Variable(variable);
        TypeExpression at = new NamedType(type);
        int? bits = null;
        while (true)
        {
            switch (at)
            {
                case NamedType { Name: var name } when _types.IsAggregate(name):
                    var field = random.Pick([.. _types.AllFields(name)]);
                    (place, at, bits) = (
                        new MemberExpression(place, field.Name),
                        field.Type,
                        field.Bits
                    );
                    continue;
                case ArrayType { Element: NamedType { Name: "char" } }
                    when place is MemberExpression:
                    // Read as bytes, which no element can be set of.
                    return;
                case ArrayType array:
                    var index = new IntegerLiteral(random.Below(array.Length));
                    (place, at) = (new IndexExpression(place, index), array.Element);
                    continue;
                case NamedType { Name: var name }:
                    var value = ScalarDraft.Find(name)!.Value(random, ++_leaf, bits);
                    Add(number => new AssignStep(number, [place], [value]));
                    Add(number => new ObserveStep(number, "leaf", place));
                    return;
                default:
                    // A pointer: there is nothing to write to.
                    return;
            }
        }
    }

    private IEnumerable<TypeExpression> Signatures() =>
        Functions.SelectMany(function =>
            function.Prototype!.Parameters.Append(function.Prototype.Result)
        );

    private bool IsFragile(TypeExpression type) =>
        type switch
        {
            NamedType { Name: var name } when _types.IsAggregate(name) => _types[name]
                is { IsUnion: true }
                    or { Pack: not null }
                    or { ByteOrder: not ByteOrder.Native }
                || _types
                    .AllFields(name)
                    .Any(field =>
                        field.Bits is not null
                        || field.Type is NamedType { Name: "longdouble" }
                        || IsFragile(field.Type)
                    ),
            ArrayType array => IsFragile(array.Element),
            _ => false,
        };
}
