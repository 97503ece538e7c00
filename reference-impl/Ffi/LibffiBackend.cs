using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>Calls through libffi: every signature, variadic ones and long doubles included, at ten times a raw call's cost.</summary>
public sealed class LibffiBackend : ICallBackend
{
    private LibffiBackend() { }

    public static LibffiBackend Instance { get; } = new();

    public string Name => "libffi";

    public bool CanCall(Signature signature, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(signature);
        // A closure may take such an argument: there it is C that aligns the stack.
        reason =
            LibffiPlan.WhyNot(signature)
            ?? signature
                .Arguments.Where(type =>
                    SysVClassifier.Classify(type) is { Carriage: Carriage.Memory, Alignment: > 16 }
                )
                .Select(type =>
                    $"{type} must be aligned to more than 16 bytes on the stack, which libffi does not do"
                )
                .FirstOrDefault();
        return reason is null;
    }

    public PreparedCall Prepare(Signature signature) =>
        CanCall(signature, out var reason)
            ? new LibffiCall(signature)
            : throw new UnsupportedCallException($"{signature}: {reason}");
}

internal sealed unsafe class LibffiCall(Signature signature) : PreparedCall(signature)
{
    // libffi writes at least a register, and a pair of them for a struct.
    private const int RegisterBytes = 32;

    private readonly LibffiPlan _plan = new(signature);

    public override void Invoke(nint function, CallFrame frame, nint result, bool swapErrno = false)
    {
        var positions = _plan.Positions;
        if (frame.Slots.Length < positions.Length)
        {
            throw new ArgumentException(
                $"{Signature} takes {positions.Length} arguments; the frame has {frame.Slots.Length}",
                nameof(frame)
            );
        }
        var values = stackalloc void*[_plan.Count + 1];
        var registers = stackalloc byte[RegisterBytes];
        fixed (ulong* slots = frame.Slots)
        {
            if (_plan.ReturnsInMemory)
            {
                values[0] = &result;
            }
            for (var i = 0; i < positions.Length; i++)
            {
                if (positions[i] >= 0)
                {
                    values[positions[i]] = _plan.LiesElsewhere[i] ? (void*)slots[i] : slots + i;
                }
            }
            // From here to the end nothing may come between errno and the call.
            if (swapErrno)
            {
                var outside = Marshal.GetLastSystemError();
                Marshal.SetLastSystemError(Errno.Get());
                Libffi.ffi_call(_plan.Cif, (void*)function, registers, values);
                Errno.Set(Marshal.GetLastSystemError());
                Marshal.SetLastSystemError(outside);
            }
            else
            {
                Libffi.ffi_call(_plan.Cif, (void*)function, registers, values);
            }
        }
        if (!_plan.ReturnsInMemory)
        {
            Buffer.MemoryCopy(registers, (void*)result, Signature.ResultSize, Signature.ResultSize);
        }
        // The plan's memory is freed with it.
        GC.KeepAlive(_plan);
    }
}
