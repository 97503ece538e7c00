using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Touchstone.Ctypes.Tests;

/// <summary>What CPython answers with a crash, or cannot be asked because it is another process: libraries that go, callbacks that go.</summary>
public sealed class LibraryTests
{
    private readonly CtypesSession _session = new(new CtypesProfile(CPythonVersion.Newest));

    // Catalogue row A8.
    [Fact]
    public void A_function_of_an_unloaded_library_raises_where_CPython_jumps_to_where_it_was()
    {
        Assert.SkipWhen(CompiledLibrary.Path is null, "there is no C compiler on this machine");
        var library = _session.Load(CompiledLibrary.Path);
        var function = library.GetAttribute("size_of_packed_bits");
        var before = _session.Call(function, []);
        Assert.True(before.AsInteger() > 0);
        library.Unload();
        var refused = Assert.Throws<PythonException>(() => _session.Call(function, []));
        Assert.Equal("ValueError", refused.ClassName);
        Assert.Contains("unloaded", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_open_twice_still_works_when_one_of_the_two_is_unloaded()
    {
        Assert.SkipWhen(CompiledLibrary.Path is null, "there is no C compiler on this machine");
        var (first, second) = (
            _session.Load(CompiledLibrary.Path),
            _session.Load(CompiledLibrary.Path)
        );
        first.Unload();
        Assert.True(_session.Call(second.GetAttribute("size_of_packed_bits"), []).AsInteger() > 0);
        second.Unload();
    }

    // A7.
    [Fact]
    public void The_list_of_loaded_libraries_begins_with_the_program_and_has_what_was_loaded()
    {
        _ = _session.Load("libm.so.6");
        var paths = CtypesSession.LoadedLibraries();
        Assert.Equal("", paths[0]);
        Assert.Contains(paths, path => path.EndsWith("/libm.so.6", StringComparison.Ordinal));
    }

    // C8.
    [Fact]
    public void A_callback_that_is_collected_while_C_holds_it_is_reported_and_gives_zero()
    {
        var address = AddressOfDropped();
        CtypesSession.Collect();
        var type = _session.Types.Function(_session.Types["c_int"], []);
        var pointer = _session.Call(type, [address]);
        Assert.Equal(0, _session.Call(pointer, []).AsInteger());
        Assert.Single(_session.TakeUnraised());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long AddressOfDropped()
    {
        var type = _session.Types.Function(_session.Types["c_int"], []);
        var callback = _session.Call(type, [new PyCallable("seven", _ => 7)]);
        var address = _session.Cast(callback, _session.Types["c_void_p"]);
        Assert.Equal(7, _session.Call(callback, []).AsInteger());
        return (long)_session.GetAttribute(address, "value").AsInteger();
    }

    [Fact]
    public void A_callback_that_drops_itself_ends_its_call()
    {
        var type = _session.Types.Function(_session.Types["c_int"], []);
        var held = new PyList();
        var callable = new PyCallable(
            "dropper",
            _ =>
            {
                held.Items.Clear();
                CtypesSession.Collect();
                return 9;
            }
        );
        var pointer = _session.Call(type, [AddressOfHeld(type, callable, held)]);
        Assert.Equal(9, _session.Call(pointer, []).AsInteger());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long AddressOfHeld(CtypesType type, PyCallable callable, PyList held)
    {
        var callback = _session.Call(type, [callable]);
        held.Items.Add(callback);
        var address = _session.Cast(callback, _session.Types["c_void_p"]);
        return (long)_session.GetAttribute(address, "value").AsInteger();
    }

    // C5.
    [Theory]
    [InlineData("lambda: fail('ValueError')")]
    [InlineData("lambda: 'x'")]
    [InlineData("lambda: None")]
    public void A_callback_that_fails_gives_C_zero_where_CPython_gives_what_was_on_the_stack(
        string body
    )
    {
        var scope = new Scope(_session);
        var answer = Snippet.Parse($"f = CFUNCTYPE(c_long)({body}); f()")(scope);
        Assert.Equal(0, answer.AsInteger());
        Assert.Single(_session.TakeUnraised());
    }

    // B5: a NULL function pointer kills CPython.
    [Fact]
    public void A_NULL_function_pointer_raises()
    {
        var scope = new Scope(_session);
        var refused = Assert.Throws<PythonException>(() =>
            Snippet.Parse("CFUNCTYPE(c_int)()()")(scope)
        );
        Assert.Equal("ValueError", refused.ClassName);
    }

    // C9: where a lock were held over a call, the writer would wait for the reader, which waits for it.
    [Fact]
    public void A_call_that_blocks_lets_another_thread_call()
    {
        var library = _session.Load("libc.so.6");
        var ends = _session.Call(_session.Types.Array(_session.Types["c_int"], 2), []);
        Assert.Equal(0, _session.Call(library.GetAttribute("pipe"), [ends]).AsInteger());
        var (reader, writer) = (_session.GetItem(ends, 0), _session.GetItem(ends, 1));
        var got = _session.Call(_session.Types.Array(_session.Types["c_char"], 1), []);
        var reads = library.GetAttribute("read");
        var writes = library.GetAttribute("write");
        var blocked = new Thread(() => _session.Call(reads, [reader, got, 1]))
        {
            IsBackground = true,
        };
        var unblocks = new Thread(() => _session.Call(writes, [writer, _session.Bytes("x"u8), 1]))
        {
            IsBackground = true,
        };
        blocked.Start();
        // Time to be inside of read; too little of it makes the test weaker, never wrong.
        Assert.False(blocked.Join(TimeSpan.FromMilliseconds(50)));
        unblocks.Start();
        Assert.True(unblocks.Join(TimeSpan.FromSeconds(30)), "write waited for read");
        blocked.Join();
        Assert.Equal((byte)'x', Marshal.ReadByte(_session.AddressOf(got)));
        Assert.Equal(0, _session.Call(library.GetAttribute("close"), [reader]).AsInteger());
        Assert.Equal(0, _session.Call(library.GetAttribute("close"), [writer]).AsInteger());
    }
}
