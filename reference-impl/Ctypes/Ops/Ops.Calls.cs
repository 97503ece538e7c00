using System.Runtime.CompilerServices;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// Calls of C functions.
public static unsafe partial class Ops<H, R>
{
    private const int MostArguments = 1024;

    /// <summary>Calls a C function.</summary>
    /// <param name="function">Its address. Trusted, except NULL.</param>
    /// <param name="types">The types of the session.</param>
    public static bool Call(
        nint function,
        TypeSet types,
        CallPlan<R> plan,
        ReadOnlySpan<R> arguments,
        out R result
    )
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(plan);
        result = H.None;
        if (function == 0)
            return H.Raise(ErrorKind.ValueError, "NULL function pointer called");
        if (!CheckCount(plan, arguments.Length))
            return false;
        var slots = new ArgumentSlot<R>[arguments.Length];
        var scratch = stackalloc byte[ScratchSize * arguments.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var type =
                plan.Parameters is { } parameters && i < parameters.Length ? parameters[i] : null;
            var own = scratch + (i * ScratchSize);
            if (!ConvertArgument(type, arguments[i], i, own, out slots[i]))
                return false;
        }
        if (!Prepare(types, plan, slots, out var call))
            return false;
        return Invoke(function, types, plan, call, slots, out result);
    }

    private static bool CheckCount(CallPlan<R> plan, int given)
    {
        var required = plan.Parameters?.Length ?? 0;
        if (given < required)
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"this function takes at least {required} argument{(required == 1 ? "" : "s")} "
                    + $"({given} given)"
            );
        }
        return given <= MostArguments
            || H.Raise(
                ErrorKind.ArgumentError,
                $"too many arguments ({given}), maximum is {MostArguments}"
            );
    }

    /// <summary>Converts an argument by its declared type, or by what it is; every error becomes an <c>ArgumentError</c>.</summary>
    /// <param name="type">Null where none is declared.</param>
    /// <param name="position">From 0.</param>
    private static bool ConvertArgument(
        CtypesType? type,
        R value,
        int position,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        try
        {
            var worked = type is null
                ? ToUndeclared(value, position, scratch, out slot)
                : ToParameter(type, value, scratch, out slot);
            return worked
                || H.ReplaceError(null, ErrorKind.ArgumentError, $"argument {position + 1}: ");
        }
        catch (PythonException error)
        {
            slot = default;
            return H.ReplaceError(error, ErrorKind.ArgumentError, $"argument {position + 1}: ");
        }
    }

    /// <summary>An argument without a declared type: integers are C's <c>int</c>, text is a pointer, a float is an error.</summary>
    private static bool ToUndeclared(R value, int position, byte* scratch, out ArgumentSlot<R> slot)
    {
        slot = default;
        switch (H.KindOf(value))
        {
            case ValueKind.Argument:
                slot = H.ArgumentOf(value, scratch);
                return true;
            case ValueKind.Data:
                slot = SlotOf(value);
                return true;
            case ValueKind.None:
                slot = AddressSlot(null, value);
                return true;
            case ValueKind.Integer or ValueKind.Boolean:
                if (!H.ToBits(value, out var bits, out var range))
                    return false;
                if (range is IntegerRange.Above or IntegerRange.Below)
                    return H.Raise(ErrorKind.OverflowError, "int too long to convert");
                slot = new('i', new CScalar(ScalarKind.Int), (uint)bits, value);
                return true;
            case ValueKind.Bytes or ValueKind.Text:
                slot = TextSlot(value);
                return true;
        }
        if (H.AsParameter(value, out var parameter))
            return ToUndeclared(parameter, position, scratch, out slot);
        return H.Raise(ErrorKind.TypeError, $"Don't know how to convert parameter {position + 1}");
    }

    private static bool Prepare(
        TypeSet types,
        CallPlan<R> plan,
        ArgumentSlot<R>[] slots,
        out PreparedCall call
    )
    {
        var declared = plan.Parameters?.Length ?? 0;
        var isDeclared = plan.Parameters is not null && declared == slots.Length;
        if (isDeclared && plan.Prepared is { } known)
        {
            call = known;
            return true;
        }
        call = null!;
        var further = plan.Parameters is null || declared == 0 ? slots.Length : declared;
        for (var i = further; i < slots.Length; i++)
        {
            // libffi promotes nothing, and refuses to pass what C would promote.
            if (IsPromoted(slots[i].Type))
                return H.Raise(ErrorKind.RuntimeError, "ffi_prep_cif_var failed");
        }
        try
        {
            call = CallBackends.Prepare(SignatureOf(types, plan, slots, isDeclared, further));
        }
        catch (UnsupportedCallException reason)
        {
            return H.Raise(ErrorKind.NotImplementedError, reason.Message);
        }
        if (isDeclared)
            plan.Prepared = call;
        return true;
    }

    /// <summary>
    /// Without a prototype nothing tells whether the function is variadic, so it is called as one whose declared parameters are
    /// all the arguments: on the ABIs at hand the same call, and nothing is promoted.
    /// </summary>
    private static Signature SignatureOf(
        TypeSet types,
        CallPlan<R> plan,
        ArgumentSlot<R>[] slots,
        bool isDeclared,
        int fixedCount
    )
    {
        var all = slots.Select(slot => slot.Type).ToArray();
        var result =
            plan.HasConverter ? types["c_int"].CType
            : plan.Result is null ? CVoid.Instance
            : plan.Result.Kind == TypeKind.Array ? AddressType
            : plan.Result.CType;
        var function = new CFunction(
            result,
            [.. all.AsSpan(0, fixedCount)],
            IsVariadic: !isDeclared
        );
        return new Signature(function, all.AsSpan(fixedCount));
    }

    private static bool IsPromoted(CType type) =>
        type
            is CScalar
            {
                Kind: ScalarKind.Float
                    or ScalarKind.Bool
                    or ScalarKind.Char
                    or ScalarKind.SignedChar
                    or ScalarKind.UnsignedChar
                    or ScalarKind.Short
                    or ScalarKind.UnsignedShort
            };

    private static bool Invoke(
        nint function,
        TypeSet types,
        CallPlan<R> plan,
        PreparedCall call,
        ArgumentSlot<R>[] slots,
        out R result
    )
    {
        Span<ulong> bits = slots.Length <= 32 ? stackalloc ulong[32] : new ulong[slots.Length];
        for (var i = 0; i < slots.Length; i++)
            bits[i] = slots[i].Bits;
        var size = call.Signature.ResultSize;
        // Small results stay on the stack; a large structure would not fit there.
        var buffer = size > 256 ? GC.AllocateUninitializedArray<byte>(size, pinned: true) : null;
        var small = stackalloc byte[256];
        var address = buffer is null ? small : (byte*)Unsafe.AsPointer(ref buffer[0]);
        call.Invoke(
            function,
            new CallFrame(bits[..slots.Length]),
            (nint)address,
            swapErrno: plan.UsesErrno
        );
        var worked = ToResult(types, plan, address, out result);
        GC.KeepAlive(slots);
        GC.KeepAlive(buffer);
        return worked;
    }

    private static bool ToResult(TypeSet types, CallPlan<R> plan, byte* bytes, out R result)
    {
        if (plan.HasConverter)
        {
            var number = H.OfInteger(Unsafe.ReadUnaligned<int>(bytes));
            return H.Invoke(plan.Converter!, [number], out result);
        }
        result = H.None;
        return plan.Result is not { } type || CopyOut(type, bytes, out result);
    }

    /// <summary>The Python value of bytes that will not last: unboxed, or a new object with memory of its own.</summary>
    private static bool CopyOut(CtypesType type, byte* bytes, out R value)
    {
        if (type.Kind == TypeKind.Simple && !type.IsBoxedSimple)
            return GetScalar(type, bytes, out value);
        if (!H.Allocate(type, out value))
            return false;
        Buffer.MemoryCopy(bytes, H.AddressOf(value), type.Size, type.Size);
        return true;
    }
}
