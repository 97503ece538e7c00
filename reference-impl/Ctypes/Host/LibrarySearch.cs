using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Touchstone.Ctypes;

/// <summary>What the system's loader knows: <c>ctypes.util.find_library</c> and <c>dllist</c>.</summary>
internal static unsafe partial class LibrarySearch
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>The soname by which the loader finds a library; null where its cache has none for this machine.</summary>
    /// <remarks>
    /// The loader's cache, printed by <c>ldconfig</c>, as CPython asks it first. CPython then asks <c>gcc</c> and <c>ld</c>, which
    /// answer for programs that are linked: those need a compiler, and are not asked here.
    /// </remarks>
    public static string? Find(string name)
    {
        // In the words of glibc's ldconfig; a 64-bit cache may list 32-bit libraries too.
        var pattern = new Regex(
            $@"\s+(lib{Regex.Escape(name)}\.[^\s]+)\s+\(libc6,x86-64",
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1)
        );
        return name.Length > 0 && pattern.Match(Cache()) is { Success: true } found
            ? found.Groups[1].Value
            : null;
    }

    private static string Cache()
    {
        var start = new ProcessStartInfo("/sbin/ldconfig", "-p")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["LANG"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var text = process.StandardOutput.ReadToEnd();
            return process.WaitForExit(LongestAnswer) ? text : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // A machine without ldconfig has no cache to ask.
            return "";
        }
    }

    /// <summary>The paths of all libraries in this process, in the loader's order; the program itself has the empty one.</summary>
    public static IReadOnlyList<string> All()
    {
        var paths = new List<string>();
        var handle = GCHandle.Alloc(paths);
        try
        {
            _ = dl_iterate_phdr(&Add, GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }
        return paths;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(LoadedObject* loaded, nuint size, nint paths)
    {
        try
        {
            // Sound: the handle lives as long as the call that hands it through.
            var list = (List<string>)GCHandle.FromIntPtr(paths).Target!;
            list.Add(Marshal.PtrToStringUTF8((nint)loaded->Name) ?? "");
            return 0;
        }
        catch (Exception)
        {
            // Nothing may cross the loader's frame. Any value but 0 ends its walk: what was found until here is what there is.
            return 1;
        }
    }

    /// <summary>The beginning of C's <c>struct dl_phdr_info</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LoadedObject
    {
        public nint Base;
        public byte* Name;
    }

    [LibraryImport("libc")]
    private static partial int dl_iterate_phdr(
        delegate* unmanaged[Cdecl]<LoadedObject*, nuint, nint, int> visit,
        nint data
    );
}
