using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>A call of the universal back-end whose arguments are at most six integers or pointers, and the result another.</summary>
/// <remarks>Most C functions are such: they need no words in between, and each number of arguments has a compiled call of its own.</remarks>
internal sealed unsafe class IntegerCall : PreparedCall
{
    private readonly int _count;
    private readonly int _resultSize;
    private readonly delegate* <nint, ref ulong, ErrnoSwap*, ulong> _thunk;

    public IntegerCall(Signature signature)
        : base(signature)
    {
        _count = signature.Arguments.Length;
        _resultSize = signature.ResultSize;
        _thunk = _count switch
        {
            0 => &Call0,
            1 => &Call1,
            2 => &Call2,
            3 => &Call3,
            4 => &Call4,
            5 => &Call5,
            _ => &Call6,
        };
    }

    [SkipLocalsInit]
    public override void Invoke(nint function, CallFrame frame, nint result, bool swapErrno = false)
    {
        var slots = frame.Slots;
        if (slots.Length < _count)
        {
            throw TooFew(slots.Length);
        }
        ref var first = ref MemoryMarshal.GetReference(slots);
        ulong register;
        if (swapErrno)
        {
            var errno = ErrnoSwap.Begin();
            register = _thunk(function, ref first, &errno);
            errno.End();
        }
        else
        {
            register = _thunk(function, ref first, null);
        }
        Words.Store(&register, (void*)result, _resultSize);
    }

    private static ulong Call0(nint function, ref ulong slots, ErrnoSwap* errno)
    {
        ErrnoSwap.Swap(errno);
        var result = ((delegate* unmanaged<ulong>)function)();
        ErrnoSwap.Swap(errno);
        return result;
    }

    private static ulong Call1(nint function, ref ulong slots, ErrnoSwap* errno)
    {
        ErrnoSwap.Swap(errno);
        var result = ((delegate* unmanaged<ulong, ulong>)function)(At(ref slots, 0));
        ErrnoSwap.Swap(errno);
        return result;
    }

    private static ulong Call2(nint function, ref ulong slots, ErrnoSwap* errno)
    {
        ErrnoSwap.Swap(errno);
        var result = ((delegate* unmanaged<ulong, ulong, ulong>)function)(
            At(ref slots, 0),
            At(ref slots, 1)
        );
        ErrnoSwap.Swap(errno);
        return result;
    }

    private static ulong Call3(nint function, ref ulong slots, ErrnoSwap* errno)
    {
        ErrnoSwap.Swap(errno);
        var result = ((delegate* unmanaged<ulong, ulong, ulong, ulong>)function)(
            At(ref slots, 0),
            At(ref slots, 1),
            At(ref slots, 2)
        );
        ErrnoSwap.Swap(errno);
        return result;
    }

    private static ulong Call4(nint function, ref ulong slots, ErrnoSwap* errno)
    {
        ErrnoSwap.Swap(errno);
        var result = ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong>)function)(
            At(ref slots, 0),
            At(ref slots, 1),
            At(ref slots, 2),
            At(ref slots, 3)
        );
        ErrnoSwap.Swap(errno);
        return result;
    }

    private static ulong Call5(nint function, ref ulong slots, ErrnoSwap* errno)
    {
        ErrnoSwap.Swap(errno);
        var result = ((delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong>)function)(
            At(ref slots, 0),
            At(ref slots, 1),
            At(ref slots, 2),
            At(ref slots, 3),
            At(ref slots, 4)
        );
        ErrnoSwap.Swap(errno);
        return result;
    }

    private static ulong Call6(nint function, ref ulong slots, ErrnoSwap* errno)
    {
        ErrnoSwap.Swap(errno);
        var result = (
            (delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong, ulong>)function
        )(
            At(ref slots, 0),
            At(ref slots, 1),
            At(ref slots, 2),
            At(ref slots, 3),
            At(ref slots, 4),
            At(ref slots, 5)
        );
        ErrnoSwap.Swap(errno);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong At(ref ulong slots, int index) => Unsafe.Add(ref slots, index);
}
