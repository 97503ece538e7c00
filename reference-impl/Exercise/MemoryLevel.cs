using System.Globalization;
using System.Runtime.InteropServices;

namespace Touchstone.Exercise;

/// <summary>How much memory the process has once its garbage is collected.</summary>
internal static partial class MemoryLevel
{
    // Until here caches fill, code is compiled anew and the quarantine of closures reaches its 1,024.
    private const int Share = 5;

    /// <summary>Creates, and compares the level after a fifth with the level at the end.</summary>
    /// <returns>Bytes.</returns>
    public static long Growth(Action create, int count)
    {
        Repeat(create, count / Share);
        var first = Read();
        Repeat(create, count - (count / Share));
        return Read() - first;
    }

    private static void Repeat(Action create, int count)
    {
        for (var i = 0; i < count; i++)
        {
            create();
        }
    }

    private static long Read()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(
                GC.MaxGeneration,
                GCCollectionMode.Aggressive,
                blocking: true,
                compacting: true
            );
            GC.WaitForPendingFinalizers();
        }
        // What is free must not count as held, by the collector or by malloc.
        _ = malloc_trim(0);
        // The second number: resident pages.
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint padding);
}
