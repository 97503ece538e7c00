using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>The calling thread's private copy of Windows' last error: ctypes' <c>use_last_error</c>.</summary>
/// <remarks>Other systems have none: there the copy is 0 and stays it. Unproven: no test has run on Windows.</remarks>
public static class LastError
{
    [ThreadStatic]
    private static int s_copy;

    /// <returns>0 where the system has no last error.</returns>
    public static int Get() => s_copy;

    /// <returns>The value that was there before.</returns>
    public static int Set(int value)
    {
        var before = s_copy;
        s_copy = OperatingSystem.IsWindows() ? value : 0;
        return before;
    }

    /// <summary>Calls a function that sees this copy, and leaves its own there.</summary>
    /// <remarks>Where the system has no last error, it is a plain call.</remarks>
    /// <inheritdoc cref="PreparedCall.Invoke"/>
    public static void Invoke(PreparedCall call, nint function, CallFrame frame, nint result)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!OperatingSystem.IsWindows())
        {
            call.Invoke(function, frame, result);
            return;
        }
        // The runtime keeps the last error over whatever it does itself between these lines.
        var outside = Marshal.GetLastSystemError();
        Marshal.SetLastSystemError(s_copy);
        call.Invoke(function, frame, result);
        s_copy = Marshal.GetLastSystemError();
        Marshal.SetLastSystemError(outside);
    }
}
