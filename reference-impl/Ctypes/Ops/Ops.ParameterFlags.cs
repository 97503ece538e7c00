using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Touchstone.Ctypes;

// paramflags: which arguments go in, which come out, their names and defaults.
public static unsafe partial class Ops<H, R>
{
    private const uint In = 1;
    private const uint Out = 2;
    private const uint LocaleId = 4;

    /// <summary>An argument that is a result too.</summary>
    /// <param name="Index">From 0.</param>
    /// <param name="IsGiven">Whether the caller gave it, and so gets it back as it is.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct ResultArgument(int Index, bool IsGiven);

    /// <summary>Checks paramflags when a function pointer is made, in ctypes' order.</summary>
    private static bool CheckParameterFlags(ImmutableArray<CtypesType>? types, R flags)
    {
        if (types is not { } parameters || H.KindOf(flags) == ValueKind.None)
            return true;
        if (H.KindOf(flags) != ValueKind.Tuple)
            return H.Raise(ErrorKind.TypeError, "paramflags must be a tuple or None");
        if (H.CountOf(flags) != parameters.Length)
            return RaiseFlagCount();
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!H.ItemOf(flags, i, out var item) || !CheckParameterFlag(item, out var flag))
                return false;
            switch (flag & (In | Out | LocaleId))
            {
                case 0 or In or (In | LocaleId) or (In | Out):
                    break;
                case Out:
                    if (!CheckOut(parameters[i], i))
                        return false;
                    break;
                default:
                    return H.Raise(
                        ErrorKind.TypeError,
                        $"paramflag value {(int)flag} not supported"
                    );
            }
        }
        return true;
    }

    private static bool RaiseFlagCount() =>
        H.Raise(ErrorKind.ValueError, "paramflags must have the same length as argtypes");

    private static bool CheckParameterFlag(R item, out uint flag)
    {
        flag = 0;
        if (H.KindOf(item) == ValueKind.Tuple && H.CountOf(item) is >= 1 and <= 3)
        {
            if (!H.ItemOf(item, 0, out var number))
                return false;
            var isNamed = true;
            if (H.CountOf(item) > 1)
            {
                if (!H.ItemOf(item, 1, out var name))
                    return false;
                isNamed = H.KindOf(name) is ValueKind.Text or ValueKind.None;
            }
            if (isNamed && H.KindOf(number) is ValueKind.Integer or ValueKind.Boolean)
            {
                if (!H.ToBits(number, out var bits, out var range))
                    return false;
                flag = (uint)bits;
                if (
                    range == IntegerRange.Signed
                    && (long)bits is >= int.MinValue and <= int.MaxValue
                )
                    return true;
            }
        }
        return H.Raise(
            ErrorKind.TypeError,
            "paramflags must be a sequence of (int [,string [,value]]) tuples"
        );
    }

    private static bool CheckOut(CtypesType type, int position) =>
        type.Kind is TypeKind.Pointer or TypeKind.Array
        || type is { Kind: TypeKind.Simple, Code: 'P' or 'z' or 'Z' }
        || H.Raise(
            ErrorKind.TypeError,
            $"'out' parameter {position + 1} must be a pointer type, not {type.Name}"
        );

    /// <summary>The arguments of a call by their flags: given ones, defaults, and new objects to take what comes out.</summary>
    private static bool BuildArguments(
        CallPlan plan,
        R flags,
        ReadOnlySpan<R> given,
        ReadOnlySpan<KeyValuePair<string, R>> keywords,
        out R[] arguments,
        List<ResultArgument> results
    )
    {
        var parameters = plan.Parameters!.Value;
        arguments = new R[parameters.Length];
        // argtypes may have been set anew since the flags were checked.
        if (H.CountOf(flags) != parameters.Length)
            return RaiseFlagCount();
        var used = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (
                !H.ItemOf(flags, i, out var item)
                || !CheckParameterFlag(item, out var flag)
                || !PartOf(item, 1, out var name)
                || !PartOf(item, 2, out var initial)
            )
                return false;
            var hasDefault = H.CountOf(item) > 2;
            switch (flag & (In | Out | LocaleId))
            {
                case In | LocaleId:
                    // A locale: never given, and 0 is the default one.
                    arguments[i] = hasDefault ? initial : H.OfInteger(0);
                    break;
                case Out:
                    results.Add(new(i, IsGiven: false));
                    if (hasDefault)
                        arguments[i] = initial;
                    else if (!NewOut(parameters[i], out arguments[i]))
                        return false;
                    break;
                default:
                    if ((flag & Out) != 0)
                        results.Add(new(i, IsGiven: true));
                    if (
                        !Given(
                            name,
                            hasDefault,
                            initial,
                            given,
                            keywords,
                            ref used,
                            out arguments[i]
                        )
                    )
                        return false;
                    break;
            }
        }
        var all = given.Length + keywords.Length;
        return used == all
            || H.Raise(ErrorKind.TypeError, $"call takes exactly {used} arguments ({all} given)");
    }

    private static bool PartOf(R item, int index, out R part)
    {
        part = H.None;
        return H.CountOf(item) <= index || H.ItemOf(item, index, out part);
    }

    /// <summary>The next positional argument, else the keyword of that name, else the default.</summary>
    private static bool Given(
        R name,
        bool hasDefault,
        R initial,
        ReadOnlySpan<R> given,
        ReadOnlySpan<KeyValuePair<string, R>> keywords,
        ref int used,
        out R argument
    )
    {
        if (used < given.Length)
        {
            argument = given[used++];
            return true;
        }
        var text = H.KindOf(name) == ValueKind.Text ? TextOf(H.CodePointsOf(name)) : null;
        foreach (var (keyword, value) in keywords)
        {
            if (keyword != text)
                continue;
            used++;
            argument = value;
            return true;
        }
        argument = initial;
        return hasDefault
            || H.Raise(
                ErrorKind.TypeError,
                text is null ? "not enough arguments" : $"required argument '{text}' missing"
            );
    }

    /// <summary>A new object for what comes out: what the pointer points to, or the array itself; <c>from_param</c> passes its address.</summary>
    private static bool NewOut(CtypesType type, out R target)
    {
        target = H.None;
        return type switch
        {
            { Kind: TypeKind.Array } => H.Construct(type, [], out target),
            { Kind: TypeKind.Pointer, Element: { } element } => H.Construct(
                element,
                [],
                out target
            ),
            _ => H.Raise(
                ErrorKind.TypeError,
                $"{type.Name} 'out' parameter must be passed as default value"
            ),
        };
    }

    /// <summary>What came out, in the order of the parameters: one value, or a tuple of them, instead of the function's own result.</summary>
    private static bool BuildResult(R[] arguments, List<ResultArgument> results, out R result)
    {
        result = H.None;
        var values = new R[results.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var argument = arguments[results[i].Index];
            if (results[i].IsGiven)
                values[i] = argument;
            else if (!FromOut(argument, out values[i]))
                return false;
        }
        result = values.Length == 1 ? values[0] : H.OfTuple(values);
        return true;
    }

    /// <summary><c>__ctypes_from_outparam__</c>: simple values are unboxed, other objects of ctypes are themselves.</summary>
    private static bool FromOut(R argument, out R result)
    {
        result = argument;
        const string method = "__ctypes_from_outparam__";
        R converter;
        if (H.KindOf(argument) == ValueKind.Data)
        {
            var type = H.TypeOf(argument);
            var found = H.FindOverride(type, method, out converter);
            if (found == Lookup.Missing)
            {
                return type.Kind != TypeKind.Simple
                    || type.IsBoxedSimple
                    || GetValue(argument, out result);
            }
            return found == Lookup.Found && H.Invoke(converter, [argument], out result);
        }
        return H.Find(argument, method, out converter) switch
        {
            Lookup.Found => H.Invoke(converter, [], out result),
            Lookup.Missing => H.Raise(
                ErrorKind.AttributeError,
                $"'{H.ClassNameOf(argument)}' object has no attribute '{method}'"
            ),
            _ => false,
        };
    }

    private static string TextOf(ReadOnlySpan<int> points)
    {
        var text = new System.Text.StringBuilder(points.Length);
        foreach (var point in points)
        {
            text.Append(
                point > char.MaxValue
                    ? char.ConvertFromUtf32(point)
                    : ((char)point).ToString(CultureInfo.InvariantCulture)
            );
        }
        return text.ToString();
    }
}
