using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes;

/// <summary>The numbers that stand for objects in C memory, where CPython would put a <c>PyObject*</c>.</summary>
/// <remarks>A number is valid while its object lives, and is never given to another.</remarks>
internal static class ObjectHandles
{
    // No small numbers, so that a stray integer is no handle.
    private const long First = 0x7C00_0000_0010;

    private static readonly ConditionalWeakTable<object, Handle> ByObject = [];
    private static readonly ConcurrentDictionary<nint, WeakReference<object>> ByNumber = new();
    private static readonly ConcurrentDictionary<Value, object> Numbers = new();
    private static long _last = First;

    public static nint Of(Value value)
    {
        // Numbers and the like have no identity and nothing that could die: the table keeps a box of each.
        var target =
            value.Kind > ValueKind.Complex
                ? value.As<object>()
                : Numbers.GetOrAdd(value, number => number);
        return ByObject.GetValue(target, Register).Number;
    }

    public static bool TryGet(nint number, out Value value)
    {
        object? target = null;
        var isKnown =
            ByNumber.TryGetValue(number, out var reference) && reference.TryGetTarget(out target);
        value = Value.Of(target);
        return isKnown;
    }

    private static Handle Register(object target)
    {
        var number = Interlocked.Add(ref _last, 16);
        ByNumber[(nint)number] = new WeakReference<object>(target);
        return new Handle((nint)number);
    }

    private sealed class Handle(nint number)
    {
        public nint Number { get; } = number;

#pragma warning disable MA0055 // It lets the table forget an object when it is gone; nothing else can tell.
        ~Handle() => ByNumber.TryRemove(Number, out _);
#pragma warning restore MA0055
    }
}
