using System.Runtime.CompilerServices;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

// Calls of C functions.
public static unsafe partial class Ops<H, R>
{
    /// <summary>Calls a function pointer object with all that was set on it: <c>argtypes</c>, <c>restype</c>, <c>errcheck</c>, paramflags.</summary>
    /// <param name="function">The object.</param>
    /// <param name="keywords">Names and values of the keyword arguments; without paramflags they are ignored, as ctypes does.</param>
    public static bool Call(
        R function,
        ReadOnlySpan<R> arguments,
        ReadOnlySpan<KeyValuePair<string, R>> keywords,
        out R result
    )
    {
        var plan = H.PlanOf(function);
        var errorCheck = H.FunctionSlotOf(function, FunctionSlot.ErrorCheck);
        var parameterFlags = H.FunctionSlotOf(function, FunctionSlot.ParameterFlags);
        var types = H.TypeOf(function).Types;
        var address = Unsafe.ReadUnaligned<nint>(H.AddressOf(function));
        var hasFlags =
            H.KindOf(parameterFlags) == ValueKind.Tuple && plan.Parameters is { IsEmpty: false };
        var checks = H.KindOf(errorCheck) != ValueKind.None;
        if (!hasFlags && !checks)
            return Call(address, types, plan, arguments, out result);
        result = H.None;
        R[] passed;
        List<ResultArgument> results = [];
        if (!hasFlags)
            passed = [.. arguments];
        else if (!BuildArguments(plan, parameterFlags, arguments, keywords, out passed, results))
            return false;
        if (!Call(address, types, plan, passed, out result))
            return false;
        if (checks)
        {
            var given = H.OfTuple(passed);
            if (!H.Invoke(errorCheck, [result, function, given], out var verdict))
                return false;
            // Anything but the very arguments is the result; those let the call end as if nobody had checked.
            if (!H.AreSame(verdict, given))
            {
                result = verdict;
                return true;
            }
        }
        return results.Count == 0 || BuildResult(passed, results, out result);
    }

    /// <summary>Calls a C function.</summary>
    /// <param name="function">Its address. Trusted, except NULL.</param>
    /// <param name="types">The types of the session.</param>
    public static bool Call(
        nint function,
        TypeSet types,
        CallPlan plan,
        ReadOnlySpan<R> arguments,
        out R result
    )
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(plan);
        result = H.None;
        if (!CheckCount(plan, arguments.Length))
            return false;
        var slots = new ArgumentSlot<R>[arguments.Length];
        var scratch = stackalloc byte[ScratchSize * arguments.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var type =
                plan.Parameters is { } parameters && i < parameters.Length ? parameters[i] : null;
            var own = scratch + (i * ScratchSize);
            if (!ConvertArgument(types, type, arguments[i], i, own, out slots[i]))
                return false;
        }
        // CPython jumps to address 0 and dies.
        if (function == 0)
            return H.Raise(ErrorKind.ValueError, "NULL function pointer called");
        if (!Prepare(types, plan, slots, out var call))
            return false;
        return Invoke(function, types, plan, call, slots, out result);
    }

    private static bool CheckCount(CallPlan plan, int given)
    {
        if (plan.Parameters is { } parameters)
        {
            var required = parameters.Length;
            var isExact = !plan.Flags.HasFlag(FunctionModes.Cdecl);
            if (given < required || (isExact && given != required))
            {
                return H.Raise(
                    ErrorKind.TypeError,
                    $"this function takes {(isExact ? "" : "at least ")}{required} "
                        + $"argument{(required == 1 ? "" : "s")} ({given} given)"
                );
            }
        }
        return given <= TypeSet.MostParameters
            || H.Raise(
                ErrorKind.ArgumentError,
                $"too many arguments ({given}), maximum is {TypeSet.MostParameters}"
            );
    }

    /// <summary>Converts an argument by its declared type, or by what it is; every error becomes an <c>ArgumentError</c>.</summary>
    /// <param name="type">Null where none is declared.</param>
    /// <param name="position">From 0.</param>
    private static bool ConvertArgument(
        TypeSet types,
        CtypesType? type,
        R value,
        int position,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        PythonException? thrown = null;
        try
        {
            var worked = type is null
                ? ToUndeclared(value, position, scratch, out slot)
                : ToDeclared(type, value, position, scratch, out slot);
            if (worked)
                return true;
        }
        catch (PythonException error)
        {
            slot = default;
            thrown = error;
        }
        return RaiseAs(
            types.Profile,
            thrown,
            ErrorKind.ArgumentError,
            $"argument {position + 1}: "
        );
    }

    /// <summary>Replaces the error that is set, or that was thrown, by one of another class that names it.</summary>
    /// <returns>False, always.</returns>
    private static bool RaiseAs(
        CtypesProfile profile,
        PythonException? thrown,
        ErrorKind kind,
        string prefix
    )
    {
        H.DescribeError(H.TakeError(thrown), out var className, out var text);
        var name = profile.NamesErrorClassesBare ? className : $"<class '{className}'>";
        return H.Raise(kind, $"{prefix}{name}: {text}");
    }

    /// <summary>By <c>from_param</c>: the host's, where a subclass of its has one. What that gives is passed as if nothing were declared.</summary>
    private static bool ToDeclared(
        CtypesType type,
        R value,
        int position,
        byte* scratch,
        out ArgumentSlot<R> slot
    )
    {
        slot = default;
        return H.FindOverride(type, "from_param", out var converter) switch
        {
            Lookup.Missing => ToParameter(type, value, scratch, out slot),
            Lookup.Found => H.Invoke(converter, [value], out var parameter)
                && ToUndeclared(parameter, position, scratch, out slot),
            _ => false,
        };
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
                slot = new('i', IntType, SignExtended(bits), value);
                return true;
            case ValueKind.Bytes or ValueKind.Text:
                slot = TextSlot(value);
                return true;
        }
        switch (H.Find(value, AsParameter, out var parameter))
        {
            case Lookup.Found:
                if (!AsParameterChain.TryEnter())
                    return RaiseTooDeep();
                try
                {
                    return ToUndeclared(parameter, position, scratch, out slot);
                }
                finally
                {
                    AsParameterChain.Leave();
                }
            case Lookup.Failed:
                return false;
            default:
                return H.Raise(
                    ErrorKind.TypeError,
                    $"Don't know how to convert parameter {position + 1}"
                );
        }
    }

    /// <summary>
    /// An <c>int</c> as libffi puts it into a register: a function that takes a <c>long</c>, and whose <c>argtypes</c> nobody has
    /// set, sees the sign, where C leaves the upper half undefined.
    /// </summary>
    private static ulong SignExtended(ulong bits) => (ulong)(long)(int)bits;

    private static bool Prepare(
        TypeSet types,
        CallPlan plan,
        ArgumentSlot<R>[] slots,
        out PreparedCall call
    )
    {
        if (plan.Prepared is { } known && Fits(known.Types, slots))
        {
            call = known.Call;
            return true;
        }
        var declared = plan.Parameters?.Length ?? 0;
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
            call = CallBackends.Prepare(
                SignatureOf(
                    types,
                    plan,
                    slots,
                    plan.Parameters is not null && declared == slots.Length,
                    further
                )
            );
        }
        catch (UnsupportedCallException reason)
        {
            return H.Raise(ErrorKind.NotImplementedError, reason.Message);
        }
        plan.Prepared = new(call, Array.ConvertAll(slots, slot => slot.Type));
        return true;
    }

    /// <summary>Whether the call that was made ready takes these arguments: without argtypes, and with a host's from_param, they may differ each time.</summary>
    private static bool Fits(CType[] types, ArgumentSlot<R>[] slots)
    {
        if (types.Length != slots.Length)
            return false;
        for (var i = 0; i < slots.Length; i++)
        {
            if (!ReferenceEquals(types[i], slots[i].Type) && !types[i].Equals(slots[i].Type))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Without a prototype nothing tells whether the function is variadic, so it is called as one whose declared parameters are
    /// all the arguments: on the ABIs at hand the same call, and nothing is promoted.
    /// </summary>
    private static Signature SignatureOf(
        TypeSet types,
        CallPlan plan,
        ArgumentSlot<R>[] slots,
        bool isDeclared,
        int fixedCount
    )
    {
        var all = slots.Select(slot => slot.Type).ToArray();
        var result = plan.Result switch
        {
            null => CVoid.Instance,
            { Kind: TypeKind.Foreign } => types["c_int"].CType,
            { Kind: TypeKind.Array } => AddressType,
            var type => type.CType,
        };
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
        CallPlan plan,
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
        var state = H.BeginForeignCall(plan.KeepsLock);
        call.Invoke(
            function,
            new CallFrame(bits[..slots.Length]),
            (nint)address,
            swapErrno: plan.UsesErrno
        );
        result = H.None;
        var worked =
            H.EndForeignCall(state, plan.KeepsLock) && ToResult(plan, address, size, out result);
        GC.KeepAlive(slots);
        GC.KeepAlive(buffer);
        return worked;
    }

    /// <param name="size">Bytes that C has given.</param>
    private static bool ToResult(CallPlan plan, byte* bytes, int size, out R result)
    {
        result = H.None;
        if (plan.Result is not { } type)
            return true;
        if (type.Kind == TypeKind.Foreign)
        {
            var number = H.OfInteger(Unsafe.ReadUnaligned<int>(bytes));
            return H.Invoke(H.ForeignOf(type), [number], out result);
        }
        return CopyOut(type, bytes, size, out result)
            && H.FindOverride(type, "_check_retval_", out var checker) switch
            {
                Lookup.Missing => true,
                Lookup.Found => H.Invoke(checker, [result], out result),
                _ => false,
            };
    }

    /// <summary>The Python value of bytes that will not last: unboxed, or a new object with memory of its own.</summary>
    private static bool CopyOut(CtypesType type, byte* bytes, int size, out R value)
    {
        if (type.Kind == TypeKind.Simple && !type.IsBoxedSimple)
            return GetScalar(type, bytes, out value);
        if (!Allocate(type, out value))
            return false;
        // An array as restype is a pointer in C, and CPython copies its bytes, and whatever follows them, into the array.
        Buffer.MemoryCopy(bytes, H.AddressOf(value), type.Size, nint.Min(type.Size, size));
        return true;
    }
}
