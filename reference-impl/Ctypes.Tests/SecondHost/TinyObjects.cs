using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Touchstone.Ffi;
using Touchstone.Ffi.Types;

namespace Touchstone.Ctypes.Tests;

/// <summary>An object whose answer is its own affair.</summary>
internal interface IAnswering
{
    string Answer(int depth);
}

/// <summary>Memory by malloc, poisoned and freed when nothing refers to it any more.</summary>
internal sealed unsafe class TinyMemory
{
    private readonly nint _size;

    public TinyMemory(nint size)
    {
        _size = nint.Max(size, 16);
        Address = (byte*)NativeMemory.AllocZeroed((nuint)_size);
    }

#pragma warning disable MA0055 // It is the moment at which the memory dies.
    ~TinyMemory()
#pragma warning restore MA0055
    {
        NativeMemory.Fill(Address, (nuint)_size, 0xDD);
        NativeMemory.Free(Address);
    }

    public byte* Address { get; }
}

/// <summary>The second host's ctypes object: no class for each kind, one bag of what any of them has.</summary>
internal sealed unsafe class TinyData(CtypesType type, byte* address) : IAnswering
{
    public CtypesType Type { get; } = type;

    public byte* Address { get; set; } = address;

    public nint Size { get; set; } = type.Size;

    public TinyMemory? Memory { get; set; }

    // What a resize left behind: views still point there.
    public List<TinyMemory> Former { get; } = [];

    public TinyData? Base { get; init; }

    public nint Index { get; init; }

    public bool HasKept { get; set; }

    public object? Kept { get; set; }

    public Dictionary<string, object?> Own { get; } = new(StringComparer.Ordinal);

    public CallPlan? Plan { get; set; }

    public Dictionary<FunctionSlot, object?> Slots { get; } = [];

    public string Answer(int depth) => TinyAnswers.Of(this, depth);
}

/// <summary>A growing array of bytes that cannot grow while a view of it lives.</summary>
internal sealed unsafe class TinyByteArray : IAnswering
{
    private readonly List<WeakReference<TinyView>> _views = [];
    private TinyMemory _memory;

    public TinyByteArray(ReadOnlySpan<byte> content)
    {
        _memory = new(content.Length);
        Length = content.Length;
        content.CopyTo(new Span<byte>(Address, Length));
    }

    public byte* Address => _memory.Address;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Content => new(Address, Length);

    public void Watch(TinyView view) => _views.Add(new(view));

    public void Extend(ReadOnlySpan<byte> more)
    {
        if (_views.Exists(view => view.TryGetTarget(out _)))
        {
            throw new PythonException(
                "BufferError",
                "Existing exports of data: object cannot be re-sized"
            );
        }
        byte[] all = [.. Content, .. more];
        _memory = new(all.Length);
        Length = all.Length;
        all.CopyTo(new Span<byte>(Address, Length));
    }

    public string Answer(int depth) => $"bytearray {Convert.ToHexStringLower(Content)}";
}

/// <summary>A memoryview.</summary>
internal sealed unsafe class TinyView(
    object? source,
    byte* address,
    BufferShape shape,
    bool isReadOnly
) : IAnswering
{
    public object? Source { get; } = source;

    public byte* Address { get; } = address;

    public BufferShape Shape { get; } = shape;

    public bool IsReadOnly { get; } = isReadOnly;

    public ReadOnlySpan<byte> Content => new(Address, (int)Shape.Size);

    public object? Owner => Source is TinyView view ? view.Owner : Source;

    public string Answer(int depth) => $"memoryview {Convert.ToHexStringLower(Content)}";
}

/// <summary>What <c>byref</c> and <c>from_param</c> give.</summary>
internal sealed unsafe class TinyArgument : IAnswering
{
    private readonly byte[]? _wide;

    public TinyArgument(in ArgumentSlot<object?> slot)
    {
        Slot = slot;
        if (
            slot.Type is CScalar scalar
            && TargetAbi.LinuxX64.Scalar(scalar.Kind).Size is > 8 and var size
        )
            _wide = new ReadOnlySpan<byte>((void*)slot.Bits, size).ToArray();
    }

    public ArgumentSlot<object?> Slot { get; }

    public ArgumentSlot<object?> ToSlot(byte* scratch)
    {
        if (_wide is null)
            return Slot;
        Unsafe.CopyBlockUnaligned(ref *scratch, ref _wide[0], (uint)_wide.Length);
        return Slot with { Bits = (ulong)scratch };
    }

    public string Answer(int depth) => "cparam";
}

/// <summary>What a callback hangs on.</summary>
internal sealed class TinyThunk(object? callable)
{
    public object? Callable { get; } = callable;

    public Closure? Closure { get; set; }

    public List<object?> Results { get; } = [];
}

/// <summary>A library, by its handle.</summary>
internal sealed class TinyLibrary(CtypesType functionType, nint handle)
{
    public CtypesType FunctionType { get; } = functionType;

    public nint Handle { get; } = handle;

    public Dictionary<string, object?> Functions { get; } = new(StringComparer.Ordinal);
}
