using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Touchstone.Ffi;

/// <summary>The back-ends of this process, the preferred one first.</summary>
public static class CallBackends
{
    private static ImmutableArray<ICallBackend> s_all =
    [
        UniversalBackend.Instance,
        LibffiBackend.Instance,
    ];

    /// <summary>In the order in which <see cref="Prepare"/> asks them. A snapshot: registering another does not change one taken before.</summary>
    public static ImmutableArray<ICallBackend> All => s_all;

    /// <summary>Puts a back-end before all others; one that is already there moves to the front.</summary>
    public static void Prefer(ICallBackend backend) =>
        ImmutableInterlocked.Update(ref s_all, all => all.Remove(backend).Insert(0, backend));

    /// <summary>Puts a back-end behind all others, unless it is already there: asked only for what none of them can do, or by name.</summary>
    public static void Append(ICallBackend backend) =>
        ImmutableInterlocked.Update(
            ref s_all,
            all => all.Contains(backend) ? all : all.Add(backend)
        );

    /// <summary>Whether any back-end gets the signature right.</summary>
    /// <param name="reason">What each of them said.</param>
    public static bool CanCall(Signature signature, [NotNullWhen(false)] out string? reason)
    {
        var reasons = new List<string>();
        foreach (var backend in s_all)
        {
            if (backend.CanCall(signature, out var its))
            {
                reason = null;
                return true;
            }
            reasons.Add($"{backend.Name}: {its}");
        }
        reason = string.Join("; ", reasons);
        return false;
    }

    /// <summary>Makes the signature ready by the first back-end that can. Costs some microseconds: keep the answer.</summary>
    /// <exception cref="UnsupportedCallException">None can; the message says why.</exception>
    public static PreparedCall Prepare(Signature signature)
    {
        foreach (var backend in s_all)
        {
            if (backend.CanCall(signature, out _))
            {
                return backend.Prepare(signature);
            }
        }
        CanCall(signature, out var reason);
        throw new UnsupportedCallException($"{signature}: {reason}");
    }
}
