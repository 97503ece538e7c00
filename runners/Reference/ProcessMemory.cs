using Microsoft.Win32.SafeHandles;

namespace Touchstone.Reference;

/// <summary>This process's memory, read by the kernel: an address that is not mapped is an answer, not a crash.</summary>
internal static class ProcessMemory
{
    private static readonly SafeFileHandle Memory = File.OpenHandle("/proc/self/mem");

    /// <returns>Null where not all of it is mapped.</returns>
    public static byte[]? Read(nint address, int length)
    {
        var bytes = new byte[length];
        try
        {
            return RandomAccess.Read(Memory, bytes, address) == length ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
