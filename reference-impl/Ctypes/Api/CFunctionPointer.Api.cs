using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

// What a .NET program does with a function.
public sealed unsafe partial class CFunctionPointer
{
    /// <summary>The same function pointer, with the caller's word that a function of its type is where it points.</summary>
    /// <remarks>
    /// Needed for an address that C computed, or that was cast from a number: functions found by name, exported ones and callbacks are known.
    /// </remarks>
    public override CFunctionPointer Trusted() =>
        new(Type, Address, Size)
        {
            Base = this,
            IsTrusted = true,
            Plan = Plan,
        };

    /// <summary>Says what the function takes and gives: <c>restype</c> and <c>argtypes</c>.</summary>
    /// <param name="result">Null for C's <c>void</c>. A pointer given as <see cref="CtypesType.TrustedPointer"/> can be followed at once.</param>
    /// <param name="parameters">Further arguments may follow those: the function is variadic then, and C's promotions apply.</param>
    /// <returns>The function itself; every holder of this object sees it.</returns>
    public CFunctionPointer Declare(CtypesType? result, params CtypesType[] parameters)
    {
        Plan = Plan with { Result = result, Parameters = [.. parameters] };
        return this;
    }

    /// <summary>Calls the function.</summary>
    /// <param name="arguments">
    /// By the declared types, as an assignment takes them. Where none is declared, the C# type says it: <see cref="int"/>,
    /// <see cref="long"/>, <see cref="double"/> and the like are C's of that width (C's promotions apply), a <see cref="string"/> is NUL-terminated
    /// UTF-8, an <see cref="nint"/> a pointer. An array of numbers is pinned and passed as it is: C may write it. A delegate is a callback for as long as the
    /// call lasts; what it throws is thrown again when C has returned.
    /// </param>
    /// <returns>As <see cref="CData.this[string]"/> reads; null for <c>void</c>. Undeclared, C's <c>int</c>.</returns>
    /// <exception cref="PythonException"><c>ArgumentError</c>: an argument that does not fit.</exception>
    /// <exception cref="CMemoryException">An argument in, or a pointer to, memory that may not be touched.</exception>
    public object? Call(params object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var plan = Plan;
        var parameters = plan.Parameters ?? ImmutableArray<CtypesType>.Empty;
        var values = new Value[arguments.Length];
        using var scope = new CallScope();
        for (var i = 0; i < values.Length; i++)
        {
            var declared = i < parameters.Length ? parameters[i] : null;
            values[i] = scope.ToArgument(arguments[i], declared, Type.Types);
        }
        var result = Calls.Call(this, values, keywords: []);
        scope.Rethrow();
        return NetValues.ToNet(result, plan.Result);
    }
}

/// <summary>What lives as long as one call: pinned arrays, callbacks, and what those threw.</summary>
internal sealed class CallScope : IDisposable
{
    private readonly List<GCHandle> _pins = [];
    private readonly List<CCallback> _callbacks = [];
    private readonly List<nint> _texts = [];
    private ExceptionDispatchInfo? _thrown;

    public Value ToArgument(object? argument, CtypesType? declared, TypeSet types)
    {
        switch (argument)
        {
            case Delegate function:
                var session = CtypesSession.Of(types);
                var type = declared is { Kind: TypeKind.Function } ? declared : null;
                var callback = session.MakeCallback(type, function, Note);
                _callbacks.Add(callback);
                return callback.Pointer;
            case Array array when ElementOf(array, declared, types) is { } element:
                return Pinned(array, types.Array(element, array.Length));
        }
        return declared is null
            ? Undeclared(argument, types)
            : NetValues.ToValue(argument, declared, types);
    }

    /// <summary>Throws what a callback threw first.</summary>
    public void Rethrow() => _thrown?.Throw();

    public void Note(Exception error) => _thrown ??= ExceptionDispatchInfo.Capture(error);

    public nint Pin(Array? array)
    {
        if (array is null)
            return 0;
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        _pins.Add(pin);
        return pin.AddrOfPinnedObject();
    }

    /// <summary>A copy as C has text.</summary>
    public nint Text(string? text)
    {
        if (text is null)
            return 0;
        // A NUL would end the text for C, and nobody would know.
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("text for C cannot hold a NUL", nameof(text));
        var copy = Marshal.StringToCoTaskMemUTF8(text);
        _texts.Add(copy);
        return copy;
    }

    public nint Bind(CtypesSession session, Delegate? function)
    {
        if (function is null)
            return 0;
        var callback = session.MakeCallback(type: null, function, Note);
        _callbacks.Add(callback);
        return callback.Address;
    }

    public void Dispose()
    {
        foreach (var pin in _pins)
            pin.Free();
        foreach (var callback in _callbacks)
            callback.Dispose();
        foreach (var text in _texts)
            Marshal.FreeCoTaskMem(text);
    }

    // Sound: pinned until the call has ended, and the object is given to nobody else.
    private unsafe Value Pinned(Array array, CtypesType type)
    {
        _ = Ops<NetHost, Value>.Borrow(type, (byte*)Pin(array), out var data);
        return data;
    }

    /// <returns>Null for an array whose memory C cannot have.</returns>
    private static CtypesType? ElementOf(Array array, CtypesType? declared, TypeSet types) =>
        array switch
        {
            { Rank: not 1 } => null,
            _ when declared is { Kind: TypeKind.Pointer, Element: { IsAggregate: true } element } =>
                StructMapping.Known(element) == array.GetType().GetElementType() ? element : null,
            byte[] when declared?.Element is { Kind: TypeKind.Simple, Code: 'B' } unsigned =>
                unsigned,
            byte[] => types.Char,
            sbyte[] => types.SignedChar,
            short[] => types.Short,
            ushort[] => types.UnsignedShort,
            int[] => types.Int,
            uint[] => types.UnsignedInt,
            long[] => types.Long,
            ulong[] => types.UnsignedLong,
            float[] => types.Float,
            double[] => types.Double,
            _ => null,
        };

    // ctypes refuses floats here and takes every integer for an int; the C# type says more.
    private static Value Undeclared(object? argument, TypeSet types)
    {
        var type = argument switch
        {
            uint => types.UnsignedInt,
            long => types.Long,
            ulong => types.UnsignedLong,
            nint or nuint => types.VoidPointer,
            float or double => types.Double,
            _ => null,
        };
        var value = NetValues.ToValue(argument, type, types);
        return type is null ? value : Made(type, value);
    }

    private static Value Made(CtypesType type, Value value)
    {
        _ = Calls.Construct(type, [value], keywords: [], out var data);
        return data;
    }
}
