using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>A closure of own machine code: a trampoline, and the entry that its type needs.</summary>
internal sealed unsafe class MachineStub : ClosureStub
{
    private readonly MachinePlan _plan;
    private GCHandle _self;

    public MachineStub(
        MachinePlan plan,
        string name,
        ClosureTarget target,
        ClosureErrorHandler onError
    )
        : base(name, target, onError)
    {
        _plan = plan;
        _self = GCHandle.Alloc(this, GCHandleType.WeakTrackResurrection);
        Address = ClosureTrampolines.Take(
            GCHandle.ToIntPtr(_self),
            ClosureEntries.Of(plan.ResultLoad)
        );
        if (Address == 0)
        {
            _self.Free();
            throw new UnsupportedCallException(
                $"{name}: the system gives no more executable memory"
            );
        }
    }

    /// <summary>What the entries call: the handle, then the frame.</summary>
    public static nint Entry => (nint)(delegate* unmanaged[Cdecl]<nint, byte*, void>)&Enter;

    public override void Dispose()
    {
        ClosureTrampolines.Give(Address);
        _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Enter(nint self, byte* frame)
    {
        try
        {
            // Sound: the trampoline hands over what it was taken with, and the handle is freed only together with it.
            Unsafe.As<MachineStub>(GCHandle.FromIntPtr(self).Target!).Run(frame);
        }
        catch (Exception)
        {
            // Nothing gets here: targets and handlers are caught where they are called. A C frame would end the process.
        }
    }

    private void Run(byte* frame)
    {
        var plan = _plan;
        foreach (ref readonly var piece in plan.Pieces.AsSpan())
        {
            *(ulong*)(frame + piece.To) = *(ulong*)(frame + piece.From);
        }
        var registers = frame + ClosureEntries.Result;
        if (plan.ReturnsInMemory)
        {
            // The caller's address comes in the first integer register, and the ABI wants it back.
            var place = *(nint*)(frame + ClosureEntries.Integers);
            var bytes = new Span<byte>((void*)place, plan.ResultSize);
            bytes.Clear();
            Run(new ClosureFrame(frame, plan.Offsets, place), bytes);
            *(nint*)registers = place;
            return;
        }
        var result = new Span<byte>(registers, MachinePlan.RegisterBytes);
        result.Clear();
        Run(
            new ClosureFrame(frame, plan.Offsets, plan.ResultSize == 0 ? 0 : (nint)registers),
            result
        );
        if (plan.NarrowResult is { } format)
        {
            *(long*)registers = Words.Widen(registers, format);
        }
        else if (plan.ResultBeginsWithPadding)
        {
            *(ulong*)registers = *(ulong*)(registers + 8);
        }
    }
}
