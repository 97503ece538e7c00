using System.Collections.Immutable;
using System.Diagnostics;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>
/// Writes a program as plain Python, <c>def case(_h, _c)</c>: <c>_h</c> observes, <c>_c</c> is <c>ctypes</c>. The text is
/// valid on 2.7 and on every 3.
/// </summary>
public sealed class PythonLowering
{
    private readonly PythonWriter _writer = new();
    private readonly PythonExpressions _expressions;
    private readonly PythonDeclarations _declarations;
    private readonly List<FunctionDeclaration> _waiting;
    private readonly HashSet<string> _declared;

    private PythonLowering(Program program)
    {
        var keeps = StepTree.All(program.Steps).OfType<KeepStep>();
        _expressions = new PythonExpressions([.. keeps.Select(keep => keep.Name)]);
        _declarations = new PythonDeclarations(_writer, program.Types);
        _declared = [.. program.Types.Select(type => type.Name)];
        _waiting = [.. program.Functions];
    }

    public static LoweredPython Lower(Program program)
    {
        var lowering = new PythonLowering(program);
        lowering._writer.Block("def case(_h, _c):", () => lowering.Body(program));
        return new LoweredPython(lowering._writer.ToString());
    }

    /// <summary>The same with a short prelude, so that it runs alone and prints its observations as JSON.</summary>
    /// <remarks>The fixture library is its first argument, or <c>libtouchstone.so</c> in the current directory.</remarks>
    public static string StandAlone(Program program) =>
        StandAlonePrelude.Around(program, Lower(program).Python);

    private void Body(Program program)
    {
        _declarations.Types();
        FunctionsThatCanBe();
        Kept(program);
        Steps(program.Steps);
        foreach (var line in program.PythonBody?.TrimEnd('\n').Split('\n') ?? [])
            _writer.Line(line.TrimEnd());
    }

    /// <summary>Functions whose types exist by now; the others wait for the step that declares theirs.</summary>
    private void FunctionsThatCanBe()
    {
        var ready = _waiting.Where(function => TypesOf(function).All(IsDeclared)).ToArray();
        foreach (var function in ready)
        {
            _declarations.Function(function);
            _waiting.Remove(function);
        }
    }

    private bool IsDeclared(TypeExpression type) =>
        type switch
        {
            NamedType named => Vocabulary.Scalars.Contains(named.Name)
                || _declared.Contains(named.Name),
            PointerType pointer => IsDeclared(pointer.Target),
            ArrayType array => IsDeclared(array.Element),
            _ => throw new UnreachableException(),
        };

    private static ImmutableArray<TypeExpression> TypesOf(FunctionDeclaration function) =>
        function.Prototype is { } prototype ? prototype.Parameters.Add(prototype.Result) : [];

    /// <summary>A kept name is None, or an empty list, until its callback runs.</summary>
    private void Kept(Program program)
    {
        var keeps = StepTree
            .All(program.Steps)
            .OfType<KeepStep>()
            .DistinctBy(keep => keep.Name)
            .ToArray();
        if (keeps.Length > 0)
        {
            var entries = keeps.Select(keep =>
                $"\"{keep.Name}\": {(keep.Appends ? "[]" : "None")}"
            );
            _writer.Line($"_kept = {{{string.Join(", ", entries)}}}");
        }
    }

    private void Steps(ImmutableArray<Step> steps)
    {
        foreach (var step in steps)
        {
            _writer.Line($"_h.step = {step.Number}");
            Step(step);
        }
    }

    private void Step(Step step)
    {
        switch (step)
        {
            case AssignStep assign:
                Assign(assign);
                break;
            case EvaluateStep evaluate:
                _writer.Line(Python(evaluate.Expression));
                break;
            case DeleteStep { Place: MemberExpression member } when IsKeyword(member):
                _writer.Line($"delattr({Python(member.Target)}, \"{member.Member}\")");
                break;
            case DeleteStep delete:
                _writer.Line($"del {Python(delete.Place)}");
                break;
            case DropStep drop:
                // Never `del`: it is a SyntaxError on 2.7 where a nested function uses the name.
                _writer.Line(
                    $"{string.Join(" = ", drop.Names.Select(_expressions.Variable))} = None"
                );
                break;
            case CollectStep:
                _writer.Line("_h.collect()");
                break;
            case DeclareTypeStep declare:
                _declarations.Type(declare.Declaration);
                _declared.Add(declare.Declaration.Name);
                FunctionsThatCanBe();
                break;
            case CallbackStep callback:
                Callback(callback);
                break;
            case TryStep attempt:
                Try(attempt);
                break;
            case OnStep on:
                _writer.Block(
                    $"if _h.on({on.Number}, \"{on.Engine}\"):",
                    () =>
                    {
                        _expressions.Side = on.Side;
                        Steps(on.Body);
                        _expressions.Side = "";
                    }
                );
                break;
            case ReturnStep or RaiseStep or KeepStep:
                InCallback(step);
                break;
            default:
                Observe(step);
                break;
        }
    }

    private void Observe(Step step)
    {
        switch (step)
        {
            case ObserveStep observe:
                _writer.Line($"_h.observe({Text(observe.Key)}, {Python(observe.Expression)})");
                break;
            case BytesStep bytes:
                _writer.Line($"_h.bytes({Text(bytes.Key)}, {Python(bytes.Expression)})");
                break;
            case LayoutStep layout:
                _writer.Line($"_h.layout({Text(layout.Key)}, {Python(layout.Type)})");
                break;
            case AliasStep alias:
                _writer.Line(
                    $"_h.alias({Text(alias.Key)}, {Labels(alias.Handles)}, {Values(alias.Handles)})"
                );
                break;
            case LifetimeStep lifetime:
                var owners = string.Join(", ", lifetime.Owners.Select(_expressions.Variable));
                _writer.Line(
                    $"_watched{lifetime.Number} = _h.watch({Labels(lifetime.Subjects)}, {Values(lifetime.Subjects)}, [{owners}])"
                );
                Steps(lifetime.Body);
                _writer.Line($"_h.step = {lifetime.Number}");
                _writer.Line($"_h.lifetime({Text(lifetime.Key)}, _watched{lifetime.Number})");
                break;
            default:
                throw new UnreachableException($"no Python for {step.GetType().Name}");
        }
    }

    private void Assign(AssignStep assign)
    {
        if (!assign.Places.Any(place => place is MemberExpression member && IsKeyword(member)))
        {
            _writer.Line(
                $"{_expressions.Joined(assign.Places)} = {_expressions.Joined(assign.Values)}"
            );
            return;
        }

        // All right sides first, then the places from left to right, as one Python statement would.
        var values = assign
            .Values.Select(
                (_, i) => assign.Values.Length == 1 ? Python(assign.Values[0]) : $"_value{i}"
            )
            .ToArray();
        if (values.Length > 1)
            _writer.Line($"{string.Join(", ", values)} = {_expressions.Joined(assign.Values)}");
        foreach (var (place, value) in assign.Places.Zip(values))
        {
            _writer.Line(
                place is MemberExpression member && IsKeyword(member)
                    ? $"setattr({Python(member.Target)}, \"{member.Member}\", {value})"
                    : $"{Python(place)} = {value}"
            );
        }

        if (values.Length > 1)
            _writer.Line($"{string.Join(" = ", values)} = None");
    }

    private void Callback(CallbackStep callback)
    {
        _writer.Line($"@{callback.Prototype}");
        var name = _expressions.Variable(callback.Name);
        var parameters = string.Join(", ", callback.Parameters.Select(_expressions.Variable));
        _writer.Block(
            $"def {name}({parameters}):",
            () =>
                _writer.Block(
                    $"with _h.calling({Text(callback.Name)}):",
                    () => Steps(callback.Body)
                )
        );
    }

    private void Try(TryStep attempt)
    {
        var key = Text(attempt.Key);
        _writer.Block(
            "try:",
            () =>
            {
                if (attempt is { YieldsValue: true, Body: [EvaluateStep only] })
                {
                    _writer.Line($"_h.step = {only.Number}");
                    _writer.Line(
                        $"_h.completed({attempt.Number}, {key}, {Python(only.Expression)})"
                    );
                }
                else
                {
                    Steps(attempt.Body);
                    _writer.Line($"_h.completed({attempt.Number}, {key})");
                }
            }
        );
        _writer.Block(
            "except Exception:",
            () => _writer.Line($"_h.raised({attempt.Number}, {key})")
        );
    }

    private void InCallback(Step step)
    {
        switch (step)
        {
            case RaiseStep raise:
                _writer.Line($"raise {raise.ExceptionClass}");
                break;
            case KeepStep { Appends: true } keep:
                _writer.Line(
                    $"{_expressions.Variable(keep.Name)}.append({Python(keep.Expression)})"
                );
                break;
            case KeepStep keep:
                _writer.Line($"{_expressions.Variable(keep.Name)} = {Python(keep.Expression)}");
                break;
            case ReturnStep { Result: ReturnValue result }:
                _writer.Line($"return {Python(result.Value)}");
                break;
            case ReturnStep { Result: ReturnSequence result }:
                _writer.Line(
                    $"return [{_expressions.Joined(result.Values)}][_h.turn({step.Number}, {result.Values.Length})]"
                );
                break;
            case ReturnStep { Result: ReturnComparison result }:
                _writer.Line($"_left, _right = {Python(result.Left)}, {Python(result.Right)}");
                _writer.Line("return (_left > _right) - (_left < _right)");
                break;
            default:
                _writer.Line("return None");
                break;
        }
    }

    private static bool IsKeyword(MemberExpression member) =>
        Vocabulary.PythonKeywords.Contains(member.Member);

    private string Python(Expression expression) => _expressions.Write(expression);

    private static string Text(string value) => PythonExpressions.Quoted(value);

    private static string Labels(ImmutableArray<LabelledExpression> items) =>
        $"[{string.Join(", ", items.Select(item => Text(item.Label)))}]";

    private string Values(ImmutableArray<LabelledExpression> items) =>
        $"[{_expressions.Joined(items.Select(item => item.Expression))}]";
}
