using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi;

/// <summary>What a closure does when C calls it.</summary>
public delegate void ClosureTarget(ClosureFrame frame);

/// <summary>What happens to an exception that would have crossed a C frame. C gets zero.</summary>
/// <param name="name">The closure's.</param>
public delegate void ClosureErrorHandler(string name, Exception error);

/// <summary>One call from C: where its arguments are, and where the result goes.</summary>
/// <remarks>Borrowed: valid until the target returns.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly unsafe ref struct ClosureFrame
{
    private readonly void** _arguments;
    private readonly int[] _positions;

    internal ClosureFrame(void** arguments, int[] positions, nint result)
    {
        _arguments = arguments;
        _positions = positions;
        Result = result;
    }

    public int Count => _positions.Length;

    /// <summary>Zeroed bytes of exactly the result's size, to be filled; no address where the result is <c>void</c>.</summary>
    public nint Result { get; }

    /// <summary>The address of an argument's bytes, of exactly its type's size. They are a copy that belongs to this call.</summary>
    /// <returns>0 for an empty struct, which has no bytes and does not travel.</returns>
    public nint Argument(int index)
    {
        var position = _positions[index];
        return position < 0 ? 0 : (nint)_arguments[position];
    }
}

/// <summary>A C function pointer that calls back into managed code.</summary>
/// <remarks>
/// Owns the stub and keeps the target alive; must itself be kept while C may call it. C may do so from any thread. After Dispose,
/// or when nothing refers to the closure any more, the stub waits in quarantine (the last 1,024 of them): called all the same, it
/// reports its name to the error handler and returns zero.
/// </remarks>
public sealed unsafe class Closure : SafeHandle
{
    // Closures of one type object share what libffi is told of it.
    private static readonly ConditionalWeakTable<CFunction, Tuple<Signature, LibffiPlan>> s_plans =
    [];

    private readonly ClosureTarget _target;
    private readonly ClosureErrorHandler _onError;
    private readonly ClosureStub _stub;

    /// <param name="type">Structs and unions by value may be arguments and results.</param>
    /// <param name="name">For reports.</param>
    /// <param name="onError">Called on the thread that C called from; what it throws itself is lost. Null writes a line to standard error.</param>
    /// <exception cref="UnsupportedCallException">A type that cannot be taken or given by value.</exception>
    public Closure(
        CFunction type,
        string name,
        ClosureTarget target,
        ClosureErrorHandler? onError = null
    )
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (signature, plan) = s_plans.GetValue(type, Plan);
        _target = target;
        _onError = onError ?? WriteLine;
        _stub = new ClosureStub(this, name, plan, signature.ResultSize);
        SetHandle(_stub.Address);
        LiveObjects.ClosureMade();
    }

    /// <summary>What C calls. Borrowed: valid until this closure is disposed.</summary>
    public nint Address => IsClosed ? throw new ObjectDisposedException(_stub.Name) : handle;

    public string Name => _stub.Name;

    public override bool IsInvalid => handle == 0;

    /// <summary>Whether closures of this type can be made.</summary>
    public static bool CanCreate(CFunction type, [NotNullWhen(false)] out string? reason)
    {
        reason = LibffiPlan.WhyNot(new Signature(type));
        return reason is null;
    }

    protected override bool ReleaseHandle()
    {
        ClosureQuarantine.Enter(_stub, _onError);
        LiveObjects.ClosureFreed();
        return true;
    }

    internal void Run(ClosureFrame frame) => _target(frame);

    internal void Report(Exception error) => _onError(Name, error);

    private static Tuple<Signature, LibffiPlan> Plan(CFunction type)
    {
        var signature = new Signature(type);
        return LibffiPlan.WhyNot(signature) is { } reason
            ? throw new UnsupportedCallException($"a callback of type {type}: {reason}")
            : Tuple.Create(signature, new LibffiPlan(signature));
    }

    /// <summary>The report where nobody asked for another.</summary>
    internal static void WriteLine(string name, Exception error) =>
        Console.Error.WriteLine(
            $"exception in callback {name}: {error.GetType().Name}: {error.Message}"
        );
}
