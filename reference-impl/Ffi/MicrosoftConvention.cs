using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>How a value travels in the Microsoft x64 convention, as gcc applies it under <c>__attribute__((ms_abi))</c>.</summary>
internal enum MicrosoftPassing
{
    /// <summary>Not at all: <c>void</c>.</summary>
    Nothing,

    /// <summary>As an integer of its size: integers, pointers, and whatever else has 1, 2, 4 or 8 bytes.</summary>
    Integer,

    /// <summary>In an SSE register: a <c>float</c> or <c>double</c> that stands alone.</summary>
    Sse,

    /// <summary>As the address of a copy; a result at an address that the caller gives first.</summary>
    Reference,
}

/// <summary>The Microsoft x64 convention: each argument takes one word, by its place; nothing is split.</summary>
/// <remarks>Sizes and layouts are the machine's own: <c>ms_abi</c> changes how values travel, not what they are.</remarks>
internal static class MicrosoftConvention
{
    public static MicrosoftPassing Of(CType type) =>
        type switch
        {
            CVoid => MicrosoftPassing.Nothing,
            CScalar { Kind: ScalarKind.Float or ScalarKind.Double } => MicrosoftPassing.Sse,
            // gcc gives an empty struct of C no word at all.
            _ => HostAbi.SizeOf(type) switch
            {
                0 => MicrosoftPassing.Nothing,
                1 or 2 or 4 or 8 => MicrosoftPassing.Integer,
                _ => MicrosoftPassing.Reference,
            },
        };
}
