using Touchstone.Ffi;

namespace Touchstone.Ctypes;

/// <summary>A C function pointer that calls a delegate: good until it is disposed.</summary>
/// <remarks>
/// Keep it for as long as C may call; C may do so from any thread. Afterwards the stub waits in quarantine (the last 1,024 of
/// them): called all the same, it reports the mistake to the error handler and returns zero.
/// </remarks>
public sealed class CCallback : IDisposable
{
    private readonly Closure _closure;

    internal CCallback(CFunctionPointer pointer, Closure closure)
    {
        Pointer = pointer;
        _closure = closure;
    }

    /// <summary>What C calls. Borrowed: valid until this callback is disposed.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public nint Address => _closure.Address;

    /// <summary>The function pointer as an object, for fields and arguments; keeps the callback.</summary>
    public CFunctionPointer Pointer { get; }

    /// <summary>Ends the callback.</summary>
    public void Dispose() => _closure.Dispose();
}
