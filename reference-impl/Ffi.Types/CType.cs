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

    public static CVoid Instance { get; } = new();

    public override string ToString() => "void";
}

public sealed record CScalar(ScalarKind Kind) : CType
{
    public override string ToString() => CTypeText.Of(this);
}

public sealed record CPointer(CType Target) : CType
{
    public override string ToString() => CTypeText.Of(this);
}

/// <param name="Length">Number of elements. 0 makes gcc's zero-length array, and a flexible member where it comes last.</param>
public sealed record CArray(CType Element, int Length) : CType
{
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
/// <param name="Parameters">The declared ones; further arguments follow where <paramref name="IsVariadic"/>.</param>
public sealed record CFunction(
    CType Result,
    ImmutableArray<CType> Parameters,
    bool IsVariadic = false,
    CallConvention Convention = CallConvention.Default
) : CType
{
    public CFunction(CType result, params ReadOnlySpan<CType> parameters)
        : this(result, ImmutableArray.Create(parameters)) { }

    // The generated equality would compare the parameters' array by identity.
    public bool Equals(CFunction? other) =>
        other is not null
        && IsVariadic == other.IsVariadic
        && Convention == other.Convention
        && Result.Equals(other.Result)
        && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan());

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

    public override string ToString() => CTypeText.Of(this);
}
