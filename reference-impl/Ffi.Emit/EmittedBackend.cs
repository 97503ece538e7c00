using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi.Emit;

/// <summary>Calls by code made at run time for one signature each. CoreCLR on System V x86-64 only.</summary>
/// <remarks>
/// Making a call ready costs some 50 µs, so the universal back-end stays the default; what this one is for are typed delegates
/// (<see cref="EmittedBinder"/>), which nothing can make without.
/// </remarks>
public sealed class EmittedBackend : ICallBackend
{
    private EmittedBackend() { }

    /// <summary>The only one: it has no state.</summary>
    public static EmittedBackend Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "emitted";

    /// <summary>Registers the typed delegates of this assembly with <see cref="DelegateBinders"/>, and this back-end as the last
    /// of <see cref="CallBackends.All"/>. More than once does no harm.</summary>
    public static void Register()
    {
        DelegateBinders.Register(EmittedBinder.Instance);
        CallBackends.Append(Instance);
    }

    /// <inheritdoc/>
    public bool CanCall(Signature signature, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(signature);
        reason = WhyNot(signature);
        return reason is null;
    }

    /// <inheritdoc/>
    public PreparedCall Prepare(Signature signature) =>
        CanCall(signature, out var reason)
            ? new EmittedCall(signature)
            : throw new UnsupportedCallException($"{signature}: {reason}");

    // The CLR classifies and passes what the universal back-end's compiled calls do, so the same rules hold.
    internal static string? WhyNot(Signature signature) =>
        !RuntimeFeature.IsDynamicCodeCompiled ? "this runtime compiles no code at run time"
        : UniversalBackend.Instance.CanCall(signature, out var reason) ? null
        : reason;
}

/// <summary>A call of the emitted back-end.</summary>
internal sealed unsafe class EmittedCall : PreparedCall
{
    private readonly CallStub _stub;
    private readonly int _slots;

    public EmittedCall(Signature signature)
        : base(signature)
    {
        _slots = signature.Arguments.Length;
        _stub = CallEmitter.FromSlots(signature);
        Warm();
    }

    public override void Invoke(nint function, CallFrame frame, nint result, bool swapErrno = false)
    {
        var slots = frame.Slots;
        if (slots.Length < _slots)
        {
            throw TooFew(slots.Length);
        }
        fixed (ulong* first = &MemoryMarshal.GetReference(slots))
        {
            if (swapErrno)
            {
                var errno = ErrnoSwap.Begin();
                _stub(function, first, (void*)result, &errno);
                errno.End();
            }
            else
            {
                _stub(function, first, (void*)result, null);
            }
        }
    }

    /// <summary>Lets the runtime compile all that a first call needs, which may set errno, with a function that takes nothing.</summary>
    private void Warm()
    {
        var largest = Signature.ResultSize;
        foreach (var passing in Signature.Passings)
        {
            largest = Math.Max(largest, passing.Size);
        }
        using var block = NativeBlock.Allocate(largest);
        var slots = new ulong[_slots];
        for (var i = 0; i < _slots; i++)
        {
            slots[i] = CallFrame.HoldsAddressOf(Signature.Arguments[i]) ? (ulong)block.Address : 0;
        }
        fixed (ulong* first = slots)
        {
            _stub(ErrnoSwap.Function, first, (void*)block.Address, null);
        }
    }
}
