namespace Touchstone.Ctypes;

/// <summary>Attributes that a subclass of the .NET host set on a ctypes type: <c>from_param</c>, <c>_check_retval_</c> and the like.</summary>
internal sealed class TypeAttributes() : Dictionary<string, Value>(StringComparer.Ordinal);
