namespace Touchstone.Ctypes.Tests;

/// <summary>The sessions that answer questions.</summary>
internal static class Sessions
{
    /// <summary>
    /// Set under a memory checker: there each object has a block of malloc's, and a byte behind it is an error. In a shared
    /// chunk that byte is the neighbour's.
    /// </summary>
    public static readonly bool AreMemoryChecked =
        Environment.GetEnvironmentVariable("TOUCHSTONE_MEMCHECK") is not null;

    public static CtypesSession Of(CtypesProfile profile) =>
        new(new CtypesOptions(profile, PoisonsDeadStorage: AreMemoryChecked));
}
