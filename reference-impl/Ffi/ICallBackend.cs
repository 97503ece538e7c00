using System.Diagnostics.CodeAnalysis;

namespace Touchstone.Ffi;

/// <summary>One way to make C calls.</summary>
public interface ICallBackend
{
    /// <summary>By which reasons and measurements tell the back-ends apart: <c>universal</c>, <c>libffi</c>, <c>emitted</c>.</summary>
    string Name { get; }

    /// <summary>Whether this back-end gets this signature right: asked before the call, answered without making it.</summary>
    /// <param name="reason">Why not, in a sentence.</param>
    bool CanCall(Signature signature, [NotNullWhen(false)] out string? reason);

    /// <summary>Does once what every call of the signature needs.</summary>
    /// <exception cref="UnsupportedCallException"><see cref="CanCall"/> says no.</exception>
    PreparedCall Prepare(Signature signature);
}

/// <summary>A signature made ready by a back-end: calls any function of that type, from any thread.</summary>
public abstract class PreparedCall(Signature signature)
{
    /// <summary>What every frame given to <see cref="Invoke"/> must match, slot by slot.</summary>
    public Signature Signature { get; } = signature;

    /// <summary>Calls a C function.</summary>
    /// <param name="function">Its address. Trusted: nothing can check that a function of this signature is there.</param>
    /// <param name="frame">A slot for each of the signature's arguments.</param>
    /// <param name="result">
    /// Where the result goes: exactly <see cref="Signature.ResultSize"/> bytes are written. Aligned as the result's type is, for C itself may
    /// write there.
    /// </param>
    /// <param name="swapErrno">Whether the thread's copy of errno (<see cref="Errno"/>) is the one that the function sees.</param>
    public abstract void Invoke(
        nint function,
        CallFrame frame,
        nint result,
        bool swapErrno = false
    );

    /// <summary>What to throw at a frame that has fewer slots than the signature arguments.</summary>
    [SuppressMessage(
        "Usage",
        "MA0015:Specify the parameter name in ArgumentException",
        Justification = "The argument is Invoke's."
    )]
    protected ArgumentException TooFew(int slots) =>
        new(
            $"{Signature} takes {Signature.Arguments.Length} arguments; the frame has {slots} slots"
        );
}

/// <summary>No back-end, or not this one, gets the signature right.</summary>
public sealed class UnsupportedCallException(string message) : NotSupportedException(message);
