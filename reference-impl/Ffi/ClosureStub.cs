using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>What C calls, and what runs then. Outlives the closure by its time in quarantine.</summary>
/// <remarks>
/// C's side refers to the stub weakly, by a handle that also finds what a finalizer still has to see: the closure keeps the stub
/// alive, and its finalizer hands it to the quarantine. So a target that refers to its own closure does not keep both for ever.
/// </remarks>
internal abstract class ClosureStub : IDisposable
{
    private readonly ClosureErrorHandler _onError;
    private volatile object? _target;

    /// <param name="target">Kept until the quarantine.</param>
    protected ClosureStub(string name, object target, ClosureErrorHandler onError)
    {
        Name = name;
        _target = target;
        _onError = onError;
    }

    public string Name { get; }

    /// <summary>The executable address. Borrowed: valid until <see cref="Dispose"/>.</summary>
    public nint Address { get; protected init; }

    /// <summary>What C's call is for; null once in quarantine, where a call is only reported.</summary>
    protected object? Target => _target;

    /// <summary>From now on a call is only reported.</summary>
    public void Quarantine() => _target = null;

    /// <summary>Gives the code back. C may not call it any more.</summary>
    public abstract void Dispose();

    /// <summary>Tells the handler of what a target threw. Nothing leaves here: it is called where C waits.</summary>
    public void Report(Exception error)
    {
        try
        {
            _onError(Name, error);
        }
        catch (Exception)
        {
            // The handler itself failed: there is nobody left to tell, and a C frame may not see it.
        }
    }

    /// <summary>Reports a call of a closure that is no more.</summary>
    public void ReportLate() =>
        Report(new ObjectDisposedException(Name, "C called it after it was disposed"));

    /// <summary>Lets the target fill the result, which is zeroed before, and again where it throws.</summary>
    /// <param name="result">Bytes of the result; empty for none.</param>
    protected void Run(ClosureFrame frame, Span<byte> result)
    {
        if (_target is not { } target)
        {
            ReportLate();
            return;
        }
        try
        {
            // Sound: the stubs that take frames are made with such targets only.
            Unsafe.As<ClosureTarget>(target)(frame);
        }
        catch (Exception error)
        {
            result.Clear();
            Report(error);
        }
    }
}

/// <summary>A closure of libffi's.</summary>
internal sealed unsafe class LibffiStub : ClosureStub
{
    // libffi's closures give and take at most two registers, or a complex long double.
    private const int ResultBytes = 32;

    private readonly LibffiPlan _plan;
    private readonly int _resultSize;
    private readonly void* _writable;
    private GCHandle _self;

    // The plan's memory has a finalizer of its own, which must not run with the closure's: the stub is called after that.
    private GCHandle _keptPlan;

    public LibffiStub(
        LibffiClosurePlan plan,
        string name,
        ClosureTarget target,
        ClosureErrorHandler onError
    )
        : base(name, target, onError)
    {
        _plan = plan.Libffi;
        _resultSize = plan.Signature.ResultSize;
        void* code;
        _writable = Libffi.ffi_closure_alloc(Libffi.ClosureSize, &code);
        if (_writable is null)
        {
            throw new UnsupportedCallException($"{name}: libffi has no memory for a closure");
        }
        _self = GCHandle.Alloc(this, GCHandleType.WeakTrackResurrection);
        _keptPlan = GCHandle.Alloc(_plan);
        var status = Libffi.ffi_prep_closure_loc(
            _writable,
            _plan.Cif,
            &Enter,
            (void*)GCHandle.ToIntPtr(_self),
            code
        );
        if (status != 0)
        {
            Dispose();
            throw new UnsupportedCallException(
                $"{name}: libffi refuses the closure, with status {status}"
            );
        }
        // libffi may have written the code through another mapping.
        Address = (nint)code;
    }

    public override void Dispose()
    {
        Libffi.ffi_closure_free(_writable);
        _self.Free();
        _keptPlan.Free();
    }

    [SkipLocalsInit]
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Enter(void* cif, void* result, void** arguments, void* self)
    {
        // Sound: libffi hands back what prep was given, and the handle is freed only together with the code.
        var stub = Unsafe.As<LibffiStub>(GCHandle.FromIntPtr((nint)self).Target!);
        if (stub._plan.ReturnsInMemory)
        {
            // The caller's address is the first argument, and the ABI wants it back.
            var place = *(nint*)arguments[0];
            stub.Run(arguments, place);
            *(nint*)result = place;
            return;
        }
        var registers = stackalloc byte[ResultBytes];
        stub.Run(arguments, (nint)registers);
        stub.Return(registers, result);
    }

    private void Run(void** arguments, nint result)
    {
        var bytes = new Span<byte>((void*)result, _resultSize);
        bytes.Clear();
        Run(
            ClosureFrame.OfPointers(arguments, _plan.Positions, _resultSize == 0 ? 0 : result),
            bytes
        );
    }

    /// <summary>Hands a result to libffi, which wants narrow integers as wide as a register.</summary>
    private void Return(byte* from, void* result)
    {
        if (_plan.ResultFormat is not { } format)
        {
            Buffer.MemoryCopy(from, result, _resultSize, _resultSize);
            return;
        }
        *(long*)result = Words.Widen(from, format);
    }
}
