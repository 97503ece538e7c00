using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Touchstone.Ctypes;
using Touchstone.Model;

namespace Touchstone.Reference;

/// <summary>One program while it runs: its types, its names, and what it has observed.</summary>
/// <remarks>
/// Each kind of step has a method of its own that is not inlined: what a step touched must be unreachable once the step is
/// over, also where the JIT keeps a frame's variables alive to its end.
/// </remarks>
internal sealed class ProgramRun
{
    private readonly Semantics _semantics;
    private readonly WitnessFile? _witness;
    private readonly Action<Observation> _seen;
    private readonly TypeNames _names = new();
    private readonly Declarations _declarations;
    private readonly Evaluator _evaluator;
    private readonly ValueForm _form;
    private readonly TypeMemory _memory;
    private readonly Scope _program = new();
    private readonly Dictionary<string, Scope> _sides = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _turns = [];
    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);

    /// <param name="shared">What the sides of a twin case have put down for each other.</param>
    /// <param name="seen">Called at each observation, in order.</param>
    public ProgramRun(
        Program program,
        Semantics semantics,
        string fixtures,
        WitnessFile? witness,
        IDictionary<string, Value> shared,
        Action<Observation> seen
    )
    {
        _semantics = semantics;
        _witness = witness;
        _seen = seen;
        _declarations = new(program, semantics, _names, fixtures);
        _evaluator = new(
            semantics,
            _declarations,
            new Operations(semantics, _declarations, _names, shared)
        );
        _form = new(semantics, _names);
        _memory = new(semantics);
    }

    /// <summary>The step that was begun last; -1 before the first.</summary>
    public int Step { get; private set; } = -1;

    public void Declare(ImmutableArray<TypeDeclaration> types) => _declarations.DeclareAll(types);

    public void Execute(ImmutableArray<Step> steps) => Execute(steps, _program);

    /// <summary>Plays one body of a twin case.</summary>
    public void Execute(OnStep step)
    {
        if (!_sides.TryGetValue(step.Side, out var scope))
            _sides.Add(step.Side, scope = new Scope());
        Execute(step.Body, scope);
    }

    /// <summary>Emits what C has recorded, if it has recorded anything.</summary>
    public void EmitWitness()
    {
        if (_witness?.ReadCalls() is { Count: > 0 } calls)
            Emit(Step, "witness", WitnessText.Body(calls));
    }

    /// <returns>What the body returned; null where it ran to its end.</returns>
    private Value? Execute(ImmutableArray<Step> steps, Scope scope)
    {
        foreach (var step in steps)
        {
            Begin(step.Number);
            switch (step)
            {
                case AssignStep assign:
                    Assign(assign, scope);
                    break;
                case EvaluateStep evaluate:
                    Evaluate(evaluate, scope);
                    break;
                case DeleteStep delete:
                    _evaluator.Delete(delete.Place, scope);
                    break;
                case DropStep drop:
                    foreach (var name in drop.Names)
                        scope[name] = Value.None;
                    break;
                case CollectStep:
                    CtypesSession.Collect();
                    break;
                case DeclareTypeStep declare:
                    _declarations.Declare(declare.Declaration);
                    break;
                case CallbackStep callback:
                    MakeCallback(callback, scope);
                    break;
                case TryStep attempt:
                    if (Try(attempt, scope) is { } returned)
                        return returned;
                    break;
                case ObserveStep observe:
                    Observe(observe, scope);
                    break;
                case BytesStep bytes:
                    ObserveBytes(bytes, scope);
                    break;
                case LayoutStep layout:
                    ObserveLayout(layout, scope);
                    break;
                case AliasStep alias:
                    ObserveAlias(alias, scope);
                    break;
                case LifetimeStep lifetime:
                    ObserveLifetime(lifetime, scope);
                    break;
                case KeepStep keep:
                    Keep(keep, scope);
                    break;
                case OnStep on:
                    Execute(on);
                    break;
                case ReturnStep { Result: var result }:
                    return Result(step.Number, result, scope);
                case RaiseStep raise:
                    throw new PythonException(raise.ExceptionClass, "raised by the case");
                default:
                    throw new UnreachableException($"no rule for {step.GetType().Name}");
            }
        }
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Assign(AssignStep step, Scope scope)
    {
        var values = _evaluator.EvaluateAll(step.Values, scope);
        for (var i = 0; i < values.Length; i++)
            _evaluator.Store(step.Places[i], values[i], scope);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Evaluate(EvaluateStep step, Scope scope) =>
        _ = _evaluator.Evaluate(step.Expression, scope);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Value? Try(TryStep step, Scope scope)
    {
        JsonObject body;
        try
        {
            var value = Value.None;
            if (step is { YieldsValue: true, Body: [EvaluateStep only] })
            {
                Begin(only.Number);
                value = _evaluator.Evaluate(only.Expression, scope);
            }
            else if (Execute(step.Body, scope) is { } returned)
            {
                return returned; // from the callback that the attempt stands in: nothing was completed
            }
            body = new JsonObject { ["kind"] = "attempt", ["completed"] = _form.Of(value) };
        }
        catch (PythonException error)
        {
            body = new JsonObject
            {
                ["kind"] = "attempt",
                ["raised"] = new JsonArray([.. error.Classes.Select(name => (JsonNode)name)]),
                ["at"] = Step,
                ["message"] = error.Message,
            };
        }
        Emit(step.Number, step.Key, body);
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Observe(ObserveStep step, Scope scope) =>
        Emit(
            step.Number,
            step.Key,
            new JsonObject
            {
                ["kind"] = "value",
                ["value"] = _form.Of(_evaluator.Evaluate(step.Expression, scope)),
            }
        );

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ObserveBytes(BytesStep step, Scope scope) =>
        Emit(step.Number, step.Key, _memory.Bytes(_evaluator.Evaluate(step.Expression, scope)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ObserveLayout(LayoutStep step, Scope scope) =>
        Emit(
            step.Number,
            step.Key,
            _memory.Layout(_evaluator.Evaluate(step.Type, scope).As<CtypesType>())
        );

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ObserveAlias(AliasStep step, Scope scope) =>
        Emit(
            step.Number,
            step.Key,
            AliasProbe.Observe(
                _semantics,
                [.. step.Handles.Select(handle => handle.Label)],
                [.. step.Handles.Select(handle => _evaluator.Evaluate(handle.Expression, scope))]
            )
        );

    private void ObserveLifetime(LifetimeStep step, Scope scope)
    {
        var probe = Watch(step, scope);
        Execute(step.Body, scope);
        Begin(step.Number);
        probe.Settle();
        Emit(step.Number, step.Key, probe.Judge());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private LifetimeProbe Watch(LifetimeStep step, Scope scope) =>
        LifetimeProbe.Watch(
            _semantics.Session,
            [.. step.Subjects.Select(subject => subject.Label)],
            [.. step.Subjects.Select(subject => _evaluator.Evaluate(subject.Expression, scope))],
            [.. step.Owners.Select(owner => scope[owner])]
        );

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeCallback(CallbackStep step, Scope scope)
    {
        var prototype = _declarations.Type(step.Prototype)!;
        BindKept(step.Body, scope.Outermost);
        var body = new PyCallable(
            step.Name,
            arguments =>
            {
                if (arguments.Length != step.Parameters.Length)
                {
                    throw new PythonException(
                        "TypeError",
                        $"{step.Name}() takes {step.Parameters.Length} arguments, not {arguments.Length}"
                    );
                }
                var local = new Scope(scope);
                for (var i = 0; i < arguments.Length; i++)
                    local[step.Parameters[i]] = arguments[i];
                var caller = Step;
                try
                {
                    return Execute(step.Body, local) ?? Value.None;
                }
                finally
                {
                    Begin(caller); // the step that called it goes on
                }
            }
        );
        scope[step.Name] = _semantics.Call(prototype, [body]);
    }

    /// <summary>What a callback is to keep is there, and empty, before its first call.</summary>
    private static void BindKept(ImmutableArray<Step> body, Scope program)
    {
        foreach (var keep in body.OfType<KeepStep>())
        {
            if (!program.TryGet(keep.Name, out _))
                program[keep.Name] = keep.Appends ? new PyList() : Value.None;
        }
    }

    private Value Result(int step, CallbackResult result, Scope scope) =>
        result switch
        {
            ReturnNothing => Value.None,
            ReturnValue value => _evaluator.Evaluate(value.Value, scope),
            ReturnSequence sequence => _evaluator.EvaluateAll(sequence.Values, scope)[
                Math.Min(Turn(step), sequence.Values.Length - 1)
            ],
            ReturnComparison comparison => Compare(
                _evaluator.Evaluate(comparison.Left, scope),
                _evaluator.Evaluate(comparison.Right, scope)
            ),
            _ => throw new UnreachableException($"no rule for {result.GetType().Name}"),
        };

    /// <summary>How many times the step has been reached before.</summary>
    private int Turn(int step) =>
        _turns[step] = _turns.TryGetValue(step, out var turn) ? turn + 1 : 0;

    /// <summary>-1, 0 or 1; numbers and bytes have an order, as in Python.</summary>
    private static int Compare(Value left, Value right) =>
        Math.Sign(
            (left.Kind, right.Kind) switch
            {
                (ValueKind.Bytes, ValueKind.Bytes) => left.As<PyBytes>()
                    .Content.SequenceCompareTo(right.As<PyBytes>().Content),
                (ValueKind.Real, ValueKind.Real) => left.AsReal().CompareTo(right.AsReal()),
                (ValueKind.Integer or ValueKind.Boolean, ValueKind.Integer or ValueKind.Boolean) =>
                    left.AsInteger().CompareTo(right.AsInteger()),
                _ => throw new PythonException(
                    "TypeError",
                    $"a {left.ClassName} and a {right.ClassName} have no order"
                ),
            }
        );

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Keep(KeepStep step, Scope scope)
    {
        var value = _evaluator.Evaluate(step.Expression, scope);
        var program = scope.Outermost;
        if (step.Appends)
            program[step.Name].As<PyList>().Items.Add(value);
        else
            program[step.Name] = value;
    }

    private void Begin(int step)
    {
        Step = step;
        _witness?.Mark(step);
    }

    private void Emit(int step, string key, JsonObject body)
    {
        var count = _keys[key] = _keys.GetValueOrDefault(key) + 1;
        var unique =
            count == 1 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}@{count}");
        _seen(new Observation(step, unique, body));
    }
}
