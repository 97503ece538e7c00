using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>Calls through libffi: every signature, variadic ones and long doubles included, at ten times a raw call's cost.</summary>
public sealed class LibffiBackend : ICallBackend
{
    private LibffiBackend() { }

    /// <summary>The only one: it has no state.</summary>
    public static LibffiBackend Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "libffi";

    /// <inheritdoc/>
    public bool CanCall(Signature signature, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(signature);
        // A closure may take such an argument: there it is C that aligns the stack.
        if (signature.Function.Convention is CallConvention.MicrosoftX64)
        {
            reason = WhyNoMicrosoftCall(signature);
            return reason is null;
        }
        reason =
            LibffiPlan.WhyNot(signature)
            ?? signature
                .Arguments.Where(type =>
                    SysVClassifier.Classify(type) is { Carriage: Carriage.Memory, Alignment: > 16 }
                )
                .Select(type =>
                    $"{type} must be aligned to more than 16 bytes on the stack, which libffi does not do"
                )
                .FirstOrDefault()
            ?? WhyOverwritten(signature);
        return reason is null;
    }

    private static string? WhyNoMicrosoftCall(Signature signature)
    {
        if (LibffiLibrary.WhyNot is { } missing)
        {
            return missing;
        }
        if (HostAbi.Current != TargetAbi.LinuxX64)
        {
            return $"the Microsoft x64 convention is for x86-64 machines, not for {HostAbi.Current}";
        }
        if (signature.Arguments.Length > LibffiPlan.MostArguments)
        {
            return $"{signature.Arguments.Length} arguments; at most {LibffiPlan.MostArguments} can be passed";
        }
        return signature.Arguments.Any(type => Layout.Of(type, HostAbi.Current).Alignment > 16)
            ? "an argument must be aligned to more than 16 bytes, which the copy that it travels in is not"
            : null;
    }

    // libffi 3.4 copies a struct's first eightbyte to its integer register with all 16 bytes, and behind the sixth lies xmm0. A generated
    // shape found it; closures are not concerned.
    private static string? WhyOverwritten(Signature signature)
    {
        var integers = signature.ResultPassing.Carriage is Carriage.Memory ? 1 : 0;
        var sse = 0;
        foreach (var passing in signature.Passings)
        {
            if (passing.Carriage is not Carriage.Registers)
            {
                continue;
            }
            var (moreIntegers, moreSse) = (
                passing.Count(Eightbyte.Integer),
                passing.Count(Eightbyte.Sse)
            );
            if (integers + moreIntegers > 6 || sse + moreSse > 8)
            {
                continue;
            }
            if (
                passing is { First: Eightbyte.Integer, Second: Eightbyte.Sse }
                && integers == 5
                && sse > 0
            )
            {
                return "a struct of an integer and a float would begin in the sixth integer register, where libffi overwrites the first float";
            }
            integers += moreIntegers;
            sse += moreSse;
        }
        return null;
    }

    /// <inheritdoc/>
    public PreparedCall Prepare(Signature signature) =>
        CanCall(signature, out var reason)
            ? signature.Function.Convention is CallConvention.MicrosoftX64
                ? new MicrosoftCall(signature)
                : new LibffiCall(signature)
            : throw new UnsupportedCallException($"{signature}: {reason}");
}

internal sealed unsafe class LibffiCall : PreparedCall
{
    private readonly LibffiPlan _plan;

    // For each argument: its place among libffi's times two, and 1 more where its slot holds its address; -1 for one that does not travel.
    private readonly int[] _places;
    private readonly int _narrowResult;

    public LibffiCall(Signature signature)
        : base(signature)
    {
        _plan = new LibffiPlan(signature);
        _places =
        [
            .. signature.Arguments.Zip(
                _plan.Positions,
                (type, position) =>
                    position < 0 ? -1 : (position * 2) + (CallFrame.HoldsAddressOf(type) ? 1 : 0)
            ),
        ];
        _narrowResult = _plan.ResultFormat?.Size ?? 0;
    }

    [SkipLocalsInit]
    public override void Invoke(nint function, CallFrame frame, nint result, bool swapErrno = false)
    {
        var places = _places;
        if (frame.Slots.Length < places.Length)
        {
            throw TooFew(frame.Slots.Length);
        }
        var values = stackalloc void*[_plan.Count];
        var register = 0UL;
        // libffi widens a narrow integer to a register; every other result it writes in its own size.
        var into = _narrowResult == 0 ? (void*)result : &register;
        fixed (ulong* slots = frame.Slots)
        {
            for (var i = 0; i < places.Length; i++)
            {
                var place = places[i];
                if (place >= 0)
                {
                    values[place >> 1] = (place & 1) == 0 ? slots + i : (void*)slots[i];
                }
            }
            if (_plan.ReturnsInMemory)
            {
                // The callee gives the address back, in a register.
                values[0] = &result;
                into = &register;
            }
            if (swapErrno)
            {
                CallWithErrno((void*)function, into, values);
            }
            else
            {
                Libffi.ffi_call(_plan.Cif, (void*)function, into, values);
            }
        }
        switch (_narrowResult)
        {
            case 1:
                *(byte*)result = (byte)register;
                break;
            case 2:
                *(ushort*)result = (ushort)register;
                break;
            case 4:
                *(uint*)result = (uint)register;
                break;
        }
        // The plan's memory is freed with it.
        GC.KeepAlive(_plan);
    }

    // Nothing may come between errno and the call.
    private void CallWithErrno(void* function, void* result, void** values)
    {
        var outside = Marshal.GetLastSystemError();
        Marshal.SetLastSystemError(Errno.Get());
        Libffi.ffi_call(_plan.Cif, function, result, values);
        Errno.Set(Marshal.GetLastSystemError());
        Marshal.SetLastSystemError(outside);
    }
}
