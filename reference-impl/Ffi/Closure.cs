using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
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
    private readonly byte* _start;
    private readonly int[] _positions;
    private readonly bool _isOfPointers;

    /// <param name="offsets">Bytes from the start to each argument; -1 for one that does not travel.</param>
    internal ClosureFrame(byte* start, int[] offsets, nint result)
    {
        _start = start;
        _positions = offsets;
        Result = result;
    }

    private ClosureFrame(void** arguments, int[] positions, nint result)
        : this((byte*)arguments, positions, result) => _isOfPointers = true;

    /// <summary>A frame that lists its arguments' addresses, as libffi does.</summary>
    /// <param name="positions">Of each argument's address in the list; -1 for one that does not travel.</param>
    internal static ClosureFrame OfPointers(void** arguments, int[] positions, nint result) =>
        new(arguments, positions, result);

    /// <summary>Tells, among the offsets, of an argument whose address lies there; and what was told.</summary>
    internal static int AddressAt(int offset) => -2 - offset;

    /// <summary>How many arguments the C type declares, those without bytes included.</summary>
    public int Count => _positions.Length;

    /// <summary>Zeroed bytes of exactly the result's size, to be filled; no address where the result is <c>void</c>.</summary>
    public nint Result { get; }

    /// <summary>The address of an argument's bytes, of exactly its type's size. They are a copy that belongs to this call.</summary>
    /// <returns>0 for an empty struct, which has no bytes and does not travel.</returns>
    public nint Argument(int index)
    {
        var position = _positions[index];
        return position == -1 ? 0
            : _isOfPointers ? ((nint*)_start)[position]
            : position >= 0 ? (nint)(_start + position)
            : *(nint*)(_start + AddressAt(position));
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
    // The addresses that C may call.
    private static readonly ConcurrentDictionary<nint, byte> s_stubs = new();

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
        : this(ClosurePlan.Of(type), name, target, onError) { }

    internal Closure(
        ClosurePlan plan,
        string name,
        ClosureTarget target,
        ClosureErrorHandler? onError = null
    )
        : this(plan.CreateStub(name, NotNull(target), onError ?? WriteLine)) { }

    internal Closure(ClosureStub stub)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        _stub = stub;
        SetHandle(stub.Address);
        s_stubs[stub.Address] = 0;
        LiveObjects.ClosureMade();
    }

    /// <summary>
    /// Whether C may be sent there: the address is that of a closure, or of a disposed one whose stub still waits in quarantine and answers.
    /// </summary>
    public static bool IsAt(nint address) => s_stubs.ContainsKey(address);

    /// <summary>To be said before the stub's code is given back, since another closure may then get the address.</summary>
    internal static void Forget(nint address) => s_stubs.TryRemove(address, out _);

    /// <summary>What C calls. Borrowed: valid until this closure is disposed.</summary>
    public nint Address => IsClosed ? throw new ObjectDisposedException(_stub.Name) : handle;

    /// <summary>What reports of its errors and late calls say; need not be unique, and is not C's.</summary>
    public string Name => _stub.Name;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Whether closures of this type can be made.</summary>
    public static bool CanCreate(CFunction type, [NotNullWhen(false)] out string? reason) =>
        ClosurePlan.CanMake(type, out reason);

    /// <summary>Hands the stub to the quarantine; its code is freed when 1,024 others have followed.</summary>
    protected override bool ReleaseHandle()
    {
        ClosureQuarantine.Enter(_stub);
        LiveObjects.ClosureFreed();
        return true;
    }

    private static ClosureTarget NotNull(ClosureTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target;
    }

    /// <summary>The report where nobody asked for another.</summary>
    internal static void WriteLine(string name, Exception error) =>
        Console.Error.WriteLine(
            $"exception in callback {name}: {error.GetType().Name}: {error.Message}"
        );
}
