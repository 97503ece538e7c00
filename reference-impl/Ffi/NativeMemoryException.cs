namespace Touchstone.Ffi;

/// <summary>Memory that cannot be used: NULL, or freed already. Said before the memory is touched.</summary>
/// <remarks>
/// Only what a view knows is detected: its own NULL, its own or its owner's end. Memory that somebody else freed behind an
/// address is not.
/// </remarks>
public sealed class NativeMemoryException(string message) : InvalidOperationException(message);
