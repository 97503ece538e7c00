using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>C's errno of this thread, and the value to change it for.</summary>
/// <remarks>
/// Swapped in the very frame that makes the call: <c>Marshal</c>'s two calls cost 5 ns where this costs 2, and what the runtime does
/// between two managed frames may set errno.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe partial struct ErrnoSwap
{
    private readonly int* _place;
    private int _value;

    private ErrnoSwap(int* place, int value)
    {
        _place = place;
        _value = value;
    }

    /// <summary>Ready to put the thread's copy in.</summary>
    public static ErrnoSwap Begin() => new(__errno_location(), Errno.Get());

    /// <summary>The C function that <see cref="Begin"/> calls: it takes nothing.</summary>
    public static nint Function { get; } =
        NativeLibrary.GetExport(NativeLibrary.Load("libc"), nameof(__errno_location));

    /// <param name="errno">Null where errno is not to be swapped.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Swap(ErrnoSwap* errno)
    {
        if (errno is not null)
        {
            (*errno->_place, errno->_value) = (errno->_value, *errno->_place);
        }
    }

    /// <summary>Keeps what C left as the thread's copy.</summary>
    public readonly void End() => Errno.Set(_value);

    // glibc's and musl's name for it.
    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static partial int* __errno_location();
}
