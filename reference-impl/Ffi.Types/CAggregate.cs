using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Touchstone.Ffi.Types;

/// <summary>A struct or a union: a type with identity, declared first and completed once.</summary>
/// <remarks>Between the two it can be pointed to, but not laid out: so a struct can hold a pointer to itself.</remarks>
public abstract record CAggregate : CType
{
    private AggregateDefinition? _definition;

    private protected CAggregate(string name) => Name = name;

    /// <summary>The tag in messages and in C's notation; two types may share one.</summary>
    public string Name { get; }

    public bool IsComplete => Volatile.Read(ref _definition) is not null;

    /// <exception cref="CTypeException">The aggregate is still incomplete.</exception>
    public AggregateDefinition Definition =>
        Volatile.Read(ref _definition)
        ?? throw new CTypeException(
            CTypeFault.Incomplete,
            $"{this} is incomplete: its size is not known yet"
        );

    internal ConcurrentDictionary<TargetAbi, Layout> Layouts { get; } =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>Gives the aggregate its members, for good.</summary>
    /// <returns>The aggregate itself.</returns>
    /// <exception cref="CTypeException">It is already complete.</exception>
    public CAggregate Complete(AggregateDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (Interlocked.CompareExchange(ref _definition, definition, comparand: null) is not null)
        {
            throw new CTypeException(
                CTypeFault.AlreadyComplete,
                $"{this} is already complete: its members cannot be changed"
            );
        }
        return this;
    }

    /// <summary>Completes the aggregate with the ABI's own rules: no pack, no alignment, native byte order.</summary>
    public CAggregate Complete(params ReadOnlySpan<CField> fields) =>
        Complete(new AggregateDefinition([.. fields]));

    public virtual bool Equals(CAggregate? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

public sealed record CStruct(string Name) : CAggregate(Name)
{
    public bool Equals(CStruct? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => base.GetHashCode();

    // The name only: a struct may hold a pointer to itself.
    public override string ToString() => $"struct {Name}";
}

public sealed record CUnion(string Name) : CAggregate(Name)
{
    public bool Equals(CUnion? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => base.GetHashCode();

    public override string ToString() => $"union {Name}";
}

/// <summary>Whose rules place the members.</summary>
public enum LayoutRule
{
    /// <summary>The rule of the ABI that the layout is asked for.</summary>
    Native,

    /// <summary>What gcc and clang do on System V ABIs.</summary>
    GccSysV,

    /// <summary>What MSVC does, and gcc under <c>__attribute__((ms_struct))</c>.</summary>
    Ms,

    /// <summary>What ctypes did up to CPython 3.13, also where no C compiler agrees.</summary>
    CPythonBefore314,
}

/// <summary>The order of bytes in the scalars that an aggregate holds itself, directly or in arrays.</summary>
public enum ByteOrder
{
    Native,
    Little,
    Big,
}

/// <summary>A member as it is declared.</summary>
/// <param name="Name">Empty for an unnamed bit-field, which takes room and cannot be reached.</param>
/// <param name="BitWidth">Null for a plain member; 0 (unnamed only) ends the current storage unit.</param>
/// <param name="IsAnonymous">The member's own members are also reached through the aggregate: C11's anonymous struct, or <c>_anonymous_</c>.</param>
public sealed record CField(
    string Name,
    CType Type,
    int? BitWidth = null,
    bool IsAnonymous = false
);

/// <summary>What completes an aggregate.</summary>
/// <param name="Pack">Bytes that no member is aligned beyond (<c>#pragma pack</c>, <c>_pack_</c>); null for no limit.</param>
/// <param name="Align">Bytes that the aggregate is aligned to at least (<c>_Alignas</c>, <c>_align_</c>); null for no demand.</param>
/// <param name="Base">The aggregate whose members come first (ctypes' inheritance); null for none.</param>
public sealed record AggregateDefinition(
    ImmutableArray<CField> Fields,
    LayoutRule Rule = LayoutRule.Native,
    ByteOrder ByteOrder = ByteOrder.Native,
    int? Pack = null,
    int? Align = null,
    CAggregate? Base = null
);
