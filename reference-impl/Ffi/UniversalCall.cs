using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi;

/// <summary>A call of the universal back-end.</summary>
internal sealed unsafe class UniversalCall : PreparedCall
{
    private readonly Move[] _moves;
    private readonly int _slots;
    private readonly int _stackClass;
    private readonly bool _returnsInMemory;
    private readonly int _resultSize;

    private readonly bool _resultBeginsWithPadding;
    private readonly delegate* <nint, ulong*, void*, ErrnoSwap*, void> _thunk;

    public UniversalCall(Signature signature, ArgumentWords words)
        : base(signature)
    {
        _moves = words.Moves;
        _slots = signature.Arguments.Length;
        _stackClass = UniversalThunks.StackClass(words.StackWords);
        _returnsInMemory = words.ReturnsInMemory;
        var result = signature.ResultPassing;
        _resultSize = _returnsInMemory ? 0 : result.Size;
        _resultBeginsWithPadding = result.BeginsWithPadding;
        _thunk = UniversalThunks.Of(RegistersOf(result), _stackClass);
    }

    internal static ResultRegisters RegistersOf(Passing result) =>
        (result.First, result.Second) switch
        {
            (Eightbyte.Integer, Eightbyte.Integer) => ResultRegisters.IntegerInteger,
            (Eightbyte.Integer, Eightbyte.Sse) => ResultRegisters.IntegerSse,
            (Eightbyte.Sse, Eightbyte.Integer) => ResultRegisters.SseInteger,
            (Eightbyte.Sse, Eightbyte.Sse) => ResultRegisters.SseSse,
            (Eightbyte.Sse, _) or (_, Eightbyte.Sse) => ResultRegisters.Sse,
            _ => ResultRegisters.Integer,
        };

    [SkipLocalsInit]
    public override void Invoke(nint function, CallFrame frame, nint result, bool swapErrno = false)
    {
        var slots = frame.Slots;
        if (slots.Length < _slots)
        {
            throw TooFew(slots.Length);
        }
        ref var first = ref MemoryMarshal.GetReference(slots);
        if (_stackClass == 0)
        {
            RegisterWords words;
            Invoke(function, ref first, (ulong*)&words, result, swapErrno);
        }
        else
        {
            InvokeWithStack(function, ref first, result, swapErrno);
        }
    }

    [SkipLocalsInit]
    private void InvokeWithStack(nint function, ref ulong slots, nint result, bool swapErrno)
    {
        var words = stackalloc ulong[UniversalThunks.Registers + _stackClass];
        Invoke(function, ref slots, words, result, swapErrno);
    }

    [SkipLocalsInit]
    private void Invoke(nint function, ref ulong slots, ulong* words, nint result, bool swapErrno)
    {
        if (_returnsInMemory)
        {
            words[0] = (ulong)result;
        }
        foreach (ref readonly var move in _moves.AsSpan())
        {
            ref var from = ref Unsafe.Add(ref slots, move.Slot);
            var to = words + move.To;
            if (move.Kind is MoveKind.Slot)
            {
                *to = from;
            }
            else if (move.Kind is MoveKind.Word)
            {
                *to = Unsafe.ReadUnaligned<ulong>((byte*)from + move.Offset);
            }
            else
            {
                Copy(move, from, to);
            }
        }
        UInt128 registers;
        if (swapErrno)
        {
            var errno = ErrnoSwap.Begin();
            _thunk(function, words, &registers, &errno);
            errno.End();
        }
        else
        {
            _thunk(function, words, &registers, null);
        }
        if (_resultBeginsWithPadding)
        {
            registers <<= 64;
        }
        Words.Store((ulong*)&registers, (void*)result, _resultSize);
    }

    private static void Copy(in Move move, ulong from, ulong* to)
    {
        switch (move.Kind)
        {
            case MoveKind.Byte:
                *to = (byte)from;
                break;
            case MoveKind.SByte:
                *to = (ulong)(sbyte)from;
                break;
            case MoveKind.UInt16:
                *to = (ushort)from;
                break;
            case MoveKind.Int16:
                *to = (ulong)(short)from;
                break;
            case MoveKind.Part:
                *to = Words.Load((byte*)from + move.Offset, move.Size);
                break;
            default:
                Unsafe.CopyBlockUnaligned(to, (void*)from, (uint)move.Size);
                break;
        }
    }

    [InlineArray(UniversalThunks.Registers)]
    private struct RegisterWords
    {
        private ulong _first;
    }
}
