using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>The machine code that C calls, and what it needs to find its closure. Outlives the closure by its time in quarantine.</summary>
/// <remarks>
/// Refers to the closure weakly: a target often refers to its own closure, and a strong way round through libffi would keep both
/// for ever.
/// </remarks>
internal sealed unsafe class ClosureStub : IDisposable
{
    // libffi's closures give and take at most two registers, or a complex long double.
    private const int ResultBytes = 32;

    private readonly WeakReference<Closure> _closure;
    private readonly LibffiPlan _plan;
    private readonly int _resultSize;
    private readonly void* _writable;
    private GCHandle _self;
    private volatile ClosureErrorHandler? _afterwards;

    /// <param name="resultSize">Bytes, of the type that the plan was made for.</param>
    public ClosureStub(Closure closure, string name, LibffiPlan plan, int resultSize)
    {
        Name = name;
        _closure = new WeakReference<Closure>(closure);
        _plan = plan;
        _resultSize = resultSize;
        void* code;
        _writable = Libffi.ffi_closure_alloc(Libffi.ClosureSize, &code);
        if (_writable is null)
        {
            throw new UnsupportedCallException($"{name}: libffi has no memory for a closure");
        }
        _self = GCHandle.Alloc(this);
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
        Address = (nint)code;
    }

    public string Name { get; }

    /// <summary>The executable address; libffi may have written the code through another mapping.</summary>
    public nint Address { get; }

    /// <summary>From now on a call is only reported.</summary>
    public void Quarantine(ClosureErrorHandler onCall) => _afterwards = onCall;

    /// <summary>Gives the code back. C may not call it any more.</summary>
    public void Dispose()
    {
        Libffi.ffi_closure_free(_writable);
        _self.Free();
    }

    [SkipLocalsInit]
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Enter(void* cif, void* result, void** arguments, void* self)
    {
        // Sound: libffi hands back what prep was given, and the handle is freed only together with the code.
        var stub = Unsafe.As<ClosureStub>(GCHandle.FromIntPtr((nint)self).Target!);
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

    /// <summary>Lets the closure compute the result, and lets no exception out.</summary>
    private void Run(void** arguments, nint result)
    {
        var bytes = new Span<byte>((void*)result, _resultSize);
        bytes.Clear();
        try
        {
            if (_afterwards is null && _closure.TryGetTarget(out var closure))
            {
                Run(
                    closure,
                    new ClosureFrame(arguments, _plan.Positions, _resultSize == 0 ? 0 : result),
                    bytes
                );
            }
            else
            {
                // Without a handler the closure is collected, but its finalizer has not run yet.
                (_afterwards ?? Closure.WriteLine)(
                    Name,
                    new ObjectDisposedException(Name, "C called it after it was disposed")
                );
            }
        }
        catch (Exception)
        {
            // The handler itself failed: there is nobody left to tell, and a C frame may not see it.
            bytes.Clear();
        }
    }

    private static void Run(Closure closure, ClosureFrame frame, Span<byte> result)
    {
        try
        {
            closure.Run(frame);
        }
        catch (Exception error)
        {
            result.Clear();
            closure.Report(error);
        }
    }

    /// <summary>Hands a result to libffi, which wants narrow integers as wide as a register.</summary>
    private void Return(byte* from, void* result)
    {
        if (_plan.ResultFormat is not { } format)
        {
            Buffer.MemoryCopy(from, result, _resultSize, _resultSize);
            return;
        }
        var isSigned = format.Class is ScalarClass.Signed;
        *(long*)result = format.Size switch
        {
            1 => isSigned ? *(sbyte*)from : *from,
            2 => isSigned ? *(short*)from : *(ushort*)from,
            _ => isSigned ? *(int*)from : *(uint*)from,
        };
    }
}
