using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using Touchstone.Ffi;

namespace Touchstone.Ctypes.Tests;

// Objects, attributes, functions and errors.
internal readonly unsafe partial struct TinyHost
{
    private static readonly ConcurrentDictionary<nint, WeakReference<object>> Objects = new();
    private static readonly ConditionalWeakTable<object, object> Handles = [];
    private static readonly ConcurrentDictionary<Value, object> Numbers = new();
    private static readonly ConditionalWeakTable<object, CtypesType> ForeignTypes = [];
    private static long _lastHandle = 0x7A00_0000_0010;

    public static CtypesType TypeOf(object? data) => ((TinyData)data!).Type;

    public static byte* AddressOf(object? data) => ((TinyData)data!).Address;

    public static nint SizeOf(object? data) => ((TinyData)data!).Size;

    public static bool BaseOf(object? data, out object? owner)
    {
        owner = ((TinyData)data!).Base;
        return owner is not null;
    }

    public static nint IndexOf(object? data) => ((TinyData)data!).Index;

    public static bool OwnsMemory(object? data) => ((TinyData)data!).Memory is not null;

    public static bool Allocate(CtypesType type, out object? data)
    {
        var memory = new TinyMemory(type.Size);
        data = new TinyData(type, memory.Address) { Memory = memory };
        return true;
    }

    public static bool Construct(
        CtypesType type,
        ReadOnlySpan<object?> arguments,
        out object? data
    ) => Ops<TinyHost, object?>.Construct(type, arguments, [], out data);

    public static bool View(
        CtypesType type,
        byte* address,
        object? owner,
        nint index,
        out object? data
    )
    {
        data = new TinyData(type, address) { Base = (TinyData)owner!, Index = index };
        return true;
    }

    public static bool Borrow(CtypesType type, byte* address, out object? data)
    {
        data = new TinyData(type, address);
        return true;
    }

    public static bool Reallocate(object? data, nint size)
    {
        var target = (TinyData)data!;
        if (size > int.MaxValue)
            return Raise(ErrorKind.MemoryError, "");
        var memory = new TinyMemory(size);
        var kept = nint.Min(target.Size, size);
        Buffer.MemoryCopy(target.Address, memory.Address, kept, kept);
        target.Former.Add(target.Memory!);
        target.Memory = memory;
        target.Address = memory.Address;
        target.Size = size;
        return true;
    }

    public static bool FindOwn(object? data, string name, out object? value) =>
        ((TinyData)data!).Own.TryGetValue(name, out value);

    public static void SetOwn(object? data, string name, object? value) =>
        ((TinyData)data!).Own[name] = value;

    public static bool RemoveOwn(object? data, string name) => ((TinyData)data!).Own.Remove(name);

    public static object? OwnAttributes(object? data)
    {
        var attributes = new PyDict();
        foreach (var (name, value) in ((TinyData)data!).Own)
            attributes[name] = Wrap(value);
        return attributes;
    }

    public static bool UpdateOwn(object? data, object? attributes)
    {
        foreach (var (name, value) in ((PyDict)attributes!).Items)
            SetOwn(data, name.ToString(), Unwrap(value));
        return true;
    }

    public static bool KeptBy(object? data, out object? kept)
    {
        kept = ((TinyData)data!).Kept;
        return ((TinyData)data!).HasKept;
    }

    public static void SetKept(object? data, object? kept)
    {
        ((TinyData)data!).HasKept = true;
        ((TinyData)data!).Kept = kept;
    }

    public static object? NewDictionary() => new PyDict();

    public static bool SetDictionaryItem(object? dictionary, string key, object? value)
    {
        ((PyDict)dictionary!)[key] = Wrap(value);
        return true;
    }

    public static bool SetDictionaryItem(object? dictionary, object? keyAndValue)
    {
        ((PyDict)dictionary!)[Wrap(keyAndValue)] = Wrap(keyAndValue);
        return true;
    }

    public static object? Keeper(object target) => target;

    public static bool SetAttribute(object? target, string name, object? value) =>
        Ops<TinyHost, object?>.SetAttribute(target, name, value);

    public static Lookup Find(object? value, string name, out object? attribute)
    {
        attribute = null;
        switch (value)
        {
            case TinyData data:
                return data.Own.TryGetValue(name, out attribute) ? Lookup.Found : Lookup.Missing;
            case CtypesType type:
                return FindOverride(type, name, out attribute);
            case TinyLibrary library when name == "_handle":
                attribute = new BigInteger(library.Handle);
                return Lookup.Found;
            case PyObject other:
                try
                {
                    if (!other.TryGetAttribute(name, out var found))
                        return Lookup.Missing;
                    attribute = Unwrap(found);
                    return Lookup.Found;
                }
                catch (PythonException error)
                {
                    Error = error;
                    return Lookup.Failed;
                }
            default:
                return Lookup.Missing;
        }
    }

    public static Lookup FindOverride(CtypesType type, string name, out object? attribute)
    {
        for (var own = type; own is not null; own = own.Base)
        {
            if (own.Kind == TypeKind.Foreign)
                return Find(own.HostType, name, out attribute);
            if (own.ClassAttributes.TryGetValue(name, out attribute))
                return Lookup.Found;
        }
        attribute = null;
        return Lookup.Missing;
    }

    public static bool IsCallable(object? value) =>
        value is PyCallable or CtypesType or TinyData { Type.Kind: TypeKind.Function }
        || Find(value, "__call__", out _) == Lookup.Found;

    public static bool Invoke(object? callable, ReadOnlySpan<object?> arguments, out object? result)
    {
        result = null;
        switch (callable)
        {
            case CtypesType type:
                return Ops<TinyHost, object?>.Construct(type, arguments, [], out result);
            case TinyData function:
                return Call(function, arguments, [], out result);
            case PyCallable body:
                var values = new Value[arguments.Length];
                for (var i = 0; i < values.Length; i++)
                    values[i] = Wrap(arguments[i]);
                try
                {
                    result = Unwrap(body.Call(values));
                    return true;
                }
                catch (PythonException error)
                {
                    Error = error;
                    return false;
                }
            case PyObject when Find(callable, "__call__", out var method) == Lookup.Found:
                return Invoke(method, arguments, out result);
            default:
                return Raise(
                    ErrorKind.TypeError,
                    $"'{ClassNameOf(callable)}' object is not callable"
                );
        }
    }

    public static bool Call(
        TinyData function,
        ReadOnlySpan<object?> arguments,
        ReadOnlySpan<KeyValuePair<string, object?>> keywords,
        out object? result
    ) => Ops<TinyHost, object?>.Call(function, arguments, keywords, out result);

    public static nint HandleOf(object? value)
    {
        var target =
            KindOf(value) <= ValueKind.Complex
                ? Numbers.GetOrAdd(Wrap(value), number => number)
                : value!;
        return (nint)
            Handles.GetValue(
                target,
                added =>
                {
                    var handle = (nint)Interlocked.Add(ref _lastHandle, 16);
                    Objects[handle] = new(added);
                    return handle;
                }
            );
    }

    public static bool FromHandle(nint handle, out object? value)
    {
        value = null;
        if (!Objects.TryGetValue(handle, out var reference) || !reference.TryGetTarget(out value))
            return Raise(ErrorKind.ValueError, "the object is gone");
        if (value is Value number)
            value = Unwrap(number);
        return true;
    }

    public static CtypesType TypeFor(TypeSet types, object? value) =>
        value as CtypesType
        ?? ForeignTypes.GetValue(value!, target => types.Foreign(ClassNameOf(target), target));

    public static object? ForeignOf(CtypesType type) => type.HostType;

    public static CallPlan PlanOf(object? function) =>
        ((TinyData)function!).Plan ??= CallPlan.Of(TypeOf(function));

    public static void SetPlan(object? function, CallPlan plan) =>
        ((TinyData)function!).Plan = plan;

    public static object? FunctionSlotOf(object? function, FunctionSlot slot) =>
        ((TinyData)function!).Slots.GetValueOrDefault(slot);

    public static void SetFunctionSlot(object? function, FunctionSlot slot, object? value) =>
        ((TinyData)function!).Slots[slot] = value;

    public static nint BeginForeignCall(bool keepsLock) => 0;

    public static bool EndForeignCall(nint state, bool keepsLock) => true;

    public static object? NewThunk(object? callable) => new TinyThunk(callable);

    public static void SetClosure(object? thunk, Closure closure) =>
        ((TinyThunk)thunk!).Closure = closure;

    public static object? CallableOf(object? thunk) => ((TinyThunk)thunk!).Callable;

    public static void KeepResult(object? thunk, object? kept) =>
        ((TinyThunk)thunk!).Results.Add(kept);

    public static object? NewArgument(in ArgumentSlot<object?> argument) =>
        new TinyArgument(argument);

    public static ArgumentSlot<object?> ArgumentOf(object? argument, byte* scratch) =>
        ((TinyArgument)argument!).ToSlot(scratch);

    public static bool Raise(ErrorKind kind, string text)
    {
        Error = new PythonException(kind.ToString(), text);
        return false;
    }

    public static object? TakeError(Exception? thrown)
    {
        var taken = thrown as PythonException ?? Error;
        Error = null;
        return taken ?? new PythonException("SystemError", thrown?.ToString() ?? "no error");
    }

    public static bool RestoreError(object? error)
    {
        Error = (PythonException)error!;
        return false;
    }

    public static void DescribeError(object? error, out string className, out string text)
    {
        var exception = (PythonException)error!;
        className = exception.ClassName;
        text = exception.Message;
    }

    public static bool Warn(CtypesType function, string text) => true;

    public static void ReportUnraised(
        CtypesType function,
        object? error,
        string text,
        object? subject
    ) => Unraised.Enqueue(((PythonException)error!).ClassName);
}
