using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>What a closure does when C calls it.</summary>
public delegate void ClosureTarget(ClosureFrame frame);

/// <summary>What happens to an exception that would have crossed a C frame. C gets zero.</summary>
/// <param name="name">The closure's.</param>
public delegate void ClosureErrorHandler(string name, Exception error);

/// <summary>One call from C: where its arguments are, and where the result goes.</summary>
/// <remarks>Borrowed: valid until the target returns.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly unsafe ref struct ClosureFrame
{
    private readonly void** _arguments;

    internal ClosureFrame(void** arguments, nint result)
    {
        _arguments = arguments;
        Result = result;
    }

    /// <summary>Zeroed bytes of exactly the result's size, to be filled; no address where the result is <c>void</c>.</summary>
    public nint Result { get; }

    /// <summary>The address of an argument's bytes, of exactly its type's size. They are a copy that belongs to this call.</summary>
    public nint Argument(int index) => (nint)_arguments[index];
}

/// <summary>A C function pointer that calls back into managed code.</summary>
/// <remarks>
/// Owns the stub and keeps the target alive. C may call it from any thread. After Dispose the stub waits in quarantine (the last
/// 1,024 of them): called all the same, it reports its name to the error handler and returns zero.
/// </remarks>
public sealed class Closure : SafeHandle
{
    /// <param name="type">Structs and unions by value may be arguments and results.</param>
    /// <param name="name">For reports.</param>
    /// <param name="onError">Null writes a line to standard error.</param>
    /// <exception cref="UnsupportedCallException">A type that no back-end can take or give by value.</exception>
    public Closure(
        CFunction type,
        string name,
        ClosureTarget target,
        ClosureErrorHandler? onError = null
    )
        : base(invalidHandleValue: 0, ownsHandle: true) => throw new NotSupportedException();

    /// <summary>Borrowed: valid until this closure is disposed.</summary>
    public nint Address => throw new NotSupportedException();

    public override bool IsInvalid => handle == 0;

    /// <summary>Whether closures of this type can be made.</summary>
    public static bool CanCreate(CFunction type, out string? reason) =>
        throw new NotSupportedException();

    protected override bool ReleaseHandle() => throw new NotSupportedException();
}
