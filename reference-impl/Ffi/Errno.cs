namespace Touchstone.Ffi;

/// <summary>The calling thread's private copy of C's <c>errno</c>.</summary>
/// <remarks>
/// A call that asks for it swaps the copy in before and out after, in the same frame, so that nothing the runtime does between
/// two calls is seen: ctypes' <c>use_errno</c>.
/// </remarks>
public static class Errno
{
    [ThreadStatic]
    private static int s_copy;

    /// <summary>What C left in <c>errno</c> at the end of this thread's last call that swapped it, or what <see cref="Set"/> put there since; 0 at first.</summary>
    public static int Get() => s_copy;

    /// <returns>The value that was there before.</returns>
    public static int Set(int value)
    {
        var before = s_copy;
        s_copy = value;
        return before;
    }
}
