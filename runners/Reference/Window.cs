using Touchstone.Ctypes;

namespace Touchstone.Reference;

/// <summary>The memory of a handle as bytes: how it is read and written, with its size latched.</summary>
/// <remarks>It keeps the handle alive, unless it is a bare piece of memory.</remarks>
internal abstract unsafe class Window(int length)
{
    public int Length { get; } = length;

    public virtual bool CanWrite => true;

    /// <summary>Whether C can write what Python cannot.</summary>
    public virtual bool IsWrittenByC => false;

    /// <summary>Latched, for memory that may outlive its handle; null where a handle does not say.</summary>
    public virtual nint? Address => null;

    public abstract byte[] Read();

    /// <param name="index">From 0 to <see cref="Length"/>.</param>
    public abstract void Write(int index, byte value);

    /// <summary>The bytes to write when sharing is measured: all of a small window, else both ends and powers of two.</summary>
    public IEnumerable<int> Probes
    {
        get
        {
            const int all = 64;
            const int end = 8;
            if (Length <= all)
                return Enumerable.Range(0, Length);
            var probes = new SortedSet<int>(Enumerable.Range(0, end));
            probes.UnionWith(Enumerable.Range(Length - end, end));
            for (var power = end; power < Length; power *= 2)
                probes.Add(power);
            return probes;
        }
    }

    /// <returns>Null for a value without memory: a number, None, text.</returns>
    public static Window? Of(CtypesSession session, Value value) =>
        value.Kind switch
        {
            ValueKind.Data => new Native(
                session.AddressOf(value),
                checked((int)session.SizeOf(value))
            ),
            ValueKind.ByteArray => new ByteArray(value.As<PyByteArray>()),
            ValueKind.Bytes => new Bytes(value.As<PyBytes>()),
            ValueKind.MemoryView => new View(value.As<PyMemoryView>()),
            _ => null,
        };

    /// <summary>Memory at an address that the caller vouches for.</summary>
    public static Window At(nint address, int length) => new Native(address, length);

    private sealed class Native(nint address, int length) : Window(length)
    {
        public override nint? Address => address;

        // Sound: ctypes said that the handle's memory is there; a handle that dangles is run poisoned, and stays mapped.
        public override byte[] Read() => new Span<byte>((void*)address, Length).ToArray();

        public override void Write(int index, byte value) => ((byte*)address)[index] = value;
    }

    private sealed class ByteArray(PyByteArray bytes) : Window(bytes.Length)
    {
        public override byte[] Read() => bytes.Content[..Length].ToArray();

        public override void Write(int index, byte value) => bytes.Content[index] = value;
    }

    private sealed class Bytes(PyBytes bytes) : Window(bytes.Length)
    {
        public override bool CanWrite => false;

        public override bool IsWrittenByC => Length > 0;

        public override byte[] Read() => bytes.Content.ToArray();

        // What no Python code can do, C does: ctypes hands out the address of the bytes themselves.
        public override void Write(int index, byte value) => bytes.Address[index] = value;
    }

    private sealed class View(PyMemoryView view) : Window(checked((int)view.Length))
    {
        public override bool CanWrite => !view.IsReadOnly;

        public override byte[] Read() => view.Content.ToArray();

        // Sound: a view holds its source, and says that it may be written.
        public override void Write(int index, byte value) => view.Address[index] = value;
    }
}
