using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes;

/// <summary>How deep this thread is in objects whose <c>_as_parameter_</c> is an object with one.</summary>
/// <remarks>A chain that closes to a ring has no end: CPython before 3.14 dies of it in some conversions.</remarks>
internal static class AsParameterChain
{
    private const int Deepest = 1000;

    [ThreadStatic]
    private static int s_depth;

    /// <returns>False where it would be too deep; else <see cref="Leave"/> must follow.</returns>
    public static bool TryEnter()
    {
        if (s_depth >= Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return false;
        s_depth++;
        return true;
    }

    public static void Leave() => s_depth--;
}
