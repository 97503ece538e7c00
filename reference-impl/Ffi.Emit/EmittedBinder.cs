using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Emit;

/// <summary>Typed delegates by emitted code.</summary>
public sealed class EmittedBinder : IDelegateBinder
{
    // By reference, so that a type that nobody uses any more takes its code with it.
    private static readonly ConditionalWeakTable<CFunction, BoundCode> s_code = [];

    private EmittedBinder() { }

    /// <summary>The only one: it shares the code it has made, by C type.</summary>
    public static EmittedBinder Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "emitted";

    /// <inheritdoc/>
    public bool CanBind(
        Type delegateType,
        CFunction function,
        [NotNullWhen(false)] out string? reason
    )
    {
        ArgumentNullException.ThrowIfNull(delegateType);
        ArgumentNullException.ThrowIfNull(function);
        var signature = new Signature(function);
        reason = EmittedBackend.WhyNot(signature) ?? DelegateFit.WhyNot(delegateType, signature);
        return reason is null;
    }

    /// <inheritdoc/>
    public Delegate Bind(
        nint address,
        CFunction function,
        Type delegateType,
        bool swapErrno = false
    )
    {
        var code = s_code.GetOrCreateValue(function);
        lock (code)
        {
            if (!code.Calls.TryGetValue((delegateType, swapErrno), out var method))
            {
                method = MakeCall(function, delegateType, swapErrno);
                code.Calls.Add((delegateType, swapErrno), method);
            }
            return method.CreateDelegate(delegateType, new BoundFunction(address));
        }
    }

    /// <inheritdoc/>
    public Closure CreateClosure(
        CFunction function,
        string name,
        Delegate target,
        ClosureErrorHandler? onError = null
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        var code = s_code.GetOrCreateValue(function);
        EmittedEntry? entry;
        lock (code)
        {
            if (!code.Closures.TryGetValue(target.GetType(), out entry))
            {
                Require(target.GetType(), function);
                entry = ClosureEmitter.Make(new Signature(function), target.GetType());
                code.Closures.Add(target.GetType(), entry);
            }
        }
        return new Closure(new EmittedStub(name, target, onError ?? Closure.WriteLine, entry));
    }

    private static DynamicMethod MakeCall(CFunction function, Type delegateType, bool swapErrno)
    {
        Instance.Require(delegateType, function);
        var invoke = delegateType.GetMethod("Invoke")!;
        var method = CallEmitter.FromParameters(new Signature(function), invoke, swapErrno);
        // Lets the runtime compile all that a first call needs, which may set errno, with a function that takes nothing.
        method
            .CreateDelegate(delegateType, new BoundFunction(ErrnoSwap.Function))
            .DynamicInvoke(new object?[invoke.GetParameters().Length]);
        return method;
    }

    private void Require(Type delegateType, CFunction function)
    {
        if (!CanBind(delegateType, function, out var reason))
        {
            throw new UnsupportedCallException($"{delegateType.Name} for {function}: {reason}");
        }
    }

    /// <summary>The code made for one C type.</summary>
    private sealed class BoundCode
    {
        public Dictionary<(Type Delegate, bool SwapErrno), DynamicMethod> Calls { get; } = [];

        public Dictionary<Type, EmittedEntry> Closures { get; } = [];
    }
}
