using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>How an argument gets from its slot to its word.</summary>
internal enum MoveKind : byte
{
    /// <summary>The slot itself: 4 bytes or 8, whose rest the callee does not look at.</summary>
    Slot,

    // A narrow integer is widened to 32 bits at least: clang's callees rely on it.
    Byte,
    SByte,
    UInt16,
    Int16,

    /// <summary>Eight bytes of what lies at the slot's address.</summary>
    Word,

    /// <summary>The last bytes, fewer than eight, of what lies at the slot's address.</summary>
    Part,

    /// <summary>All that lies at the slot's address, to the stack.</summary>
    Block,
}

/// <param name="To">The word: a register's, or the first of those on the stack.</param>
/// <param name="Offset">Bytes from the slot's address.</param>
/// <param name="Size">Bytes to move.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Move(MoveKind Kind, short Slot, short To, int Offset, int Size);

/// <summary>Where a signature's arguments travel.</summary>
/// <param name="Moves">In the order of the arguments, and of each one's eightbytes.</param>
/// <param name="StackWords">8-byte words on the stack.</param>
/// <param name="ReturnsInMemory">Whether the result's address travels before all arguments.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ArgumentWords(Move[] Moves, int StackWords, bool ReturnsInMemory);

/// <summary>Works out where a signature's arguments travel.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct UniversalPlan
{
    private readonly Move[] _moves;
    private int _count;
    private int _integers;
    private int _sse;
    private int _stack;
    private bool _isPlain;

    private UniversalPlan(int most)
    {
        _moves = most == 0 ? [] : new Move[most];
        _isPlain = true;
    }

    /// <param name="signature">One that <see cref="UniversalBackend.CanCall"/> has nothing against.</param>
    public static PreparedCall Prepare(Signature signature)
    {
        var words = Of(signature, out var isPlain);
        var result = signature.ResultPassing;
        return
            isPlain
            && !words.ReturnsInMemory
            && (result.First is Eightbyte.Integer or Eightbyte.None)
            && result.Size <= 8
            ? new IntegerCall(signature)
            : new UniversalCall(signature, words);
    }

    /// <inheritdoc cref="Prepare"/>
    /// <param name="isPlain">Whether the slots are the first integer registers, one for one.</param>
    public static ArgumentWords Of(Signature signature, out bool isPlain)
    {
        var passings = signature.Passings;
        var most = 0;
        foreach (var passing in passings)
        {
            most += passing is { Carriage: Carriage.Registers, Size: > 8 } ? 2 : 1;
        }
        var inMemory = signature.ResultPassing.Carriage is Carriage.Memory;
        var plan = new UniversalPlan(most) { _integers = inMemory ? 1 : 0 };
        for (var i = 0; i < passings.Length; i++)
        {
            plan.Add(signature.Arguments[i], passings[i], (short)i);
        }
        isPlain = plan._isPlain && plan._sse + plan._stack == 0;
        var moves = plan._count == most ? plan._moves : plan._moves[..plan._count];
        return new ArgumentWords(moves, plan._stack, inMemory);
    }

    private void Add(CType type, Passing passing, short slot)
    {
        switch (passing.Carriage)
        {
            case Carriage.Nothing:
                // A plain call passes every slot.
                _isPlain = false;
                break;
            case Carriage.Registers when !CallFrame.HoldsAddressOf(type):
                AddScalar(type, passing.First, slot);
                break;
            case Carriage.Registers when Fits(passing):
                AddEightbyte(passing.First, slot, 0, Math.Min(passing.Size, 8));
                AddEightbyte(passing.Second, slot, 8, passing.Size - 8);
                _isPlain = false;
                break;
            default:
                if (passing.Alignment > 8)
                {
                    _stack = (_stack + 1) & ~1;
                }
                var to = (short)(UniversalThunks.Registers + _stack);
                _moves[_count++] = new Move(MoveKind.Block, slot, to, 0, passing.Size);
                _stack += (passing.Size + 7) / 8;
                _isPlain = false;
                break;
        }
    }

    private void AddScalar(CType type, Eightbyte @class, short slot)
    {
        var kind = KindOf(type);
        _isPlain &= kind is MoveKind.Slot;
        var isFree =
            @class is Eightbyte.Sse
                ? _sse < UniversalThunks.Sse
                : _integers < UniversalThunks.Integers;
        var to = isFree ? Register(@class) : (short)(UniversalThunks.Registers + _stack++);
        _moves[_count++] = new Move(kind, slot, to, 0, 8);
    }

    /// <summary>How a scalar becomes a word.</summary>
    internal static MoveKind KindOf(CType type) =>
        type is not CScalar scalar
            ? MoveKind.Slot
            : HostAbi.Scalar(scalar.Kind) switch
            {
                { Size: >= 4 } => MoveKind.Slot,
                { Size: 1, Class: ScalarClass.Signed } => MoveKind.SByte,
                { Size: 1 } => MoveKind.Byte,
                { Class: ScalarClass.Signed } => MoveKind.Int16,
                _ => MoveKind.UInt16,
            };

    private readonly bool Fits(Passing passing)
    {
        var (integers, sse) = (_integers, _sse);
        Count(passing.First, ref integers, ref sse);
        Count(passing.Second, ref integers, ref sse);
        return integers <= UniversalThunks.Integers && sse <= UniversalThunks.Sse;
    }

    private static void Count(Eightbyte @class, ref int integers, ref int sse)
    {
        integers += @class is Eightbyte.Integer ? 1 : 0;
        sse += @class is Eightbyte.Sse ? 1 : 0;
    }

    private void AddEightbyte(Eightbyte @class, short slot, int offset, int size)
    {
        if (@class is Eightbyte.None)
        {
            return;
        }
        _moves[_count++] = new Move(
            size >= 8 ? MoveKind.Word : MoveKind.Part,
            slot,
            Register(@class),
            offset,
            size
        );
    }

    private short Register(Eightbyte @class) =>
        (short)(@class is Eightbyte.Sse ? UniversalThunks.Integers + _sse++ : _integers++);
}
