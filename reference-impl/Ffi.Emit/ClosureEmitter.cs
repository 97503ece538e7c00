using System.Reflection;
using System.Reflection.Emit;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Emit;

/// <summary>Emits what runs when C calls a typed delegate: puts the arguments together, and lets no exception out.</summary>
internal sealed class ClosureEmitter
{
    private readonly Signature _signature;
    private readonly NativeShape _shape;
    private readonly Type _delegateType;
    private readonly MethodInfo _invoke;
    private readonly ILGenerator _il;
    private readonly DynamicMethod _method;
    private readonly Type[] _native;

    private ClosureEmitter(Signature signature, Type delegateType)
    {
        _signature = signature;
        _shape = new NativeShape(signature);
        _delegateType = delegateType;
        _invoke = delegateType.GetMethod("Invoke")!;
        // A result in memory leaves as its address.
        Result = _shape.ReturnsInMemory ? typeof(long) : _shape.Result;
        _native = _shape.Parameters;
        _method = NativeShape.NewMethod(Result, [typeof(EmittedStub), .. _native]);
        _il = _method.GetILGenerator();
    }

    private Type Result { get; }

    public static EmittedEntry Make(Signature signature, Type delegateType)
    {
        var emitter = new ClosureEmitter(signature, delegateType);
        emitter.Emit();
        return new EmittedEntry(
            emitter._method,
            EmittedTypes.Delegate(emitter.Result, emitter._native)
        );
    }

    private void Emit()
    {
        var registers = Result == typeof(void) ? null : _il.DeclareLocal(Result);
        var target = _il.DeclareLocal(typeof(object));
        var error = _il.DeclareLocal(typeof(Exception));
        var late = _il.DefineLabel();
        var end = _il.DefineLabel();
        _il.BeginExceptionBlock();
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Call, NativeShape.Method(typeof(EmittedStub), "get_TypedTarget"));
        _il.Emit(OpCodes.Stloc, target);
        _il.Emit(OpCodes.Ldloc, target);
        _il.Emit(OpCodes.Brfalse, late);
        _il.Emit(OpCodes.Ldloc, target);
        var parameters = _invoke.GetParameters();
        for (var i = 0; i < parameters.Length; i++)
        {
            LoadArgument(i, parameters[i].ParameterType);
        }
        _il.Emit(OpCodes.Callvirt, _invoke);
        StoreResult(registers);
        _il.Emit(OpCodes.Leave, end);
        _il.MarkLabel(late);
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(
            OpCodes.Call,
            NativeShape.Method(typeof(ClosureStub), nameof(ClosureStub.ReportLate))
        );
        ClearResult();
        _il.Emit(OpCodes.Leave, end);
        _il.BeginCatchBlock(typeof(Exception));
        _il.Emit(OpCodes.Stloc, error);
        ClearResult();
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldloc, error);
        _il.Emit(OpCodes.Call, NativeShape.Method(typeof(ClosureStub), nameof(ClosureStub.Report)));
        _il.EndExceptionBlock();
        _il.MarkLabel(end);
        if (registers is not null)
        {
            if (_shape.ReturnsInMemory)
            {
                _il.Emit(OpCodes.Ldarg_1);
            }
            else
            {
                _il.Emit(OpCodes.Ldloc, registers);
            }
        }
        _il.Emit(OpCodes.Ret);
    }

    private void LoadArgument(int index, Type type)
    {
        var moves = _shape
            .InRegisters.Concat(_shape.OnStack)
            .Where(move => move.Slot == index)
            .ToArray();
        if (!CallFrame.HoldsAddressOf(_signature.Arguments[index]))
        {
            LoadScalar(moves[0], type);
            return;
        }
        if (moves is [{ Kind: MoveKind.Block } block])
        {
            LoadStackAddress(block);
            _il.Emit(OpCodes.Unaligned, (byte)1);
            _il.Emit(OpCodes.Ldobj, type);
            return;
        }
        // The pieces may be wider than what is left of the value.
        var pieces = _il.DeclareLocal(typeof(Pair<ulong, ulong>));
        foreach (var move in moves)
        {
            NativeShape.Address(_il, pieces, move.Offset);
            _il.Emit(OpCodes.Ldarg, Parameter(move));
            _il.Emit(
                _shape.TypeOf(move) == typeof(float) ? OpCodes.Stind_R4
                : _shape.TypeOf(move) == typeof(double) ? OpCodes.Stind_R8
                : OpCodes.Stind_I8
            );
        }
        NativeShape.Address(_il, pieces);
        _il.Emit(OpCodes.Unaligned, (byte)1);
        _il.Emit(OpCodes.Ldobj, type);
    }

    private void LoadScalar(Move move, Type type)
    {
        var native = _shape.TypeOf(move);
        if (move.To < UniversalThunks.Registers)
        {
            _il.Emit(OpCodes.Ldarg, Parameter(move));
        }
        else
        {
            LoadStackAddress(move);
            _il.Emit(
                native == typeof(float) ? OpCodes.Ldind_R4
                : native == typeof(double) ? OpCodes.Ldind_R8
                : OpCodes.Ldind_I8
            );
        }
        NativeShape.Narrow(_il, type);
    }

    // Behind the stub, and the address of a result in memory.
    private short Parameter(Move move) =>
        (short)(1 + (_shape.ReturnsInMemory ? 1 : 0) + Array.IndexOf(_shape.InRegisters, move));

    private void LoadStackAddress(Move move)
    {
        _il.Emit(OpCodes.Ldarga, (short)_native.Length);
        // Sound: what lies on the stack does not move.
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Ldc_I4, 8 * (move.To - UniversalThunks.Registers));
        _il.Emit(OpCodes.Add);
    }

    /// <summary>Takes the delegate's result from the evaluation stack.</summary>
    private void StoreResult(LocalBuilder? registers)
    {
        if (_signature.Result is CVoid)
        {
            return;
        }
        if (!CallFrame.HoldsAddressOf(_signature.Result))
        {
            if (Result == typeof(long))
            {
                ArgumentSource.Widen(_il, UniversalPlan.KindOf(_signature.Result));
            }
            _il.Emit(OpCodes.Stloc, registers!);
            return;
        }
        var value = _il.DeclareLocal(_invoke.ReturnType);
        _il.Emit(OpCodes.Stloc, value);
        if (registers is null)
        {
            // An empty struct does not travel.
            return;
        }
        if (_shape.ReturnsInMemory)
        {
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Conv_U);
        }
        else
        {
            NativeShape.Address(_il, registers);
        }
        var skipped = _shape.ResultBeginsWithPadding ? 8 : 0;
        NativeShape.Address(_il, value, skipped);
        // A second eightbyte of padding has no register.
        var most = _shape.ReturnsInMemory || Result.IsGenericType ? int.MaxValue : sizeof(ulong);
        _il.Emit(OpCodes.Ldc_I4, Math.Min(_signature.ResultSize - skipped, most));
        _il.Emit(OpCodes.Unaligned, (byte)1);
        _il.Emit(OpCodes.Cpblk);
    }

    // The registers are zero where nothing has stored them.
    private void ClearResult()
    {
        if (_shape.ReturnsInMemory)
        {
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Conv_U);
            _il.Emit(OpCodes.Ldc_I4_0);
            _il.Emit(OpCodes.Ldc_I4, _signature.ResultSize);
            _il.Emit(OpCodes.Unaligned, (byte)1);
            _il.Emit(OpCodes.Initblk);
        }
    }
}
