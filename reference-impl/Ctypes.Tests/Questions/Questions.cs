namespace Touchstone.Ctypes.Tests;

/// <param name="Preamble">Python that runs before each snippet.</param>
/// <param name="Snippets">Python whose last statement is an expression: its value, or what it raises, is the answer.</param>
internal sealed record Theme(string Name, string Preamble, IReadOnlyList<string> Snippets);

/// <summary>What CPython is asked.</summary>
internal static partial class Questions
{
    public static IReadOnlyList<Theme> Themes =>
        [
            Scalars,
            Structures,
            Layouts,
            Fields,
            Types,
            Representations,
            Buffers,
            Copies,
            Corners,
            Arrays,
            Pointers,
            Text,
            Memory,
            KeepAlive,
            Lifetimes,
            Parameters,
            Calls,
            Callbacks,
            Libraries,
            Prototypes,
            Conversions,
            Refusals,
            CallbackReports,
            CallbackCalls,
        ];
}
