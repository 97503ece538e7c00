namespace Touchstone.Ctypes;

// How objects come to be. From its first object on, a type's fields can no longer be set.
public static unsafe partial class Ops<H, R>
{
    /// <inheritdoc cref="IHost{R}.Allocate"/>
    internal static bool Allocate(CtypesType type, out R data)
    {
        type.IsFinal = true;
        return H.Allocate(type, out data);
    }

    /// <inheritdoc cref="IHost{R}.View"/>
    internal static bool View(CtypesType type, byte* address, R owner, nint index, out R data)
    {
        type.IsFinal = true;
        return H.View(type, address, owner, index, out data);
    }

    /// <inheritdoc cref="IHost{R}.Borrow"/>
    internal static bool Borrow(CtypesType type, byte* address, out R data)
    {
        type.IsFinal = true;
        return H.Borrow(type, address, out data);
    }
}
