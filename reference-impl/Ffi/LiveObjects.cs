namespace Touchstone.Ffi;

/// <summary>How many native things this process holds through us: what must come back to its level when a test is over.</summary>
public static class LiveObjects
{
    private static long s_blocks;
    private static long s_closures;

    /// <summary>Blocks of native memory that are neither disposed nor collected.</summary>
    public static long Blocks => Interlocked.Read(ref s_blocks);

    /// <summary>Closures that are neither disposed nor collected; their stubs in quarantine are not counted.</summary>
    public static long Closures => Interlocked.Read(ref s_closures);

    internal static void BlockMade() => Interlocked.Increment(ref s_blocks);

    internal static void BlockFreed() => Interlocked.Decrement(ref s_blocks);

    internal static void ClosureMade() => Interlocked.Increment(ref s_closures);

    internal static void ClosureFreed() => Interlocked.Decrement(ref s_closures);
}
