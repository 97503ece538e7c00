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
                return Call(function, arguments, keywords);
            case ValueKind.Other
                when callee.TryAs<PyObject>() is { } target
                    && target.TryGetAttribute("__call__", out var call):
                return Call(call, arguments, keywords);
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
    ) => Ops<NetHost, Value>.Construct(type, arguments, keywords, out data);

    private static Value Call(
        CFunctionPointer function,
        ReadOnlySpan<Value> arguments,
        ReadOnlySpan<KeyValuePair<string, Value>> keywords
    )
    {
        // Its code is gone, and CPython would jump to where it was.
        if (function.Library is { IsUnloaded: true } library)
        {
            throw new PythonException(
                ErrorKind.ValueError,
                $"function {function.Symbol} of {library.Path}, which was unloaded"
            );
        }
        MemoryGuard.CheckCallable(function);
        foreach (var argument in arguments)
            MemoryGuard.Pass(argument);
        _ = Ops<NetHost, Value>.Call(function, arguments, keywords, out var result);
        GC.KeepAlive(function);
        return result;
    }
}
