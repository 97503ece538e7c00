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

    /// <summary>Whether it has its members, and so a size.</summary>
    public bool IsComplete => Volatile.Read(ref _definition) is not null;

    /// <summary>What the aggregate was completed with.</summary>
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

    /// <summary>Identity: C's aggregates are nominal.</summary>
    public virtual bool Equals(CAggregate? other) => ReferenceEquals(this, other);

    /// <summary>Of the identity.</summary>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>A struct: its members follow each other.</summary>
/// <param name="Name">The tag.</param>
public sealed record CStruct(string Name) : CAggregate(Name)
{
    /// <inheritdoc cref="CAggregate.Equals(CAggregate?)"/>
    public bool Equals(CStruct? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>The name only: a struct may hold a pointer to itself.</summary>
    public override string ToString() => $"struct {Name}";
}

/// <summary>A union: its members share their first byte.</summary>
/// <param name="Name">The tag.</param>
public sealed record CUnion(string Name) : CAggregate(Name)
{
    /// <inheritdoc cref="CAggregate.Equals(CAggregate?)"/>
    public bool Equals(CUnion? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <inheritdoc cref="CStruct.ToString"/>
    public override string ToString() => $"union {Name}";
}

/// <summary>Whose rules place the members.</summary>
public enum LayoutRule
{
    /// <summary>The rule of the ABI that the layout is asked for.</summary>
    Native,

    /// <summary>What gcc and clang do on every ABI but Windows'.</summary>
    GccSysV,

    /// <summary>What gcc does under <c>__attribute__((ms_struct))</c>: MSVC's bit-fields, but not its unions.</summary>
    Ms,

    /// <summary>What MSVC does, and clang where it targets it.</summary>
    Msvc,

    /// <summary>What ctypes did up to CPython 3.13, also where no C compiler agrees.</summary>
    CPythonBefore314,

    /// <summary>ctypes' <c>_layout_ = 'gcc-sysv'</c> since CPython 3.14: as <see cref="GccSysV"/>, but for what C cannot say.</summary>
    CPythonGccSysV,

    /// <summary>ctypes' <c>_layout_ = 'ms'</c> since CPython 3.14, which is neither gcc's rule nor MSVC's for packed unions.</summary>
    CPythonMs,
}

/// <summary>The order of bytes in the scalars that an aggregate holds itself, directly or in arrays.</summary>
public enum ByteOrder
{
    /// <summary>The target's own.</summary>
    Native,

    /// <summary>Least significant byte first; bit-fields start at the least significant bit.</summary>
    Little,

    /// <summary>Most significant byte first; bit-fields start at the most significant bit.</summary>
    Big,
}

/// <summary>A member as it is declared.</summary>
/// <param name="Name">Empty for an unnamed bit-field, which takes room and cannot be reached.</param>
/// <param name="Type">Of the member; of a flexible array (<c>T m[]</c>), an array of 0 elements.</param>
/// <param name="BitWidth">Null for a plain member; 0 (unnamed only) ends the current storage unit.</param>
/// <param name="IsAnonymous">The member's own members are also reached through the aggregate: C11's anonymous struct, or <c>_anonymous_</c>.</param>
/// <param name="IsPacked"><c>__attribute__((packed))</c> on the member: it is aligned to a byte, a bit-field to a bit.</param>
/// <param name="Align">Bytes that the member is aligned to at least (<c>_Alignas</c>, <c>aligned</c>): this outdoes packing, but not <c>#pragma pack</c>.</param>
/// <param name="TypeAlign">
/// Bytes that a typedef aligns the member's type to, up or down (<c>typedef int t __attribute__((aligned(8)))</c>); null for the
/// type's own. It yields to packing.
/// </param>
/// <param name="IsFlexible">A flexible array member (C11 6.7.2.1 §18): the last of a struct that has others.</param>
public sealed record CField(
    string Name,
    CType Type,
    int? BitWidth = null,
    bool IsAnonymous = false,
    bool IsPacked = false,
    int? Align = null,
    int? TypeAlign = null,
    bool IsFlexible = false
);

/// <summary>What completes an aggregate. The rules of ctypes know only what ctypes can say.</summary>
/// <param name="Fields">In the order of declaration.</param>
/// <param name="Rule">Whose rules place them.</param>
/// <param name="ByteOrder">Of the scalars among them.</param>
/// <param name="Pack">
/// Bytes that no member is aligned beyond (<c>#pragma pack</c>, <c>_pack_</c>); null for no limit. A power of two, except for ctypes.
/// </param>
/// <param name="Align">Bytes that the aggregate is aligned to at least (<c>_Alignas</c>, <c>_align_</c>); null for no demand. A power of two, except for ctypes.</param>
/// <param name="Base">The aggregate whose members come first (ctypes' inheritance), as if it were the first member; null for none.</param>
/// <param name="IsPacked"><c>__attribute__((packed))</c> on the aggregate: on each of its members. Unlike a pack of 1 it leaves a member its own <see cref="CField.Align"/>.</param>
public sealed record AggregateDefinition(
    ImmutableArray<CField> Fields,
    LayoutRule Rule = LayoutRule.Native,
    ByteOrder ByteOrder = ByteOrder.Native,
    int? Pack = null,
    int? Align = null,
    CAggregate? Base = null,
    bool IsPacked = false
);
