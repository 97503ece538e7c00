namespace Touchstone.Ffi;

/// <summary>OLE's <c>VARIANT_BOOL</c>: a <c>short</c> that is -1 for true and 0 for false.</summary>
public static class VariantBool
{
    /// <returns>True for all but 0.</returns>
    public static bool Read(nint address) => Storage.Read<short>(address) != 0;

    /// <summary>Stores two bytes: 0xFFFF for true, which C code compares with <c>VARIANT_TRUE</c>, or 0.</summary>
    public static void Write(nint address, bool value) =>
        Storage.Write<short>(address, (short)(value ? -1 : 0));
}
