using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <content>The C library, and symbols that have a number instead of a name.</content>
public sealed partial class Library
{
    /// <summary>The C library of this process.</summary>
    /// <remarks>The process itself where the C library has another name than glibc's, as musl's has.</remarks>
    public static Library OpenC()
    {
        try
        {
            return Open("libc.so.6");
        }
        catch (LibraryException)
        {
            return Open(name: null);
        }
    }

    /// <summary>The address of a function that a Windows library exports by number only.</summary>
    /// <exception cref="PlatformNotSupportedException">Only Windows numbers its symbols.</exception>
    /// <exception cref="LibraryException">There is no such number.</exception>
    /// <remarks>Unproven: no test has run on Windows.</remarks>
    public nint Symbol(ushort ordinal)
    {
        if (!OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException(
                $"{this}: symbol {ordinal}: only a Windows library numbers its symbols; here they have names"
            );
        }
        // GetProcAddress takes a number in place of a pointer to a name.
        var address = GetProcAddress(Handle, ordinal);
        return address != 0
            ? address
            : throw new LibraryException($"{this} has no symbol number {ordinal}");
    }

    [LibraryImport("kernel32", SetLastError = false)]
    private static partial nint GetProcAddress(nint module, nint name);
}
