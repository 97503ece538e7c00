using System.Runtime.InteropServices;
using System.Text;

namespace Touchstone.PythonHost;

/// <summary>The loader, as C sees it: NativeLibrary.Load is RTLD_LOCAL, under which <c>import ctypes</c> fails on PyTuple_Type.</summary>
internal static unsafe partial class Libc
{
    private const int RTLD_NOW = 2;
    private const int RTLD_GLOBAL = 0x100;

    // By address: .NET binds an import by asking the loader, which clears the message that dlerror would have given.
    private static readonly delegate* unmanaged<byte*, int, nint> dlopen = (delegate* unmanaged<
        byte*,
        int,
        nint>)Export(nameof(dlopen));
    private static readonly delegate* unmanaged<byte*> dlerror = (delegate* unmanaged<byte*>)Export(
        nameof(dlerror)
    );

    /// <summary>Loads a library and gives its symbols to those that are loaded later.</summary>
    /// <param name="problem">What the loader says, where there is no library.</param>
    /// <returns>The library's handle; 0 where it cannot be loaded.</returns>
    public static nint OpenGlobally(string file, out string problem)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(file + '\0'))
        {
            var library = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
            problem =
                library == 0
                    ? Marshal.PtrToStringUTF8((nint)dlerror()) ?? "the loader does not say why"
                    : "";
            return library;
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint dlsym(nint library, string symbol);

    private static nint Export(string symbol) =>
        NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), symbol);
}
