using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>Memory for machine code that is never writable and executable at once.</summary>
internal static unsafe partial class ExecutableMemory
{
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int PrivateAnonymous = 0x22;

    /// <summary>Bytes of a page: what protection is set for.</summary>
    public static int PageSize { get; } = Environment.SystemPageSize;

    /// <summary>Maps code, and behind it data that stay writable. Never unmapped.</summary>
    /// <param name="codeSize">Bytes, a multiple of <see cref="PageSize"/>.</param>
    /// <param name="dataSize">Likewise.</param>
    /// <param name="write">Fills the code, given its address.</param>
    /// <returns>The code's address; 0 where the system refuses memory, or to make it executable (SELinux's execmem).</returns>
    public static nint Map(int codeSize, int dataSize, Action<nint> write)
    {
        var size = (nuint)(codeSize + dataSize);
        var address = mmap(0, size, Read | Write, PrivateAnonymous, -1, 0);
        if (address == -1)
        {
            return 0;
        }
        write(address);
        if (mprotect(address, (nuint)codeSize, Read | Execute) == 0)
        {
            return address;
        }
        _ = munmap(address, size);
        return 0;
    }

    [LibraryImport("libc")]
    private static partial nint mmap(
        nint address,
        nuint size,
        int protection,
        int flags,
        int file,
        nint offset
    );

    [LibraryImport("libc")]
    private static partial int mprotect(nint address, nuint size, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint size);
}
