using System.Collections.Immutable;

namespace Touchstone.Ffi.Types;

/// <summary>A C type. The set is closed, so that a switch can name every case.</summary>
public abstract record CType
{
    private protected CType() { }
}

/// <summary>No value: a function's result, or what an untyped pointer points to.</summary>
public sealed record CVoid : CType
{
    private CVoid() { }

    /// <summary>The only one.</summary>
    public static CVoid Instance { get; } = new();

    /// <summary>The type as messages write it.</summary>
    public override string ToString() => "void";
}

/// <summary>An integer, a float or a complex number.</summary>
/// <param name="Kind">Which of C's: its size is the target's to say (<see cref="TargetAbi.Scalar"/>).</param>
public sealed record CScalar(ScalarKind Kind) : CType
{
    /// <summary>The type as messages write it.</summary>
    public override string ToString() => CTypeText.Of(this);
}

/// <summary>A pointer: laid out alike whatever it points to.</summary>
/// <param name="Target">May be <see cref="CVoid"/>, a <see cref="CFunction"/>, or an aggregate that is still incomplete.</param>
public sealed record CPointer(CType Target) : CType
{
    /// <summary>The type as messages write it.</summary>
    public override string ToString() => CTypeText.Of(this);
}

/// <summary>An array: its elements without padding between or after them.</summary>
/// <param name="Element">A type that has a size.</param>
/// <param name="Length">Number of elements. 0 makes gcc's zero-length array, and a flexible member where it comes last.</param>
public sealed record CArray(CType Element, int Length) : CType
{
    /// <summary>The type as messages write it.</summary>
    public override string ToString() => CTypeText.Of(this);
}

/// <summary>Who cleans the stack, and where arguments go.</summary>
public enum CallConvention
{
    /// <summary>The ABI's own: <c>cdecl</c> where there are several.</summary>
    Default,

    /// <summary>32-bit Windows' <c>stdcall</c>; the same as <see cref="Default"/> everywhere else.</summary>
    StdCall,

    /// <summary>The Windows x64 convention on a machine whose own is another (<c>__attribute__((ms_abi))</c>).</summary>
    MicrosoftX64,
}

/// <summary>A C function, not a pointer to one: that is <see cref="CPointer"/> of this.</summary>
/// <param name="Result"><see cref="CVoid"/> for none.</param>
/// <param name="Parameters">The declared ones; further arguments follow where <paramref name="IsVariadic"/>.</param>
/// <param name="IsVariadic">Whether the declaration ends in <c>...</c>.</param>
/// <param name="Convention">The ABI's own, unless declared otherwise.</param>
public sealed record CFunction(
    CType Result,
    ImmutableArray<CType> Parameters,
    bool IsVariadic = false,
    CallConvention Convention = CallConvention.Default
) : CType
{
    /// <summary>A function of a fixed number of parameters, in the ABI's own convention.</summary>
    /// <param name="result"><see cref="CVoid"/> for none.</param>
    /// <param name="parameters">In the order of declaration.</param>
    public CFunction(CType result, params ReadOnlySpan<CType> parameters)
        : this(result, ImmutableArray.Create(parameters)) { }

    /// <summary>Whether the two have equal results, parameters, ends and conventions.</summary>
    // The generated equality would compare the parameters' array by identity.
    public bool Equals(CFunction? other) =>
        other is not null
        && IsVariadic == other.IsVariadic
        && Convention == other.Convention
        && Result.Equals(other.Result)
        && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Result);
        hash.Add(IsVariadic);
        hash.Add(Convention);
        foreach (var parameter in Parameters)
        {
            hash.Add(parameter);
        }
        return hash.ToHashCode();
    }

    /// <summary>The type as messages write it.</summary>
    public override string ToString() => CTypeText.Of(this);
}
