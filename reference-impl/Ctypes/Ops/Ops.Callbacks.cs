using System.Runtime.CompilerServices;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// Python functions that C can call.
public static unsafe partial class Ops<H, R>
{
    /// <summary>Makes a function pointer object of a Python function: it owns the stub, and keeps the function alive.</summary>
    private static bool BindCallback(R pointer, R callable)
    {
        var type = H.TypeOf(pointer);
        if (type.Parameters is not { } parameters)
        {
            return H.Raise(
                ErrorKind.TypeError,
                "cannot construct instance of this class: no argtypes"
            );
        }
        if (!CanReturn(type))
            return H.Raise(ErrorKind.TypeError, "invalid result type for callback function");
        var function = new CFunction(
            type.Result?.CType ?? CVoid.Instance,
            [.. parameters.Select(p => p.Kind == TypeKind.Array ? AddressType : p.CType)]
        );
        // What a result points to must outlive the call; C does not say for how long, so it lives as long as the stub.
        var results = new List<R>();
        Closure closure;
        try
        {
            closure = new Closure(
                function,
                $"{type.Name} of a {H.ClassNameOf(callable)}",
                frame => Answer(type, callable, frame, results),
                (_, error) => H.ReportUnraised(type, error)
            );
        }
        catch (UnsupportedCallException reason)
        {
            return H.Raise(ErrorKind.NotImplementedError, reason.Message);
        }
        Unsafe.WriteUnaligned(H.AddressOf(pointer), closure.Address);
        return Keep(pointer, 0, H.Keeper(closure));
    }

    /// <summary>CPython gives C only simple values; the native profile also aggregates and pointers.</summary>
    private static bool CanReturn(CtypesType type) =>
        type.Result is null or { Kind: TypeKind.Simple }
        || (type.Profile.NativeAbi && type.Result.Kind != TypeKind.Array);

    private static void Answer(CtypesType type, R callable, ClosureFrame frame, List<R> results)
    {
        var parameters = type.Parameters!.Value;
        var arguments = new R[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!ToCallbackArgument(parameters[i], (byte*)frame.Argument(i), out arguments[i]))
            {
                H.ReportUnraised(type, thrown: null);
                return;
            }
        }
        if (
            !H.Invoke(callable, arguments, out var result)
            || !StoreResult(type, (byte*)frame.Result, result, out var kept)
        )
        {
            H.ReportUnraised(type, thrown: null);
            return;
        }
        if (H.KindOf(kept) != ValueKind.None)
            results.Add(kept);
    }

    /// <summary>Unboxed, or a private copy that Python may keep.</summary>
    private static bool ToCallbackArgument(CtypesType type, byte* bytes, out R value)
    {
        if (type.Kind == TypeKind.Simple && !type.IsBoxedSimple)
            return GetScalar(type, bytes, out value);
        if (!H.Construct(type, [], out value))
            return false;
        // An array parameter is a pointer in C, and CPython copies as if it were the array's first bytes.
        var size = type.Kind == TypeKind.Array ? Math.Min(type.Size, sizeof(nint)) : type.Size;
        Buffer.MemoryCopy(bytes, H.AddressOf(value), type.Size, size);
        return true;
    }

    private static bool StoreResult(CtypesType type, byte* address, R value, out R kept)
    {
        kept = H.None;
        if (type.Result is not { } result)
            return true;
        // Unlike a field, a simple result takes no object of its type: only the value.
        return result.Kind == TypeKind.Simple
            ? SetScalar(result, address, value, out kept)
            : Store(result, address, value, out kept);
    }
}
