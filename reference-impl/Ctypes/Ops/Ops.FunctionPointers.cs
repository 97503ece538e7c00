using System.Collections.Immutable;
using System.Text;
using Touchstone.Ffi;

namespace Touchstone.Ctypes;

// Function pointer objects: what they are made of, and what can be set on them.
public static unsafe partial class Ops<H, R>
{
    /// <summary>Of a symbol of a library and perhaps paramflags, of an address, of a callable, or of nothing.</summary>
    private static bool InitialiseFunction(R data, ReadOnlySpan<R> arguments)
    {
        if (arguments.IsEmpty)
            return true;
        var source = arguments[0];
        if (H.KindOf(source) == ValueKind.Tuple)
            return BindSymbol(data, source, arguments);
        if (arguments.Length > 1)
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"function takes exactly 1 argument ({arguments.Length} given)"
            );
        }
        if (H.KindOf(source) is ValueKind.Integer or ValueKind.Boolean)
        {
            if (!H.ToBits(source, out var bits, out var range) || !FitsPointer(range))
                return false;
            *(ulong*)H.AddressOf(data) = bits;
            return true;
        }
        return H.IsCallable(source)
            ? BindCallback(data, source)
            : H.Raise(ErrorKind.TypeError, "argument must be callable or integer function address");
    }

    /// <summary><c>prototype((name, library), paramflags)</c>: the pointer keeps the library alive.</summary>
    private static bool BindSymbol(R data, R source, ReadOnlySpan<R> arguments)
    {
        if (arguments.Length > 2)
        {
            return H.Raise(
                ErrorKind.TypeError,
                $"function takes at most 2 arguments ({arguments.Length} given)"
            );
        }
        if (H.CountOf(source) != 2)
            return H.Raise(ErrorKind.TypeError, "illegal func_spec argument");
        if (
            !H.ItemOf(source, 0, out var name)
            || !H.ItemOf(source, 1, out var library)
            || !ToSymbolName(name, out var symbol)
            || !ToLibrary(library, out var handle)
        )
            return false;
        using var borrowed = Library.Borrow(null, handle);
        if (!borrowed.TryGetSymbol(symbol, out var address, out var error))
            return H.Raise(ErrorKind.AttributeError, error);
        var flags = arguments.Length > 1 ? arguments[1] : H.None;
        var type = H.TypeOf(data);
        if (!CheckParameterFlags(type.Parameters, flags))
            return false;
        *(nint*)H.AddressOf(data) = address;
        if (H.KindOf(flags) != ValueKind.None)
            H.SetFunctionSlot(data, FunctionSlot.ParameterFlags, flags);
        return Keep(data, 0, library);
    }

    private static bool ToSymbolName(R name, out string symbol)
    {
        symbol = "";
        switch (H.KindOf(name))
        {
            case ValueKind.Text:
                symbol = TextOf(H.CodePointsOf(name));
                return true;
            case ValueKind.Bytes:
                symbol = Encoding.UTF8.GetString(
                    H.BytesAt(name, out var length),
                    checked((int)length)
                );
                return true;
            default:
                return H.Raise(
                    ErrorKind.TypeError,
                    "function name must be string, bytes object or integer"
                );
        }
    }

    /// <summary>The handle of anything that is a library: it has <c>_handle</c>.</summary>
    private static bool ToLibrary(R library, out nint handle)
    {
        handle = 0;
        switch (H.Find(library, "_handle", out var number))
        {
            case Lookup.Found:
                if (H.KindOf(number) is not (ValueKind.Integer or ValueKind.Boolean))
                {
                    return H.Raise(
                        ErrorKind.TypeError,
                        "the _handle attribute of the second argument must be an integer"
                    );
                }
                var worked = H.ToBits(number, out var bits, out _);
                handle = (nint)bits;
                return worked;
            case Lookup.Missing:
                return H.Raise(
                    ErrorKind.AttributeError,
                    $"'{H.ClassNameOf(library)}' object has no attribute '_handle'"
                );
            default:
                return false;
        }
    }

    /// <summary><c>type.in_dll(library, name)</c>: an object on a library's variable; keeps nothing alive.</summary>
    public static bool InLibrary(CtypesType type, R library, string name, out R data)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(name);
        data = H.None;
        if (!ToLibrary(library, out var handle))
            return false;
        using var borrowed = Library.Borrow(null, handle);
        return borrowed.TryGetSymbol(name, out var address, out var error)
            ? Borrow(type, (byte*)address, out data)
            : H.Raise(ErrorKind.ValueError, error);
    }

    /// <summary><c>function.argtypes = value</c>.</summary>
    /// <param name="plan">How the function is called so far.</param>
    /// <param name="flags">The function's paramflags; <c>None</c> where it has none.</param>
    /// <param name="changed">How it is called from now on. <c>None</c> is back to what its type says.</param>
    public static bool SetArgumentTypes(
        CtypesType type,
        CallPlan plan,
        R flags,
        R value,
        out CallPlan changed
    )
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(plan);
        changed = plan;
        ImmutableArray<CtypesType>? parameters = type.Parameters;
        if (H.KindOf(value) != ValueKind.None)
        {
            if (!ToParameterTypes(type.Types, value, out var given))
                return false;
            if (type.Profile.ChecksFlagsAnew && !CheckParameterFlags(given, flags))
                return false;
            parameters = given;
        }
        changed = plan with { Parameters = parameters, Prepared = null };
        return true;
    }

    /// <summary>The types that a sequence of objects with <c>from_param</c> stands for.</summary>
    public static bool ToParameterTypes(
        TypeSet types,
        R sequence,
        out ImmutableArray<CtypesType> parameters
    )
    {
        ArgumentNullException.ThrowIfNull(types);
        parameters = [];
        var count = H.CountOf(sequence);
        if (count < 0)
            return H.Raise(ErrorKind.TypeError, "_argtypes_ must be a sequence of types");
        if (!CheckParameterCount(types.Profile, count))
            return false;
        var list = ImmutableArray.CreateBuilder<CtypesType>((int)count);
        for (var i = 0; i < count; i++)
        {
            if (!H.ItemOf(sequence, i, out var item))
                return false;
            if (H.KindOf(item) != ValueKind.Type)
            {
                switch (H.Find(item, "from_param", out _))
                {
                    case Lookup.Missing:
                        return H.Raise(
                            ErrorKind.TypeError,
                            $"item {i + 1} in _argtypes_ has no from_param method"
                        );
                    case Lookup.Failed:
                        return false;
                }
            }
            list.Add(H.TypeFor(types, item));
        }
        parameters = list.MoveToImmutable();
        return true;
    }

    /// <summary>Whether a function may have so many parameters.</summary>
    private static bool CheckParameterCount(CtypesProfile profile, nint count) =>
        !profile.LimitsArgumentTypes
        || count <= TypeSet.MostParameters
        || H.Raise(
            ErrorKind.ArgumentError,
            $"_argtypes_ has too many arguments ({count}), maximum is {TypeSet.MostParameters}"
        );

    /// <summary><c>function.restype = value</c>.</summary>
    /// <param name="attribute">What the message calls it: <c>restype</c>, of a type <c>_restype_</c>.</param>
    /// <param name="result">Null for <c>None</c>, which is C's <c>void</c>.</param>
    public static bool ToResultType(
        TypeSet types,
        R value,
        string attribute,
        out CtypesType? result
    )
    {
        ArgumentNullException.ThrowIfNull(types);
        result = null;
        if (H.KindOf(value) == ValueKind.None)
            return true;
        if (H.KindOf(value) != ValueKind.Type && !H.IsCallable(value))
        {
            return H.Raise(ErrorKind.TypeError, $"{attribute} must be a type, a callable, or None");
        }
        result = H.TypeFor(types, value);
        return true;
    }

    /// <summary><c>set_errno(value)</c>: ctypes' own copy, of this thread.</summary>
    public static bool SetErrno(R value, out int former)
    {
        former = 0;
        if (!H.ToBits(value, out var bits, out var range))
            return false;
        var isSigned = range == IntegerRange.Signed;
        if (range == IntegerRange.Below || (isSigned && (long)bits < int.MinValue))
            return H.Raise(ErrorKind.OverflowError, "signed integer is less than minimum");
        if (!isSigned || (long)bits > int.MaxValue)
            return H.Raise(ErrorKind.OverflowError, "signed integer is greater than maximum");
        former = Errno.Set((int)bits);
        return true;
    }

    /// <summary>Whether a value may be set as <c>errcheck</c>: <c>None</c> may not.</summary>
    public static bool CheckErrorCheck(R value) =>
        H.IsCallable(value)
        || H.Raise(ErrorKind.TypeError, "the errcheck attribute must be callable");
}
