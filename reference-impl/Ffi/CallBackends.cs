using System.Diagnostics.CodeAnalysis;

namespace Touchstone.Ffi;

/// <summary>The back-ends of this process, the preferred one first.</summary>
public static class CallBackends
{
    /// <summary>Puts a back-end before all others (<c>Ffi.Emit</c>, by the program that references it).</summary>
    public static void Prefer(ICallBackend backend) => throw new NotSupportedException();

    /// <summary>Whether any back-end gets the signature right.</summary>
    /// <param name="reason">What each of them said.</param>
    public static bool CanCall(Signature signature, [NotNullWhen(false)] out string? reason) =>
        throw new NotSupportedException();

    /// <summary>The signature made ready by the first back-end that can; remembered for equal signatures.</summary>
    /// <exception cref="UnsupportedCallException">None can; the message says why.</exception>
    public static PreparedCall Prepare(Signature signature) => throw new NotSupportedException();
}
