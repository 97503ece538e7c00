using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Derives from a program's steps how far it must be kept from others; authors can only ask for more.</summary>
internal sealed class Isolations
{
    private readonly Program _program;
    private readonly Step[] _steps;
    private readonly Dictionary<string, TypeDefinition> _types;
    private readonly HashSet<string> _bytes;
    private readonly bool _hasDrop;

    private Isolations(Program program)
    {
        _program = program;
        _steps = [.. StepTree.All(program.Steps)];
        _types = program
            .Types.Concat(_steps.OfType<DeclareTypeStep>().Select(step => step.Declaration))
            .GroupBy(declaration => declaration.Name)
            .ToDictionary(group => group.Key, group => group.Last().Definition);
        _bytes = [.. _steps.OfType<AssignStep>().SelectMany(NamesOfBytes)];
        _hasDrop = _steps.Any(step => step is DropStep);
    }

    public static Isolation Derive(Program program)
    {
        var derivation = new Isolations(program);
        return derivation.NeedsProcess() ? Isolation.Process
            : derivation.NeedsFork() ? Isolation.Fork
            : Isolation.Shared;
    }

    /// <summary>
    /// By the fixtures' naming rule what starts a thread or never returns says so in its symbol; a Python body shows it in its text.
    /// </summary>
    private bool NeedsProcess() =>
        _program.PythonBody is { } body
            ? Mentions(body, "thread") || Mentions(body, "while True")
            : _program.Functions.Any(function =>
                Mentions(function.Symbol, "thread") || Mentions(function.Symbol, "hang")
            );

    private bool NeedsFork() =>
        _program.PythonBody is not null
        || _steps.Any(step => step is AliasStep or LifetimeStep or RaiseStep)
        || _steps.SelectMany(ExpressionTree.In).OfType<CallExpression>().Any(IsRisky)
        || Signatures().SelectMany(types => types).Any(IsFragileByValue);

    private bool IsRisky(CallExpression call) =>
        call.Callee switch
        {
            // C may write through a pointer into an immutable object.
            NameExpression { Refers: NameKind.Function or NameKind.Variable } => call.Arguments.Any(
                IsBytes
            ),
            NameExpression { Name: "memmove" or "memset" } => call.Arguments.Any(IsBytes),
            NameExpression { Name: "cast" } => _hasDrop || call.Arguments.Any(IsBytes),
            // What holds such an address, or a view made before, may be left dangling; errno's copy outlives the case.
            NameExpression { Name: "resize" or "addressof" or "set_errno" } => true,
            MemberExpression { Member: "from_address" or "in_dll" } => true,
            _ => false,
        };

    private bool IsBytes(Expression argument) =>
        argument is BytesLiteral || (argument is NameExpression name && _bytes.Contains(name.Name));

    private IEnumerable<IEnumerable<TypeExpression>> Signatures() =>
        _program
            .Functions.Select(function => function.Prototype)
            .OfType<Prototype>()
            .Select(prototype => prototype.Parameters.Add(prototype.Result))
            .Concat(
                _types
                    .Values.OfType<FunctionTypeDefinition>()
                    .Select(function => function.Parameters.Add(function.Result))
            )
            .Select(types => types.AsEnumerable());

    /// <summary>Shapes that libffi classifies otherwise than C does: CPython crashes on some, and garbles others.</summary>
    private bool IsFragileByValue(TypeExpression type) =>
        type switch
        {
            NamedType named => _types.GetValueOrDefault(named.Name) switch
            {
                AggregateDefinition aggregate => aggregate.IsUnion
                    || aggregate.Pack is not null
                    || aggregate.Align is not null
                    || aggregate.Extends is { } parent && IsFragileByValue(new NamedType(parent))
                    || aggregate.Fields.Any(field =>
                        field.Bits is not null
                        || field.Type is NamedType { Name: "longdouble" }
                        || IsFragileByValue(field.Type)
                    ),
                AliasDefinition alias => IsFragileByValue(alias.Type),
                _ => false,
            },
            ArrayType array => IsFragileByValue(array.Element),
            _ => false,
        };

    private static IEnumerable<string> NamesOfBytes(AssignStep step) =>
        step
            .Places.Zip(step.Values)
            .Where(pair => pair is { First: NameExpression, Second: BytesLiteral })
            .Select(pair => ((NameExpression)pair.First).Name);

    private static bool Mentions(string text, string word) =>
        text.Contains(word, StringComparison.Ordinal);
}
