using System.Diagnostics.CodeAnalysis;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>The binder of this process, if a program has registered one. Without one, calls and closures go by slots.</summary>
public static class DelegateBinders
{
    private static IDelegateBinder? s_current;

    /// <summary>The binder registered last; null where there is none.</summary>
    public static IDelegateBinder? Current => Volatile.Read(ref s_current);

    /// <summary>Takes the place of the binder that was registered before; delegates that one made stay as they are.</summary>
    public static void Register(IDelegateBinder binder)
    {
        ArgumentNullException.ThrowIfNull(binder);
        Volatile.Write(ref s_current, binder);
    }

    /// <inheritdoc cref="IDelegateBinder.Bind"/>
    /// <typeparam name="TDelegate">A delegate type that fits the C function: see <see cref="IDelegateBinder"/>.</typeparam>
    /// <param name="bound">The delegate; null where there is no binder, or it cannot do this pair of types.</param>
    /// <param name="reason">Why not, in a sentence.</param>
    public static bool TryBind<TDelegate>(
        nint address,
        CFunction function,
        [NotNullWhen(true)] out TDelegate? bound,
        [NotNullWhen(false)] out string? reason,
        bool swapErrno = false
    )
        where TDelegate : Delegate
    {
        bound = null;
        if (!CanBind(typeof(TDelegate), function, out var binder, out reason))
        {
            return false;
        }
        bound = (TDelegate)binder.Bind(address, function, typeof(TDelegate), swapErrno);
        return true;
    }

    /// <inheritdoc cref="IDelegateBinder.CreateClosure"/>
    /// <param name="closure">The function pointer's owner; null where there is no binder, or it cannot do this pair of types.</param>
    /// <param name="reason">Why not, in a sentence.</param>
    public static bool TryCreateClosure(
        CFunction function,
        string name,
        Delegate target,
        [NotNullWhen(true)] out Closure? closure,
        [NotNullWhen(false)] out string? reason,
        ClosureErrorHandler? onError = null
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        closure = null;
        if (!CanBind(target.GetType(), function, out var binder, out reason))
        {
            return false;
        }
        closure = binder.CreateClosure(function, name, target, onError);
        return true;
    }

    private static bool CanBind(
        Type delegateType,
        CFunction function,
        [NotNullWhen(true)] out IDelegateBinder? binder,
        [NotNullWhen(false)] out string? reason
    )
    {
        binder = Current;
        if (binder is null)
        {
            reason = "no delegate binder is registered: typed delegates need Ffi.Emit";
            return false;
        }
        return binder.CanBind(delegateType, function, out reason);
    }
}
