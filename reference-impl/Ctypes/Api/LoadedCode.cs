using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

/// <summary>What the loader says of an address: whether a function of a loaded library begins there.</summary>
internal static unsafe class LoadedCode
{
    // dladdr1's RTLD_DL_SYMENT: the symbol itself is asked for.
    private const int SymbolEntry = 1;

    // Elf64_Sym's st_info follows the 4 bytes of st_name; its low half is the symbol's type.
    private const int InfoOffset = 4;
    private const int Function = 2;
    private const int IndirectFunction = 10;

    // glibc's own: where there is none, no address is known.
    private static readonly delegate* unmanaged<nint, DlInfo*, byte**, int, int> s_dladdr1 = Find();

    /// <summary>Whether an exported function begins at the address.</summary>
    public static bool BeginsFunction(nint address)
    {
        if (s_dladdr1 is null)
            return false;
        DlInfo info;
        byte* symbol = null;
        return s_dladdr1(address, &info, &symbol, SymbolEntry) != 0
            && info.SymbolAddress == address
            && symbol is not null
            && (symbol[InfoOffset] & 0xf) is Function or IndirectFunction;
    }

    private static delegate* unmanaged<nint, DlInfo*, byte**, int, int> Find() =>
        OperatingSystem.IsLinux()
        && nint.Size == 8
        && NativeLibrary.TryGetExport(
            NativeLibrary.GetMainProgramHandle(),
            "dladdr1",
            out var address
        )
            ? (delegate* unmanaged<nint, DlInfo*, byte**, int, int>)address
            : null;

    /// <summary><c>Dl_info</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct DlInfo
    {
        public nint FileName;
        public nint FileBase;
        public nint SymbolName;
        public nint SymbolAddress;
    }
}
