namespace Touchstone.Harness;

/// <summary>No worker of a runtime could be made ready: the runtime, its library or the fixtures do not load.</summary>
public sealed class RuntimeUnavailableException(string message) : Exception(message);
