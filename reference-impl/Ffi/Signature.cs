using System.Collections.Immutable;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>One way to call a C function: its type, and the types of the further arguments if it is variadic.</summary>
public sealed class Signature
{
    private Passing[]? _passings;

    /// <param name="function">Its aggregates by value must be complete.</param>
    /// <param name="further">
    /// The arguments past the declared ones, as the caller has them; C's default promotions are applied here (float becomes double,
    /// narrow integers become int), so the caller's slots hold the promoted values.
    /// </param>
    /// <exception cref="CTypeException">A parameter that has no size, an incomplete aggregate by value, or an array as the result.</exception>
    public Signature(CFunction function, params ReadOnlySpan<CType> further)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (further.Length > 0 && !function.IsVariadic)
        {
            throw new ArgumentException($"{function} takes no further arguments", nameof(further));
        }
        Function = function;
        FixedCount = function.Parameters.Length;
        Arguments = Travelling(function.Parameters, further);
        foreach (var argument in Arguments)
        {
            HostAbi.SizeOf(argument);
        }
        if (function.Result is CArray)
        {
            throw new CTypeException(
                CTypeFault.NoSize,
                $"{function}: a function returns no array (C11 6.7.6.3 §1), only a pointer to one"
            );
        }
        ResultSize = function.Result is CVoid ? 0 : HostAbi.SizeOf(function.Result);
    }

    /// <summary>The declared type; its parameters are as written, before arrays and functions become pointers (C11 6.7.6.3, 7 and 8).</summary>
    public CFunction Function { get; }

    /// <summary>What travels: the declared parameters, then the promoted further ones. Arrays and functions have become pointers.</summary>
    public ImmutableArray<CType> Arguments { get; }

    /// <summary>How many of <see cref="Arguments"/> the function declares.</summary>
    public int FixedCount { get; }

    /// <summary>What the function gives, by value; <see cref="CVoid"/> for nothing.</summary>
    public CType Result => Function.Result;

    /// <summary>Bytes that a call writes at its result's address; 0 for <c>void</c>.</summary>
    public int ResultSize { get; }

    /// <summary>How the System V x86-64 ABI carries each of <see cref="Arguments"/>: to be asked on a machine of that ABI only.</summary>
    internal Passing[] Passings => _passings ??= Classify(Arguments);

    /// <summary>How it carries the result.</summary>
    internal Passing ResultPassing => SysVClassifier.Classify(Result);

    /// <summary>The declared type in C's notation; further arguments are not shown.</summary>
    public override string ToString() => Function.ToString();

    private static Passing[] Classify(ImmutableArray<CType> types)
    {
        var passings = types.Length == 0 ? [] : new Passing[types.Length];
        for (var i = 0; i < passings.Length; i++)
        {
            passings[i] = SysVClassifier.Classify(types[i]);
        }
        return passings;
    }

    private static ImmutableArray<CType> Travelling(
        ImmutableArray<CType> declared,
        ReadOnlySpan<CType> further
    )
    {
        if (further.Length == 0 && !MayDecay(declared))
        {
            return declared;
        }
        var arguments = ImmutableArray.CreateBuilder<CType>(declared.Length + further.Length);
        foreach (var parameter in declared)
        {
            arguments.Add(Decayed(parameter));
        }
        foreach (var type in further)
        {
            arguments.Add(Promoted(Decayed(type)));
        }
        return arguments.MoveToImmutable();
    }

    private static bool MayDecay(ImmutableArray<CType> types)
    {
        foreach (var type in types)
        {
            if (type is CArray or CFunction)
            {
                return true;
            }
        }
        return false;
    }

    private static CType Decayed(CType type) =>
        type switch
        {
            CArray array => new CPointer(array.Element),
            CFunction function => new CPointer(function),
            _ => type,
        };

    private static CType Promoted(CType type) =>
        type switch
        {
            CScalar { Kind: ScalarKind.Float } => new CScalar(ScalarKind.Double),
            CScalar scalar
                when HostAbi.Current.Scalar(scalar.Kind) is { IsInteger: true, Size: < 4 } =>
                new CScalar(ScalarKind.Int),
            _ => type,
        };
}
