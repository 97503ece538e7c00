namespace Touchstone.Ctypes;

/// <summary>What happens when a value is called.</summary>
internal static class Calls
{
    public static Value Call(
        Value callee,
        ReadOnlySpan<Value> arguments,
        ReadOnlySpan<KeyValuePair<string, Value>> keywords
    )
    {
        switch (callee.Kind)
        {
            case ValueKind.Type:
                _ = Construct(callee.As<CtypesType>(), arguments, keywords, out var made);
                return made;
            case ValueKind.Callable:
                return callee.As<PyCallable>().Call(arguments);
            case ValueKind.Data when callee.TryAs<CFunctionPointer>() is { } function:
                return Call(function, arguments);
            default:
                throw new PythonException(
                    ErrorKind.TypeError,
                    $"'{callee.ClassName}' object is not callable"
                );
        }
    }

    public static bool Construct(
        CtypesType type,
        ReadOnlySpan<Value> arguments,
        ReadOnlySpan<KeyValuePair<string, Value>> keywords,
        out Value data
    ) =>
        NetHost.Allocate(type, out data)
        && Ops<NetHost, Value>.Initialise(data, arguments, keywords);

    private static unsafe Value Call(CFunctionPointer function, ReadOnlySpan<Value> arguments)
    {
        _ = Ops<NetHost, Value>.Call(
            *(nint*)function.Address,
            function.Type.Types,
            function.Plan,
            arguments,
            out var result
        );
        GC.KeepAlive(function);
        return result;
    }
}
