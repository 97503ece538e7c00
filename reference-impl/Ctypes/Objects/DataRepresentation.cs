namespace Touchstone.Ctypes;

/// <summary>Python's <c>repr</c> of ctypes objects; addresses are never shown.</summary>
internal static class DataRepresentation
{
    public static string Of(CData data) => $"<{data.Type.Name} object>";
}
