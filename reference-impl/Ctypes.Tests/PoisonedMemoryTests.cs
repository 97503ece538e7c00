using System.Runtime.CompilerServices;

namespace Touchstone.Ctypes.Tests;

/// <summary>Memory whose owner has died is seen to be dead: 0xDD, where nothing else has taken it.</summary>
public sealed unsafe class PoisonedMemoryTests
{
    private readonly CtypesSession _session = new(
        new CtypesOptions(new CtypesProfile(CPythonVersion.Newest), PoisonsDeadStorage: true)
    );

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4096)]
    public void An_object_that_nothing_keeps_leaves_poisoned_memory(int size)
    {
        var address = AddressOfDropped(size);
        CtypesSession.Collect();
        Assert.Equal(Enumerable.Repeat((byte)0xDD, size), Read(address, size));
    }

    [Fact]
    public void Bytes_that_nothing_keeps_leave_poisoned_memory()
    {
        var address = AddressOfDroppedBytes();
        CtypesSession.Collect();
        Assert.Equal(Enumerable.Repeat((byte)0xDD, 5), Read(address, 5));
    }

    [Fact]
    public void A_view_keeps_its_owner_and_so_the_memory()
    {
        var (view, address) = ViewOfDropped();
        CtypesSession.Collect();
        Assert.Equal([7, 7, 7, 7], Read(address, 4));
        GC.KeepAlive(view);
    }

    [Fact]
    public void What_a_cast_of_bytes_points_to_is_kept_by_nobody()
    {
        var pointer = CastOfDroppedBytes();
        CtypesSession.Collect();
        Assert.Equal(
            [0xDD, 0xDD],
            Read((nint)(long)_session.GetAttribute(pointer, "value").AsInteger(), 2)
        );
    }

    /// <summary>Up to 16 bytes CPython's memory is part of the object, and lives as long as that.</summary>
    [Theory]
    [InlineData(16, 0)]
    [InlineData(17, 0xDD)]
    public void A_resize_frees_the_memory_that_is_not_part_of_the_object(int size, byte expected)
    {
        var data = _session.Call(Chars(size), []);
        var former = _session.AddressOf(data);
        _session.Resize(data, 1000);
        Assert.NotEqual(former, _session.AddressOf(data));
        Assert.Equal(Enumerable.Repeat(expected, size), Read(former, size));
    }

    private CtypesType Chars(int size) => _session.Types.Array(_session.Types["c_char"], size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint AddressOfDropped(int size)
    {
        var data = _session.Call(Chars(size), []);
        _session.MemSet(data, 7, size);
        return _session.AddressOf(data);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint AddressOfDroppedBytes() => (nint)_session.Bytes("alive"u8).Address;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (Value View, nint Address) ViewOfDropped()
    {
        var rows = _session.Types.Array(Chars(4), 3);
        var data = _session.Call(rows, []);
        _session.MemSet(data, 7, 12);
        return (_session.GetItem(data, 1), _session.AddressOf(data) + 4);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Value CastOfDroppedBytes() =>
        _session.Cast(_session.Bytes("gone"u8), _session.Types["c_void_p"]);

    private static byte[] Read(nint address, int size) =>
        new ReadOnlySpan<byte>((void*)address, size).ToArray();
}
