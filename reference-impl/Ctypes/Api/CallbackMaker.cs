using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>Function pointers that call delegates.</summary>
internal static class CallbackMaker
{
    private delegate void Shim(Delegate target, nint arguments, nint result);

    /// <param name="type">Null: as the delegate's own type says.</param>
    public static CCallback Make(
        CtypesSession session,
        CtypesType? type,
        Delegate function,
        Action<Exception> onError
    )
    {
        ArgumentNullException.ThrowIfNull(function);
        if (type is not null and not { Kind: TypeKind.Function })
        {
            throw new PythonException(
                ErrorKind.TypeError,
                $"{type.Name} is no function pointer type"
            );
        }
        if (DelegateShape.TryOf(session, function.GetType(), out var shape, out var reason))
        {
            if (type is null || Fits(shape, type))
                return Typed(type ?? shape.FunctionType, shape, function, onError);
        }
        else if (type is null)
        {
            throw new CLayoutException($"{function.GetType().Name}: {reason}");
        }
        return ByName(type, function, onError);
    }

    // Whether the C type says the same as the C# type: every place of the same size and class.
    private static bool Fits(DelegateShape shape, CtypesType type)
    {
        var own = shape.FunctionType;
        return type.Parameters is { } parameters
            && parameters.Length == shape.Parameters.Length
            && parameters.Zip(own.Parameters!.Value).All(pair => IsAlike(pair.First, pair.Second))
            && (type.Result is null) == (own.Result is null)
            && (type.Result is null || IsAlike(type.Result, own.Result!));
    }

    private static bool IsAlike(CtypesType one, CtypesType other) =>
        ReferenceEquals(one, other)
        || (
            !one.IsAggregate
            && !other.IsAggregate
            && one.Size == other.Size
            && IsReal(one) == IsReal(other)
        );

    private static bool IsReal(CtypesType type) =>
        type.Code is 'f' or 'd' or 'g' or 'F' or 'D' or 'G';

    private static CCallback Typed(
        CtypesType type,
        DelegateShape shape,
        Delegate function,
        Action<Exception> onError
    )
    {
        var session = CtypesSession.Of(type.Types);
        var cType = new CFunction(
            type.Result?.CType ?? CVoid.Instance,
            [.. type.Parameters!.Value.Select(parameter => parameter.CType)]
        );
        var name = $"{type.Name} of {function.Method.Name}";
        if (
            !shape.IsBlittable
            || !DelegateBinders.TryCreateClosure(
                cType,
                name,
                function,
                out var closure,
                out _,
                Report
            )
        )
        {
            shape.CheckExpressible();
            var shim = (Shim)
                session.CallbackShims.GetOrAdd(
                    shape.DelegateType,
                    static (_, its) => Compile(its),
                    shape
                );
            var count = shape.Parameters.Length;
            closure = new Closure(cType, name, frame => Run(frame, count, shim, function), Report);
        }
        _ = Ops<NetHost, Value>.Allocate(type, out var data);
        var pointer = data.As<CFunctionPointer>();
        unsafe
        {
            *(nint*)pointer.Address = closure.Address;
        }
        pointer.Kept = Kept(closure);
        return new CCallback(pointer, closure);

        void Report(string _, Exception error) => onError(error);
    }

    private static Value Kept(Closure closure)
    {
        var kept = NetHost.NewDictionary();
        _ = NetHost.SetDictionaryItem(kept, "0", Value.Of(closure));
        return kept;
    }

    private static unsafe void Run(ClosureFrame frame, int count, Shim shim, Delegate function)
    {
        var arguments = stackalloc nint[count];
        for (var i = 0; i < count; i++)
            arguments[i] = frame.Argument(i);
        shim(function, (nint)arguments, frame.Result);
    }

    private static Shim Compile(DelegateShape shape)
    {
        var target = Expression.Parameter(typeof(Delegate), "target");
        var arguments = Expression.Parameter(typeof(nint), "arguments");
        var result = Expression.Parameter(typeof(nint), "result");
        var locals = new List<ParameterExpression>();
        var body = new List<Expression>();
        var after = new List<Expression>();
        var passed = new List<Expression>();
        for (var i = 0; i < shape.Parameters.Length; i++)
        {
            var parameter = shape.Parameters[i];
            var place = Bytes.Read(typeof(nint), Bytes.Further(arguments, i * sizeof(long)));
            if (parameter.Passage != Passage.Reference)
            {
                passed.Add(FromC(parameter, place));
                continue;
            }
            var address = Expression.Variable(typeof(nint));
            var copy = Expression.Variable(parameter.Type);
            locals.AddRange(address, copy);
            body.Add(
                Expression.Assign(
                    address,
                    Bytes.NotNull(Bytes.Read(typeof(nint), place), $"parameter {i + 1}")
                )
            );
            body.Add(Expression.Assign(copy, Bytes.Read(parameter.Type, address)));
            passed.Add(copy);
            if (parameter.IsWritten)
                after.Add(Bytes.Write(parameter.Type, address, copy));
        }
        Expression call = Expression.Invoke(Expression.Convert(target, shape.DelegateType), passed);
        if (shape.Result is { } given)
        {
            var value = Expression.Variable(given.Type);
            locals.Add(value);
            call = Expression.Assign(value, call);
            after.Add(
                given.Passage == Passage.Truth
                    ? Bytes.Write(typeof(byte), result, Bytes.OfTruth(value))
                    : Bytes.Write(given.Type, result, value)
            );
        }
        body.Add(call);
        body.AddRange(after);
        body.Add(Expression.Empty());
        return Expression
            .Lambda<Shim>(Expression.Block(locals, body), target, arguments, result)
            .Compile();
    }

    private static Expression FromC(DelegateParameter parameter, Expression place) =>
        parameter.Passage switch
        {
            Passage.Slot or Passage.Memory => Bytes.Read(parameter.Type, place),
            Passage.Truth => Bytes.ToTruth(Bytes.Read(typeof(byte), place)),
            Passage.Text => Bytes.ToText(Bytes.Read(typeof(nint), place)),
            _ => throw new CLayoutException(
                $"a callback cannot take a {parameter.Type.Name}: C does not say how much there is"
            ),
        };

    /// <summary>A delegate with parameters of any class, by the rules of ctypes' own callbacks.</summary>
    private static CCallback ByName(CtypesType type, Delegate function, Action<Exception> onError)
    {
        var expected = function.GetType().GetMethod("Invoke")!.GetParameters();
        var parameters = type.Parameters ?? [];
        if (expected.Length != parameters.Length)
        {
            throw new PythonException(
                ErrorKind.TypeError,
                $"{type.Name} passes {parameters.Length} arguments; the delegate takes {expected.Length}"
            );
        }
        var body = new PyCallable(
            function.Method.Name,
            arguments =>
            {
                try
                {
                    var given = new object?[arguments.Length];
                    for (var i = 0; i < given.Length; i++)
                    {
                        var value = NetValues.ToNet(arguments[i], parameters[i]);
                        given[i] = Converted(value, expected[i].ParameterType);
                    }
                    return NetValues.ToValue(
                        function.DynamicInvoke(given),
                        type.Result,
                        type.Types
                    );
                }
                catch (TargetInvocationException wrapped)
                {
                    onError(wrapped.InnerException!);
                }
                catch (Exception error)
                {
                    // Nothing may cross the C frame above: it goes to whoever listens, and C gets zero.
                    onError(error);
                }
                return Zero(type.Result);
            }
        );
        _ = Calls.Construct(type, [body], keywords: [], out var data);
        var pointer = data.As<CFunctionPointer>();
        return new CCallback(pointer, ClosureOf(pointer));
    }

    private static object? Converted(object? value, Type wanted) =>
        value is IConvertible && wanted.IsPrimitive && wanted != typeof(nint)
            ? Convert.ChangeType(value, wanted, CultureInfo.InvariantCulture)
            : value;

    private static Value Zero(CtypesType? result)
    {
        if (result is null)
            return Value.None;
        _ = Ops<NetHost, Value>.Allocate(result, out var zero);
        if (result.Kind == TypeKind.Simple)
            _ = Ops<NetHost, Value>.GetValue(zero, out zero);
        return zero;
    }

    // The rules keep the stub as what the pointer object keeps alive.
    private static Closure ClosureOf(CFunctionPointer pointer) =>
        pointer
            .Kept.GetValueOrDefault()
            .As<PyDict>()
            .Items.Select(item => item.Value.TryAs<CallbackThunk>()?.Closure)
            .OfType<Closure>()
            .First();
}
