namespace Touchstone.Ffi;

/// <summary>Where the stubs of disposed closures wait, in case C still holds their addresses.</summary>
internal static class ClosureQuarantine
{
    /// <summary>Enough for a program's mistake to be reported before the address is given to another closure.</summary>
    internal const int Places = 1024;

    private static readonly Queue<ClosureStub> s_stubs = new();
    private static readonly Lock s_lock = new();

    public static void Enter(ClosureStub stub)
    {
        stub.Quarantine();
        ClosureStub? oldest = null;
        lock (s_lock)
        {
            s_stubs.Enqueue(stub);
            if (s_stubs.Count > Places)
            {
                oldest = s_stubs.Dequeue();
            }
        }
        if (oldest is not null)
        {
            Closure.Forget(oldest.Address);
            oldest.Dispose();
        }
    }
}
