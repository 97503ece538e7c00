using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes;

/// <summary>One item of <c>_fields_</c>.</summary>
/// <param name="Bits">The width of a bit-field; null for a plain field.</param>
public sealed record FieldDeclaration(string Name, CtypesType Type, int? Bits = null);

/// <summary>What a Python class body can say of a structure or union besides <c>_fields_</c>.</summary>
/// <param name="ByteOrder"><c>BigEndianStructure</c> and its like.</param>
/// <param name="Pack"><c>_pack_</c>, in bytes.</param>
/// <param name="Align"><c>_align_</c>, in bytes; ignored before 3.13, as any unknown class attribute is.</param>
/// <param name="LayoutRule"><c>_layout_</c>: <c>ms</c> or <c>gcc-sysv</c>; ignored before 3.14.</param>
/// <param name="Base">The structure or union to derive from.</param>
/// <param name="Anonymous"><c>_anonymous_</c>.</param>
public sealed record AggregateOptions(
    ByteOrder ByteOrder = ByteOrder.Native,
    int? Pack = null,
    int? Align = null,
    string? LayoutRule = null,
    CtypesType? Base = null,
    IReadOnlyList<string>? Anonymous = null
)
{
    /// <summary>A class body that says <c>_fields_</c> only.</summary>
    public static AggregateOptions Default { get; } = new();
}
