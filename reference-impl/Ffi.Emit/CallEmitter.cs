using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;

namespace Touchstone.Ffi.Emit;

/// <summary>A call of one signature, with its arguments in slots.</summary>
/// <param name="errno">Null where errno is not swapped.</param>
internal unsafe delegate void CallStub(nint function, ulong* slots, void* result, ErrnoSwap* errno);

/// <summary>The function that a typed delegate calls.</summary>
internal sealed class BoundFunction(nint address)
{
    public readonly nint Address = address;
}

/// <summary>Emits calls: what travels in integer registers first, then the SSE registers, then the stack as one struct.</summary>
/// <remarks>
/// The ABI fills the registers of each kind from left to right whatever lies between, so such a signature carries the same bytes in the
/// same places as the real one; and only words, floats and doubles are in it, which nothing marshals.
/// </remarks>
internal sealed class CallEmitter
{
    private static readonly MethodInfo s_swap = NativeShape.Method(
        typeof(ErrnoSwap),
        nameof(ErrnoSwap.Swap)
    );
    private static readonly MethodInfo s_begin = NativeShape.Method(
        typeof(ErrnoSwap),
        nameof(ErrnoSwap.Begin)
    );
    private static readonly MethodInfo s_end = NativeShape.Method(
        typeof(ErrnoSwap),
        nameof(ErrnoSwap.End)
    );

    private readonly ILGenerator _il;
    private readonly NativeShape _shape;
    private readonly ArgumentSource _source;
    private readonly LocalBuilder? _stack;

    private CallEmitter(ILGenerator il, NativeShape shape, ArgumentSource source)
    {
        _il = il;
        _shape = shape;
        _source = source;
        _stack = shape.Stack is { } type ? il.DeclareLocal(type) : null;
    }

    public static unsafe CallStub FromSlots(Signature signature)
    {
        var method = NativeShape.NewMethod(
            typeof(void),
            [typeof(nint), typeof(ulong*), typeof(void*), typeof(ErrnoSwap*)]
        );
        var il = method.GetILGenerator();
        var shape = new NativeShape(signature);
        var call = new CallEmitter(il, shape, new SlotSource(il));
        call.StoreStack();
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Call, s_swap);
        call.Call(() => il.Emit(OpCodes.Ldarg_2), () => il.Emit(OpCodes.Ldarg_0));
        var registers = StoreRegisters(il, shape);
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Call, s_swap);
        if (registers is not null)
        {
            il.Emit(OpCodes.Ldarg_2);
            CopyTo(il, shape, registers, signature.ResultSize);
        }
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<CallStub>();
    }

    /// <summary>The method of a delegate that is closed over a <see cref="BoundFunction"/>.</summary>
    public static DynamicMethod FromParameters(
        Signature signature,
        MethodInfo invoke,
        bool swapErrno
    )
    {
        var method = NativeShape.NewMethod(
            invoke.ReturnType,
            [
                typeof(BoundFunction),
                .. invoke.GetParameters().Select(parameter => parameter.ParameterType),
            ]
        );
        var il = method.GetILGenerator();
        var shape = new NativeShape(signature);
        var call = new CallEmitter(il, shape, new ParameterSource(il));
        var result = invoke.ReturnType == typeof(void) ? null : il.DeclareLocal(invoke.ReturnType);
        var errno = swapErrno ? il.DeclareLocal(typeof(ErrnoSwap)) : null;
        call.StoreStack();
        if (errno is not null)
        {
            il.Emit(OpCodes.Call, s_begin);
            il.Emit(OpCodes.Stloc, errno);
            Swap(il, errno);
        }
        var aligned = AlignedResult(il, signature);
        call.Call(
            () =>
            {
                if (aligned is null)
                {
                    NativeShape.Address(il, result!);
                }
                else
                {
                    il.Emit(OpCodes.Ldloc, aligned);
                }
            },
            () =>
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(
                    OpCodes.Ldfld,
                    typeof(BoundFunction).GetField(nameof(BoundFunction.Address))!
                );
            }
        );
        if (result is not null && shape.IsScalarResult)
        {
            NativeShape.Narrow(il, result.LocalType);
            il.Emit(OpCodes.Stloc, result);
        }
        var registers = shape.IsScalarResult ? null : StoreRegisters(il, shape);
        if (errno is not null)
        {
            Swap(il, errno);
            il.Emit(OpCodes.Ldloca, errno);
            il.Emit(OpCodes.Call, s_end);
        }
        if (registers is not null)
        {
            NativeShape.Address(il, result!);
            CopyTo(il, shape, registers, signature.ResultSize);
        }
        if (aligned is not null)
        {
            il.Emit(OpCodes.Ldloc, aligned);
            il.Emit(OpCodes.Unaligned, (byte)1);
            il.Emit(OpCodes.Ldobj, result!.LocalType);
        }
        else if (result is not null)
        {
            il.Emit(OpCodes.Ldloc, result);
        }
        il.Emit(OpCodes.Ret);
        return method;
    }

    /// <summary>A place for a result in memory that a C# local is not aligned for: gcc's code stores 16 bytes at once there.</summary>
    /// <returns>Holds its address; null where a local will do.</returns>
    private static LocalBuilder? AlignedResult(ILGenerator il, Signature signature)
    {
        if (signature.ResultPassing is not { Carriage: Carriage.Memory, Alignment: > 8 } result)
        {
            return null;
        }
        var block = il.DeclareLocal(
            EmittedTypes.Block((result.Size + result.Alignment) / sizeof(ulong))
        );
        var address = il.DeclareLocal(typeof(nint));
        NativeShape.Address(il, block, result.Alignment - 1);
        il.Emit(OpCodes.Ldc_I4, -result.Alignment);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.And);
        il.Emit(OpCodes.Stloc, address);
        return address;
    }

    private static void Swap(ILGenerator il, LocalBuilder errno)
    {
        NativeShape.Address(il, errno);
        il.Emit(OpCodes.Call, s_swap);
    }

    private void StoreStack()
    {
        foreach (var move in _shape.OnStack)
        {
            NativeShape.Address(_il, _stack!, 8 * (move.To - UniversalThunks.Registers));
            if (move.Kind is MoveKind.Block)
            {
                _source.LoadAddress(move.Slot);
                _il.Emit(OpCodes.Ldc_I4, move.Size);
                _il.Emit(OpCodes.Unaligned, (byte)1);
                _il.Emit(OpCodes.Cpblk);
                continue;
            }
            var type = _shape.TypeOf(move);
            _source.LoadScalar(move, type);
            _il.Emit(
                type == typeof(float) ? OpCodes.Stind_R4
                : type == typeof(double) ? OpCodes.Stind_R8
                : OpCodes.Stind_I8
            );
        }
    }

    /// <summary>Leaves what comes back in registers on the evaluation stack; nothing where nothing does.</summary>
    private void Call(Action loadResultAddress, Action loadFunction)
    {
        if (_shape.ReturnsInMemory)
        {
            loadResultAddress();
            _il.Emit(OpCodes.Conv_I8);
        }
        foreach (var move in _shape.InRegisters)
        {
            if (move.Kind is MoveKind.Word or MoveKind.Part)
            {
                _source.LoadAddress(move.Slot);
                NativeShape.LoadPart(_il, move, _shape.TypeOf(move));
            }
            else
            {
                _source.LoadScalar(move, _shape.TypeOf(move));
            }
        }
        if (_stack is not null)
        {
            _il.Emit(OpCodes.Ldloc, _stack);
        }
        loadFunction();
        _il.EmitCalli(OpCodes.Calli, CallingConvention.Cdecl, _shape.Result, _shape.Parameters);
    }

    private static LocalBuilder? StoreRegisters(ILGenerator il, NativeShape shape)
    {
        if (shape.Result == typeof(void))
        {
            return null;
        }
        var registers = il.DeclareLocal(shape.Result);
        il.Emit(OpCodes.Stloc, registers);
        return registers;
    }

    /// <summary>Copies the result's bytes to the address on the evaluation stack.</summary>
    private static void CopyTo(ILGenerator il, NativeShape shape, LocalBuilder registers, int size)
    {
        if (shape.ResultBeginsWithPadding)
        {
            il.Emit(OpCodes.Ldc_I4_8);
            il.Emit(OpCodes.Add);
            size -= 8;
        }
        // A second eightbyte of padding has no register.
        size = registers.LocalType.IsGenericType ? size : Math.Min(size, sizeof(ulong));
        NativeShape.Address(il, registers);
        il.Emit(OpCodes.Ldc_I4, size);
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Cpblk);
    }
}
