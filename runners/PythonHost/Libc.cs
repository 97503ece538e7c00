using System.Runtime.InteropServices;

namespace Touchstone.PythonHost;

/// <summary>The loader, as C sees it: NativeLibrary.Load is RTLD_LOCAL, under which <c>import ctypes</c> fails on PyTuple_Type.</summary>
internal static partial class Libc
{
    public const int RTLD_NOW = 2;
    public const int RTLD_GLOBAL = 0x100;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint dlopen(string file, int mode);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint dlsym(nint library, string symbol);

    /// <summary>Borrowed: valid until the next call of the loader on this thread.</summary>
    [LibraryImport("libc")]
    public static partial nint dlerror();
}
