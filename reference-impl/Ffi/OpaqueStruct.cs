using System.Globalization;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>A struct of which only size and alignment are known, as of one whose header is not at hand.</summary>
public static class OpaqueStruct
{
    /// <summary>Makes a struct without fields that can be allocated, pointed to, and held by others.</summary>
    /// <param name="size">Bytes.</param>
    /// <param name="alignment">Bytes: a power of two that divides the size.</param>
    /// <remarks>By value it travels as bytes do; where the real members are floating numbers, that is another place.</remarks>
    /// <exception cref="ArgumentException">C has no type of such a size and alignment.</exception>
    public static CStruct Create(string name, int size, int alignment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (alignment <= 0 || (alignment & (alignment - 1)) != 0 || size % alignment != 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"struct {name} of {size} bytes cannot be aligned to {alignment}: an alignment is a power of two that divides the size"
                ),
                nameof(alignment)
            );
        }
        var opaque = new CStruct(name);
        opaque.Complete(
            new AggregateDefinition(
                [new CField("", new CArray(new CScalar(ScalarKind.UnsignedChar), size))],
                Align: alignment
            )
        );
        return opaque;
    }
}
