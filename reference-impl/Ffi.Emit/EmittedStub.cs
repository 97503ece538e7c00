using System.Reflection.Emit;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi.Emit;

/// <summary>A closure whose code is the runtime's own for a delegate of C's signature.</summary>
/// <remarks>
/// The runtime frees that code with the delegate, and finds the delegate by a handle that tracks resurrection: so it lives as long as this
/// stub, which the closure and then the quarantine keep.
/// </remarks>
internal sealed class EmittedStub : ClosureStub
{
    private Delegate? _native;

    public EmittedStub(
        string name,
        Delegate target,
        ClosureErrorHandler onError,
        EmittedEntry entry
    )
        : base(name, target, onError)
    {
        _native = entry.Method.CreateDelegate(entry.NativeType, this);
        Address = Marshal.GetFunctionPointerForDelegate(_native);
    }

    /// <summary>The typed delegate; null in quarantine.</summary>
    public object? TypedTarget => Target;

    public override void Dispose() => _native = null;
}

/// <summary>What every closure of one pair of types shares.</summary>
/// <param name="Method">Takes the stub, then the registers.</param>
/// <param name="NativeType">A delegate type of C's signature.</param>
internal sealed record EmittedEntry(DynamicMethod Method, Type NativeType);
