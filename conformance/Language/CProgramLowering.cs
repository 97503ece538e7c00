using System.Globalization;
using System.Text;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Lowers one program: its steps become the statements of one C function, its callbacks functions of their own.</summary>
internal sealed partial class CProgramLowering
{
    private readonly Program _program;
    private readonly string _prefix;
    private readonly StringBuilder _declarations = new();
    private readonly StringBuilder _callbacks = new();
    private readonly CTypeTable _types;
    private readonly Dictionary<string, COperand> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _externs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _bindings;
    private readonly List<string> _keys = [];
    private StringBuilder _body = new();
    private CallbackScope? _callback;
    private string? _reason;
    private bool _stopped;
    private bool _calls;
    private int _names;

    public CProgramLowering(Program program, string prefix)
    {
        _program = program;
        _prefix = prefix;
        _types = new CTypeTable(prefix, CLowering.Declarations(program), _declarations);
        _bindings = CLowering
            .Nested(program.Steps)
            .SelectMany(BoundNames)
            .CountBy(name => name)
            .ToDictionary(StringComparer.Ordinal);
    }

    public LoweredC Lower()
    {
        foreach (var step in _program.Steps)
        {
            Lower(step);
        }
        if (_calls && !_stopped)
        {
            _keys.Add(CLowering.WitnessKey);
        }
        var source = $"{_declarations}{_callbacks}static void {_prefix}(void)\n{{\n{_body}}}\n";
        return new LoweredC(_prefix, source, [.. _keys.Distinct(StringComparer.Ordinal)], _reason);
    }

    /// <summary>The names that a callback's body has: parameters first, then the program's.</summary>
    private sealed record CallbackScope(
        string Function,
        CFunctionType Type,
        Dictionary<string, COperand> Names
    );

    private static IEnumerable<string> BoundNames(Step step) =>
        step switch
        {
            AssignStep assign => assign.Places.OfType<NameExpression>().Select(name => name.Name),
            CallbackStep callback => [callback.Name],
            KeepStep keep => [keep.Name],
            _ => [],
        };

    private void Lower(Step step)
    {
        if (_stopped)
        {
            LowerAfterStop(step);
            return;
        }
        var mark = _body.Length;
        try
        {
            if (step is AssignStep or EvaluateStep || HasCall(step))
            {
                Emit($"*truth_step = {step.Number};");
            }
            LowerExpressible(step);
        }
        catch (InexpressibleException failure)
        {
            _body.Length = mark;
            _reason ??= failure.Message;
            if (_callback is not null)
            {
                // The callback as a whole has no C; its maker decides what that ends.
                throw;
            }
            Skip(step, failure.Message);
        }
    }

    /// <summary>Layouts depend on no step, so they are claimed to the end; every other key is counted and not claimed.</summary>
    private void LowerAfterStop(Step step)
    {
        if (step is LayoutStep layout && TryLayout(layout))
        {
            return;
        }
        SkipKey(step);
    }

    private bool TryLayout(LayoutStep step)
    {
        var mark = _body.Length;
        try
        {
            LowerLayout(step);
            return true;
        }
        catch (InexpressibleException)
        {
            _body.Length = mark;
            return false;
        }
    }

    private void Skip(Step step, string reason)
    {
        SkipKey(step);
        _stopped = step switch
        {
            ObserveStep observe => HasEffects(observe.Expression),
            BytesStep bytes => HasEffects(bytes.Expression),
            LayoutStep => false,
            AssignStep assign => !TryForget(assign, reason),
            CallbackStep callback => !Forget(callback.Name, reason),
            KeepStep keep => !Forget(keep.Name, reason),
            EvaluateStep evaluate => HasEffects(evaluate.Expression),
            _ => true,
        };
    }

    private bool TryForget(AssignStep assign, string reason) =>
        !assign.Values.Any(HasEffects)
        && assign.Places.All(place => place is NameExpression name && Forget(name.Name, reason));

    private bool Forget(string name, string reason)
    {
        _variables[name] = new CUnknown(reason);
        return true;
    }

    private void SkipKey(Step step)
    {
        var key = step switch
        {
            ObserveStep { Key: var k } => k,
            BytesStep { Key: var k } => k,
            LayoutStep { Key: var k } => k,
            AliasStep { Key: var k } => k,
            LifetimeStep { Key: var k } => k,
            TryStep { Key: var k } => k,
            _ => null,
        };
        if (key is not null)
        {
            Emit($"truth_skip({CLowering.JsonLiteral(key)});");
        }
    }

    /// <summary>Whether evaluating it may change memory. Only what builds a new object or asks about one may not.</summary>
    private static bool HasEffects(Expression expression) =>
        expression switch
        {
            MemberExpression member => HasEffects(member.Target),
            IndexExpression index => HasEffects(index.Target) || HasEffects(index.Index),
            SliceExpression slice => HasEffects(slice.Target),
            TupleExpression tuple => tuple.Items.Any(HasEffects),
            ListExpression list => list.Items.Any(HasEffects),
            IdentityExpression identity => HasEffects(identity.Left) || HasEffects(identity.Right),
            CallExpression call => call.Callee switch
            {
                NameExpression { Refers: NameKind.Type } => false,
                NameExpression { Refers: NameKind.Operation, Name: var name } => name
                    is "resize"
                        or "memmove"
                        or "memset"
                        or "set_errno"
                        or "extend",
                MemberExpression { Target: NameExpression { Refers: NameKind.Type } } => false,
                _ => true,
            } || call.Arguments.Any(HasEffects),
            _ => false,
        };

    /// <summary>A crash is blamed on the step marked last; what shows a value marks its own.</summary>
    private static bool HasCall(Step step) =>
        step switch
        {
            ObserveStep observe => HasEffects(observe.Expression),
            BytesStep bytes => HasEffects(bytes.Expression),
            ReturnStep => true,
            _ => false,
        };

    private void LowerExpressible(Step step)
    {
        switch (step)
        {
            case AssignStep assign:
                Assign(assign);
                break;
            case EvaluateStep evaluate:
                Evaluate(evaluate.Expression);
                break;
            case DropStep drop:
                foreach (var name in drop.Names)
                {
                    Forget(name, $"{name} was dropped");
                }
                break;
            case CollectStep or DeclareTypeStep:
                break;
            case CallbackStep callback:
                LowerCallback(callback);
                break;
            case TryStep attempt:
                LowerTry(attempt);
                break;
            case ObserveStep observe:
                LowerObserve(observe);
                break;
            case BytesStep bytes:
                LowerBytes(bytes);
                break;
            case LayoutStep layout:
                LowerLayout(layout);
                break;
            case AliasStep alias:
                _reason ??= "C does not say what Python's objects share";
                foreach (var handle in alias.Handles.Where(h => HasEffects(h.Expression)))
                {
                    throw new InexpressibleException($"{handle.Label} is evaluated by Python");
                }
                SkipKey(alias);
                break;
            case LifetimeStep lifetime:
                _reason ??= "C does not say how long Python's objects live";
                SkipKey(lifetime);
                foreach (var inner in lifetime.Body)
                {
                    Lower(inner);
                }
                break;
            case ReturnStep result:
                LowerReturn(result);
                break;
            case KeepStep keep:
                LowerKeep(keep);
                break;
            default:
                throw new InexpressibleException(
                    step is RaiseStep ? "C has no exceptions"
                    : step is DeleteStep ? "C does not delete"
                    : $"C has no {step.GetType().Name}"
                );
        }
    }

    private void LowerTry(TryStep attempt)
    {
        // Whether it completes is Python's to say; what it may have changed, C cannot know.
        var harmless = attempt.Body.All(step =>
            step is EvaluateStep evaluate && !HasEffects(evaluate.Expression)
        );
        if (!harmless)
        {
            throw new InexpressibleException("C has no exceptions");
        }
        _reason ??= "C has no exceptions";
        SkipKey(attempt);
    }

    private void LowerObserve(ObserveStep step)
    {
        var operand = Evaluate(step.Expression);
        if (_callback is not null && operand is CUnknown)
        {
            throw new InexpressibleException("a callback observes what C does not know");
        }
        var place = $"{step.Number}, {CLowering.JsonLiteral(step.Key)}";
        if (operand is CObject data)
        {
            RequireShowable(data.Type);
            Emit($"truth_object({place}, &{_types.Descriptor(data.Type)}, {data.Address});");
            _keys.Add(step.Key);
            return;
        }
        var put = new StringBuilder();
        Put(put, operand);
        Emit($"truth_begin({place});");
        _body.Append(put);
        Emit("truth_end();");
        _keys.Add(step.Key);
    }

    private void LowerBytes(BytesStep step)
    {
        if (Evaluate(step.Expression) is not CObject data)
        {
            throw new InexpressibleException("C knows bytes of objects in memory only");
        }
        var descriptor = _types.Descriptor(data.Type);
        Emit(
            $"truth_bytes({step.Number}, {CLowering.JsonLiteral(step.Key)}, &{descriptor}, {data.Address});"
        );
        _keys.Add(step.Key);
    }

    private void LowerLayout(LayoutStep step)
    {
        if (step.Type is not NameExpression { Refers: NameKind.Type } name)
        {
            throw new InexpressibleException("C knows the layout of declared types only");
        }
        var descriptor = _types.Descriptor(_types.Resolve(name.Name));
        Emit($"truth_layout({step.Number}, {CLowering.JsonLiteral(step.Key)}, &{descriptor});");
        _keys.Add(step.Key);
    }

    /// <summary>Writes the statements that show a value as ctypes shows it.</summary>
    private void Put(StringBuilder text, COperand operand)
    {
        switch (operand)
        {
            case CNone:
                Line(text, "truth_put_none();");
                break;
            case CIntegerLiteral literal:
                Line(text, $"truth_put_text({CLowering.JsonLiteralOfInteger(literal.Value)});");
                break;
            case CBytesLiteral literal:
                Line(
                    text,
                    $"truth_put_bytes({CLowering.BytesLiteral(literal.Value)}, {literal.Value.Length});"
                );
                break;
            case CValue value:
                Line(text, PutScalar(value));
                break;
            case CObject data:
                RequireShowable(data.Type);
                Line(text, $"truth_put_object(&{_types.Descriptor(data.Type)}, {data.Address});");
                break;
            case CSequence sequence:
                Line(
                    text,
                    $"truth_put_text(\"{{\\\"t\\\":\\\"{(sequence.IsTuple ? "tuple" : "list")}\\\",\\\"v\\\":[\");"
                );
                for (var i = 0; i < sequence.Items.Length; i++)
                {
                    if (i > 0)
                    {
                        Line(text, "truth_put_text(\",\");");
                    }
                    Put(text, sequence.Items[i]);
                }
                Line(text, "truth_put_text(\"]}\");");
                break;
            case CUnknown unknown:
                throw new InexpressibleException(unknown.Reason);
            default:
                throw new InexpressibleException("C does not show what only Python has");
        }
    }

    private static string PutScalar(CValue value) =>
        value.Kind switch
        {
            PythonKind.Integer => $"truth_put_integer({value.Expression});",
            PythonKind.Boolean => $"truth_put_bool({value.Expression});",
            PythonKind.Float => $"truth_put_double((double){value.Expression});",
            PythonKind.Complex =>
                $"truth_put_complex((double)creall({value.Expression}), (double)cimagl({value.Expression}));",
            PythonKind.Character => $"truth_put_bytes(&{value.Expression}, 1);",
            PythonKind.WideCharacter => $"truth_put_wchar({value.Expression});",
            PythonKind.String => $"truth_put_string({value.Expression});",
            _ => throw new InexpressibleException("an address is never shown"),
        };

    /// <summary>What Python unboxes by a conversion of its own, as an element of an array, C does not show.</summary>
    private void RequireShowable(CLoweredType type)
    {
        switch (type)
        {
            case CArrayType { Element: CScalarType { Subclass: null, Info: var info } }
                when info.Kind is PythonKind.String or PythonKind.Address:
                throw new InexpressibleException("Python converts strings and addresses itself");
            case CArrayType array:
                RequireShowable(array.Element);
                break;
            case CAggregateType aggregate:
                foreach (var (_, field) in _types.Fields(aggregate))
                {
                    if (
                        field.Type is CArrayType
                        {
                            Element: CScalarType { Info.C: "wchar_t", Subclass: null },
                        }
                    )
                    {
                        throw new InexpressibleException("Python converts wide strings itself");
                    }
                    RequireShowable(field.Type);
                }
                break;
        }
    }

    private void Emit(string statement) => Line(_body, statement);

    private static void Line(StringBuilder text, string statement) =>
        text.Append("    ").Append(statement).Append('\n');

    private string NewName(string stem) =>
        string.Create(CultureInfo.InvariantCulture, $"{stem}{_names++}");
}
