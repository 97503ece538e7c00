using Touchstone.Ffi;

namespace Touchstone.Ctypes;

/// <summary>What a function pointer made of a Python function keeps: the function, the C stub that calls it, and what the stub's results point to.</summary>
/// <remarks>
/// The stub refers to nothing here but weakly. So a function that refers to its own pointer is garbage with it; C's further
/// calls are then reported (<see cref="Closure"/>).
/// </remarks>
internal sealed class CallbackThunk(Value callable)
{
    // C may call from any thread.
    private readonly Lock _lock = new();

    // A set: a callback that returns one object a million times keeps it once.
    private HashSet<Value>? _results;

    public Value Callable { get; } = callable;

    public Closure? Closure { get; set; }

    public void KeepResult(Value kept)
    {
        lock (_lock)
        {
            (_results ??= []).Add(kept);
        }
    }
}
