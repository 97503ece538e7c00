using System.Runtime.CompilerServices;

namespace Touchstone.Ffi;

/// <summary>A call of the Microsoft x64 convention through libffi, which is shown words, floats and doubles only.</summary>
internal sealed unsafe class MicrosoftCall : PreparedCall
{
    private readonly NativeBlock _memory;
    private readonly MicrosoftPassing[] _passings;
    private readonly MoveKind[] _kinds;
    private readonly int[] _sizes;
    private readonly int _copies;
    private readonly bool _returnsInMemory;

    public MicrosoftCall(Signature signature)
        : base(signature)
    {
        var arguments = signature.Arguments;
        _passings = [.. arguments.Select(MicrosoftConvention.Of)];
        _kinds = [.. arguments.Select(UniversalPlan.KindOf)];
        _sizes = [.. arguments.Select(HostAbi.SizeOf)];
        _copies = _passings
            .Zip(
                _sizes,
                (passing, size) => passing is MicrosoftPassing.Reference ? Padded(size) : 0
            )
            .Sum();
        var result = MicrosoftConvention.Of(signature.Result);
        _returnsInMemory = result is MicrosoftPassing.Reference;
        _memory = NativeBlock.Allocate(
            Libffi.CifSize + (4 * sizeof(ffi_type)) + ((arguments.Length + 1) * sizeof(ffi_type*))
        );
        var types = (ffi_type*)(_memory.Address + Libffi.CifSize);
        types[0] = Scalar(Libffi.Void, 1);
        types[1] = Scalar(Libffi.UInt64, 8);
        types[2] = Scalar(Libffi.Float, 4);
        types[3] = Scalar(Libffi.Double, 8);
        var list = (ffi_type**)(types + 4);
        var count = 0;
        if (_returnsInMemory)
        {
            list[count++] = types + 1;
        }
        for (var i = 0; i < arguments.Length; i++)
        {
            if (_passings[i] is not MicrosoftPassing.Nothing)
            {
                list[count++] = types + TypeOf(_passings[i], _sizes[i]);
            }
        }
        var status = Libffi.ffi_prep_cif(
            (void*)_memory.Address,
            Libffi.GnuWin64,
            (uint)count,
            types + TypeOf(result, signature.ResultSize),
            list
        );
        if (status != 0)
        {
            throw new UnsupportedCallException(
                $"libffi refuses the signature, with status {status}"
            );
        }
    }

    [SkipLocalsInit]
    public override void Invoke(nint function, CallFrame frame, nint result, bool swapErrno = false)
    {
        var slots = frame.Slots;
        if (slots.Length < _passings.Length)
        {
            throw TooFew(slots.Length);
        }
        // The callee owns what it is given the address of, and may write there: so it gets copies.
        using var copies = NativeBlock.Allocate(_copies);
        var copy = copies.Address;
        var words = stackalloc ulong[_passings.Length + 1];
        var values = stackalloc void*[_passings.Length + 1];
        var count = 0;
        if (_returnsInMemory)
        {
            words[count] = (ulong)result;
            values[count] = words + count;
            count++;
        }
        for (var i = 0; i < _passings.Length; i++)
        {
            if (_passings[i] is MicrosoftPassing.Nothing)
            {
                continue;
            }
            if (_passings[i] is MicrosoftPassing.Reference)
            {
                Storage.Move(copy, (nint)slots[i], _sizes[i]);
                words[count] = (ulong)copy;
                copy += Padded(_sizes[i]);
            }
            else
            {
                words[count] = Word(i, slots[i]);
            }
            values[count] = words + count;
            count++;
        }
        var register = 0UL;
        Call((void*)function, &register, values, swapErrno);
        if (!_returnsInMemory)
        {
            Words.Store(&register, (void*)result, Signature.ResultSize);
        }
        // The description is freed with it.
        GC.KeepAlive(_memory);
    }

    private static ffi_type Scalar(ushort code, int size) =>
        new()
        {
            size = (nuint)size,
            alignment = (ushort)size,
            type = code,
        };

    private static int TypeOf(MicrosoftPassing passing, int size) =>
        passing switch
        {
            MicrosoftPassing.Nothing => 0,
            MicrosoftPassing.Sse => size == 4 ? 2 : 3,
            _ => 1,
        };

    // gcc's code for such an argument may load 16 bytes at once.
    private static int Padded(int size) => (size + 15) & ~15;

    private ulong Word(int index, ulong slot)
    {
        if (CallFrame.HoldsAddressOf(Signature.Arguments[index]))
        {
            return _sizes[index] == 8
                ? Storage.Read<ulong>((nint)slot)
                : Words.Load((byte*)slot, _sizes[index]);
        }
        return _kinds[index] switch
        {
            MoveKind.Byte => (byte)slot,
            MoveKind.SByte => (ulong)(sbyte)slot,
            MoveKind.UInt16 => (ushort)slot,
            MoveKind.Int16 => (ulong)(short)slot,
            _ => slot,
        };
    }

    // Nothing may come between errno and the call.
    private void Call(void* function, ulong* register, void** values, bool swapErrno)
    {
        var cif = (void*)_memory.Address;
        var errno = swapErrno ? ErrnoSwap.Begin() : default;
        var swapped = swapErrno ? &errno : null;
        ErrnoSwap.Swap(swapped);
        Libffi.ffi_call(cif, function, register, values);
        ErrnoSwap.Swap(swapped);
        if (swapErrno)
        {
            errno.End();
        }
    }
}
