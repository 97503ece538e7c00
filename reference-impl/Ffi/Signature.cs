using System.Collections.Immutable;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>One way to call a C function: its type, and the types of the further arguments if it is variadic.</summary>
public sealed class Signature
{
    /// <param name="function">Its aggregates by value must be complete.</param>
    /// <param name="further">
    /// The arguments past the declared ones, as the caller has them; C's default promotions are applied here (float becomes double,
    /// narrow integers become int), so the caller's slots hold the promoted values.
    /// </param>
    /// <exception cref="CTypeException">A parameter that has no size, or an incomplete aggregate by value.</exception>
    public Signature(CFunction function, params ReadOnlySpan<CType> further)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (further.Length > 0 && !function.IsVariadic)
        {
            throw new ArgumentException($"{function} takes no further arguments", nameof(further));
        }
        Function = function;
        FixedCount = function.Parameters.Length;
        var arguments = ImmutableArray.CreateBuilder<CType>(FixedCount + further.Length);
        foreach (var parameter in function.Parameters)
        {
            arguments.Add(Decayed(parameter));
        }
        foreach (var type in further)
        {
            arguments.Add(Promoted(Decayed(type)));
        }
        Arguments = arguments.MoveToImmutable();
        foreach (var argument in Arguments)
        {
            Layout.Of(argument, HostAbi.Current);
        }
        ResultSize =
            function.Result is CVoid ? 0 : Layout.Of(function.Result, HostAbi.Current).Size;
    }

    public CFunction Function { get; }

    /// <summary>What travels: the declared parameters, then the promoted further ones. Arrays and functions have become pointers.</summary>
    public ImmutableArray<CType> Arguments { get; }

    /// <summary>How many of <see cref="Arguments"/> the function declares.</summary>
    public int FixedCount { get; }

    public CType Result => Function.Result;

    /// <summary>Bytes that a call writes at its result's address; 0 for <c>void</c>.</summary>
    public int ResultSize { get; }

    public override string ToString() => Function.ToString();

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
