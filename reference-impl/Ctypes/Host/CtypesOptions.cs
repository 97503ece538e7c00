namespace Touchstone.Ctypes;

/// <param name="PoisonsDeadStorage">
/// Fill an object's memory with 0xDD when the object has been collected, and bytes' and bytearrays' too, so that a dangling
/// pointer can be told from a kept one. For observers; costs a finalizer an object.
/// </param>
public sealed record CtypesOptions(CtypesProfile Profile, bool PoisonsDeadStorage = false);
