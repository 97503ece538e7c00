using System.Reflection.Emit;

namespace Touchstone.Ffi.Emit;

/// <summary>Where emitted code finds an argument.</summary>
internal abstract class ArgumentSource
{
    /// <summary>Loads a scalar, widened to a word if it is an integer.</summary>
    /// <param name="type"><c>long</c>, <c>float</c> or <c>double</c>.</param>
    public abstract void LoadScalar(Move move, Type type);

    /// <summary>Loads the address of an aggregate, a complex or a long double.</summary>
    public abstract void LoadAddress(int index);

    /// <summary>Widens the integer on the evaluation stack as C's type asks.</summary>
    internal static void Widen(ILGenerator il, MoveKind kind)
    {
        switch (kind)
        {
            case MoveKind.SByte:
                il.Emit(OpCodes.Conv_I1);
                il.Emit(OpCodes.Conv_I8);
                break;
            case MoveKind.Byte:
                il.Emit(OpCodes.Conv_U1);
                il.Emit(OpCodes.Conv_U8);
                break;
            case MoveKind.Int16:
                il.Emit(OpCodes.Conv_I2);
                il.Emit(OpCodes.Conv_I8);
                break;
            case MoveKind.UInt16:
                il.Emit(OpCodes.Conv_U2);
                il.Emit(OpCodes.Conv_U8);
                break;
            default:
                il.Emit(OpCodes.Conv_I8);
                break;
        }
    }
}

/// <summary>Slots, whose address is the second argument.</summary>
internal sealed class SlotSource(ILGenerator il) : ArgumentSource
{
    public override void LoadScalar(Move move, Type type)
    {
        LoadSlot(move.Slot);
        il.Emit(
            type == typeof(float) ? OpCodes.Ldind_R4
            : type == typeof(double) ? OpCodes.Ldind_R8
            : OpCodes.Ldind_I8
        );
        if (type == typeof(long) && move.Kind is not MoveKind.Slot)
        {
            Widen(il, move.Kind);
        }
    }

    public override void LoadAddress(int index)
    {
        LoadSlot(index);
        il.Emit(OpCodes.Ldind_I);
    }

    private void LoadSlot(int index)
    {
        il.Emit(OpCodes.Ldarg_1);
        if (index > 0)
        {
            il.Emit(OpCodes.Ldc_I4, 8 * index);
            il.Emit(OpCodes.Add);
        }
    }
}

/// <summary>A method's own parameters, behind the object that its delegate is closed over.</summary>
internal sealed class ParameterSource(ILGenerator il) : ArgumentSource
{
    public override void LoadScalar(Move move, Type type)
    {
        il.Emit(OpCodes.Ldarg, (short)(move.Slot + 1));
        if (type == typeof(long))
        {
            Widen(il, move.Kind);
        }
    }

    public override void LoadAddress(int index)
    {
        il.Emit(OpCodes.Ldarga, (short)(index + 1));
        // Sound: what lies on the stack does not move.
        il.Emit(OpCodes.Conv_U);
    }
}
