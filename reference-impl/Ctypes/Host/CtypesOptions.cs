namespace Touchstone.Ctypes;

/// <param name="PoisonsDeadStorage">
/// Fill an object's memory with 0xDD when the object has been collected, and bytes' and bytearrays' too, so that a dangling
/// pointer can be told from a kept one. For observers; costs a finalizer an object.
/// </param>
/// <param name="IsChecked">
/// Refuse what ctypes leaves to the operating system: memory that was freed or left behind by a resize, NULL, and pointers that
/// came from C and that nobody vouched for. Each is a <see cref="CMemoryException"/>. The .NET API's default.
/// </param>
public sealed record CtypesOptions(
    CtypesProfile Profile,
    bool PoisonsDeadStorage = false,
    bool IsChecked = false
);
