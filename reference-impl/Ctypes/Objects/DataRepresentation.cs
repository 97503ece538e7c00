namespace Touchstone.Ctypes;

/// <summary>Python's <c>repr</c> of ctypes objects.</summary>
internal static class DataRepresentation
{
    public static string Of(CData data)
    {
        _ = Ops<NetHost, Value>.Represent(data, out var text);
        GC.KeepAlive(data);
        return text;
    }
}
