using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes.Tests;

/// <summary>Whether anything keeps an object alive once its name is gone.</summary>
internal static class Lifetime
{
    public static Value LivesAfterDrop(Scope scope, string name)
    {
        var watched = Drop(scope, name);
        CtypesSession.Collect();
        return watched.TryGetTarget(out _);
    }

    // In a frame of its own, which has gone when the garbage is collected.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<object> Drop(Scope scope, string name)
    {
        var watched = new WeakReference<object>(scope[name].As<object>());
        scope[name] = Value.None;
        return watched;
    }
}
