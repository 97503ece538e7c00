using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>Calls of fixtures and through pointers, and callbacks whose bodies C can run.</summary>
internal sealed partial class CProgramLowering
{
    private COperand CallFixture(string name, ImmutableArray<Expression> arguments)
    {
        var function = _program.Functions.First(f => f.Name == name);
        if (function.Prototype is not { } prototype)
        {
            throw new InexpressibleException($"{name} has no prototype");
        }
        var type = _types.Function(prototype.Parameters, prototype.Result);
        if (!_externs.TryGetValue(name, out var c))
        {
            // Another program may give the same symbol another prototype: the C name is this program's own.
            c = $"{_prefix}_fn{_externs.Count}";
            var parameters = _types.ParameterList(type.Parameters);
            parameters += prototype.IsVariadic ? ", ..." : "";
            CompleteAll(type);
            _declarations.Append(
                CultureInfo.InvariantCulture,
                $"extern {_types.CName(type.Result)} {c}({parameters}) __asm__(\"{function.Symbol}\");\n"
            );
            _externs[name] = c;
        }
        _calls = true;
        return Call(c, type, prototype.IsVariadic, arguments);
    }

    private COperand CallPointer(
        CObject callee,
        CFunctionType type,
        ImmutableArray<Expression> arguments
    )
    {
        CompleteAll(type);
        return Call(callee.LValue, type, isVariadic: false, arguments);
    }

    private void CompleteAll(CFunctionType type)
    {
        foreach (var part in type.Parameters.Append(type.Result))
        {
            _types.Complete(part);
        }
    }

    private COperand Call(
        string function,
        CFunctionType type,
        bool isVariadic,
        ImmutableArray<Expression> arguments
    )
    {
        if (
            arguments.Length < type.Parameters.Length
            || (arguments.Length > type.Parameters.Length && !isVariadic)
        )
        {
            throw new InexpressibleException("the prototype has another number of parameters");
        }
        ImmutableArray<COperand> values = [.. arguments.Select(Evaluate)];
        var passed = values.Select(
            (value, i) =>
                i < type.Parameters.Length ? Argument(type.Parameters[i], value) : Promoted(value)
        );
        var call = $"{function}({string.Join(", ", passed)})";
        switch (type.Result)
        {
            case CVoidType:
                Emit($"{call};");
                return new CNone();
            case CScalarType { Subclass: null } scalar:
                return Temporary(scalar.Info.Kind, scalar.Info.C, call);
            case var result:
                var created = New(result);
                Emit($"{created.LValue} = {call};");
                return created;
        }
    }

    /// <summary>What <c>argtypes</c> lets through, as C passes it.</summary>
    private string Argument(CLoweredType type, COperand value) =>
        (type, value) switch
        {
            (CPointerType pointer, CReference reference)
                when reference.Target.Key == pointer.Target.Key => reference.Address,
            (CPointerType pointer, CObject data) when data.Type.Key == pointer.Target.Key =>
                data.Address,
            (CAggregateType, CObject data) when data.Type.Key == type.Key => data.LValue,
            (CScalarType { Info.Label: "P8" }, CReference reference) => reference.Address,
            (
                CScalarType { Info.Label: "P8" },
                CObject { Type: CPointerType or CFunctionType } data
            ) => data.LValue,
            (CScalarType { Info.Label: "P8" }, CObject { Type: CArrayType } data) => data.Address,
            (CScalarType { Info.Label: "z8" }, CBytesLiteral literal) => FreshString(literal.Value),
            (
                CScalarType { Info.Label: "z8" },
                CObject { Type: CArrayType { IsCharacters: true } } data
            ) => $"&{data.LValue}[0]",
            _ => Converted(type, value),
        };

    /// <summary>A string in writable memory of its own, as C code would make it for a callee that may write.</summary>
    private string FreshString(ImmutableArray<byte> bytes)
    {
        var name = NewName("t");
        Emit($"static char {name}[] = {CLowering.BytesLiteral(bytes)};");
        return name;
    }

    /// <summary>An argument beyond the declared ones: ctypes passes a Python integer as int, C promotes the rest.</summary>
    private static string Promoted(COperand value) =>
        value switch
        {
            CIntegerLiteral literal => $"(int){IntegerText(literal.Value)}",
            CValue { Kind: PythonKind.Integer or PythonKind.Boolean } scalar =>
                $"(int){scalar.Expression}",
            CObject { Type: CScalarType or CPointerType or CAggregateType } data => data.LValue,
            _ => throw new InexpressibleException("ctypes alone knows what that is passed as"),
        };

    private string GlobalVariable(CLoweredType type, string symbol)
    {
        var key = $"variable {symbol} {type.Key}";
        if (!_externs.TryGetValue(key, out var c))
        {
            c = $"{_prefix}_fn{_externs.Count}";
            // First, for it declares the type in the same text.
            var complete = _types.Complete(type);
            _declarations.Append(
                CultureInfo.InvariantCulture,
                $"extern {complete} {c} __asm__(\"{symbol}\");\n"
            );
            _externs[key] = c;
        }
        // What is read of the library is state that calls may change.
        _calls = true;
        return c;
    }

    private void LowerCallback(CallbackStep step)
    {
        if (_callback is not null)
        {
            throw new InexpressibleException("a callback made by a callback");
        }
        if (_types.Resolve(step.Prototype) is not CFunctionType type)
        {
            throw new InexpressibleException($"{step.Prototype} is no function type");
        }
        CompleteAll(type);
        var function = $"{_prefix}_{NewName("cb")}";
        var parameters = type.Parameters.Select((t, i) => $"{_types.CName(t)} a{i}").ToList();
        var (outer, outerKeys) = (_body, _keys.Count);
        _body = new StringBuilder();
        _callback = new CallbackScope(
            function,
            type,
            new Dictionary<string, COperand>(StringComparer.Ordinal)
        );
        try
        {
            for (var i = 0; i < step.Parameters.Length; i++)
            {
                _callback.Names[step.Parameters[i]] = Parameter(type.Parameters[i], $"a{i}");
            }
            foreach (var inner in step.Body)
            {
                Lower(inner);
            }
            _callbacks.Append(
                CultureInfo.InvariantCulture,
                $"static {_types.CName(type.Result)} {function}({(parameters.Count == 0 ? "void" : string.Join(", ", parameters))})\n{{\n{_body}}}\n"
            );
        }
        catch (InexpressibleException)
        {
            _keys.RemoveRange(outerKeys, _keys.Count - outerKeys);
            throw;
        }
        finally
        {
            (_body, _callback) = (outer, null);
        }
        var slot = New(type);
        Emit($"{slot.LValue} = {function};");
        Bind(step.Name, slot);
    }

    /// <summary>A by-value aggregate is a private copy that may be kept; it gets storage of its own.</summary>
    private COperand Parameter(CLoweredType type, string name)
    {
        if (type is CScalarType { Subclass: null } scalar)
        {
            return new CValue(scalar.Info.Kind, scalar.Info.C, name);
        }
        var copy = New(type);
        Emit($"{copy.LValue} = {name};");
        return copy;
    }

    private void LowerKeep(KeepStep step)
    {
        if (step.Appends)
        {
            throw new InexpressibleException("C has no list that grows");
        }
        Bind(step.Name, Evaluate(step.Expression));
    }

    private void LowerReturn(ReturnStep step)
    {
        var result = _callback?.Type.Result ?? throw new InexpressibleException("no callback");
        switch (step.Result)
        {
            case ReturnNothing:
                Emit("return;");
                break;
            case ReturnValue { Value: var value }:
                Emit($"return {ReturnedValue(result, Evaluate(value))};");
                break;
            case ReturnSequence { Values: var values }:
                var counter = NewName("t");
                Emit($"static int {counter};");
                var cases = values.Select(
                    (value, i) =>
                        i < values.Length - 1
                            ? $"case {i}: {counter}++; return {ReturnedValue(result, Evaluate(value))};"
                            : $"default: return {ReturnedValue(result, Evaluate(value))};"
                );
                Emit($"switch ({counter}) {{ {string.Join(' ', cases)} }}");
                break;
            case ReturnComparison comparison
                when Evaluate(comparison.Left) is (CValue or CIntegerLiteral) and var left
                    && Evaluate(comparison.Right) is (CValue or CIntegerLiteral) and var right:
                Emit(
                    $"return ({Number(left)} > {Number(right)}) - ({Number(left)} < {Number(right)});"
                );
                break;
            default:
                throw new InexpressibleException("C compares numbers only");
        }
    }

    private static string ReturnedValue(CLoweredType type, COperand value) =>
        value is CObject data && data.Type.Key == type.Key ? data.LValue : Converted(type, value);

    private static string Number(COperand operand) =>
        operand switch
        {
            CValue { Kind: PythonKind.Integer or PythonKind.Boolean or PythonKind.Float } value =>
                value.Expression,
            CIntegerLiteral literal => IntegerText(literal.Value),
            _ => throw new InexpressibleException("C compares numbers only"),
        };
}
