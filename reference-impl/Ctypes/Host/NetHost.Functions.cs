using System.Runtime.ExceptionServices;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

// Functions, callbacks, and the attributes and errors that they need.
internal readonly partial struct NetHost
{
    public static Lookup Find(Value value, string name, out Value attribute)
    {
        attribute = Value.None;
        var isFound = value.Kind switch
        {
            ValueKind.Data => value.As<CData>().ExtraAttributes is { } own
                && own.TryGetValue(name, out attribute),
            ValueKind.Type => FindOverride(value.As<CtypesType>(), name, out attribute)
                == Lookup.Found,
            ValueKind.Other when value.TryAs<PyObject>() is { } target => target.TryGetAttribute(
                name,
                out attribute
            ),
            ValueKind.Other when value.TryAs<CLibrary>() is { } library && name == "_handle" =>
                Handle(library, out attribute),
            _ => false,
        };
        return isFound ? Lookup.Found : Lookup.Missing;
    }

    private static bool Handle(CLibrary library, out Value handle)
    {
        handle = (long)library.Library.Handle;
        return true;
    }

    public static Lookup FindOverride(CtypesType type, string name, out Value attribute)
    {
        for (var own = type; own is not null; own = own.Base)
        {
            if (own.HostType is PyObject foreign)
                return Find(Value.Of(foreign), name, out attribute);
            // Nearly always empty, and asked for every argument.
            if (
                own.ClassAttributes.Count > 0
                && own.ClassAttributes.TryGetValue(name, out var found)
            )
            {
                attribute = (Value)found!;
                return Lookup.Found;
            }
        }
        attribute = Value.None;
        return Lookup.Missing;
    }

    public static bool IsCallable(Value value) =>
        value.Kind is ValueKind.Callable or ValueKind.Type
        || value.TryAs<CFunctionPointer>() is not null
        || (value.TryAs<PyObject>() is { } target && target.TryGetAttribute("__call__", out _));

    public static CtypesType TypeFor(TypeSet types, Value value) =>
        value.TryAs<CtypesType>()
        ?? ((CtypesSession)types.Host!).ForeignTypes.GetValue(
            value.As<object>(),
            target => types.Foreign(value.ClassName, target)
        );

    public static Value ForeignOf(CtypesType type) => Value.Of(type.HostType);

    public static CallPlan PlanOf(Value function) => function.As<CFunctionPointer>().Plan;

    public static void SetPlan(Value function, CallPlan plan) =>
        function.As<CFunctionPointer>().Plan = plan;

    public static Value FunctionSlotOf(Value function, FunctionSlot slot) =>
        slot switch
        {
            FunctionSlot.ArgumentTypes => function
                .As<CFunctionPointer>()
                .ArgumentTypes.GetValueOrDefault(),
            FunctionSlot.ErrorCheck => function.As<CFunctionPointer>().ErrorCheck,
            _ => function.As<CFunctionPointer>().ParameterFlags,
        };

    public static void SetFunctionSlot(Value function, FunctionSlot slot, Value value)
    {
        var pointer = function.As<CFunctionPointer>();
        switch (slot)
        {
            case FunctionSlot.ArgumentTypes:
                pointer.ArgumentTypes = value.IsNone ? default(Value?) : value;
                break;
            case FunctionSlot.ErrorCheck:
                pointer.ErrorCheck = value;
                break;
            default:
                pointer.ParameterFlags = value;
                break;
        }
    }

    // .NET has no lock that a call would have to give up.
    public static nint BeginForeignCall(bool keepsLock) => 0;

    public static bool EndForeignCall(nint state, bool keepsLock) => true;

    public static Value NewThunk(Value callable) => Value.Of(new CallbackThunk(callable));

    public static void SetClosure(Value thunk, Closure closure) =>
        thunk.As<CallbackThunk>().Closure = closure;

    public static Value CallableOf(Value thunk) => thunk.As<CallbackThunk>().Callable;

    public static void KeepResult(Value thunk, Value kept) =>
        thunk.As<CallbackThunk>().KeepResult(kept);

    public static Value TakeError(Exception? thrown) =>
        Value.Of(
            (object?)(thrown as PythonException)
                ?? new PythonException(ErrorKind.SystemError, thrown?.ToString() ?? "no error")
        );

    public static bool RestoreError(Value error)
    {
        ExceptionDispatchInfo.Throw(error.As<PythonException>());
        return false;
    }

    public static void DescribeError(Value error, out string className, out string text)
    {
        var exception = error.As<PythonException>();
        className = exception.ClassName;
        text = exception.Message;
    }

    public static bool Warn(CtypesType function, string text)
    {
        Session(function).AddWarning("RuntimeWarning", text);
        return true;
    }

    public static void ReportUnraised(
        CtypesType function,
        Value error,
        string text,
        Value subject
    ) => Session(function).AddUnraised(new(error.As<PythonException>(), text, subject));
}
