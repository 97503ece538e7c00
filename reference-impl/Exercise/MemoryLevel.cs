using System.Globalization;
using System.Runtime.InteropServices;

namespace Touchstone.Exercise;

/// <summary>How much memory the process has once its garbage is collected.</summary>
internal static partial class MemoryLevel
{
    // In the first part caches fill, code is compiled anew and the quarantine of closures reaches its 1,024.
    private const int Parts = 5;

    /// <summary>Creates in five parts of equal length, and tells how far the memory grew in one of the last four.</summary>
    /// <returns>
    /// Bytes: of the four, the second smallest. What is lost is lost in each of them; what the collector and the compiler happen to hold
    /// at one reading is not.
    /// </returns>
    public static long Growth(Action create, int count)
    {
        Repeat(create, count / Parts);
        var before = Read();
        var growths = new List<long>();
        for (var part = 1; part < Parts; part++)
        {
            Repeat(create, count / Parts);
            var after = Read();
            growths.Add(after - before);
            before = after;
        }
        return growths.Order().ElementAt(1);
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
