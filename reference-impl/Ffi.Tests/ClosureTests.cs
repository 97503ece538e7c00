using System.Runtime.CompilerServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

/// <summary>What happens to closures when things go wrong, end early, or come from elsewhere.</summary>
public sealed class ClosureTests
{
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly CPointer s_pointer = new(CVoid.Instance);
    private static readonly CFunction s_type = new(s_int, s_int);

    private readonly List<string> _reports = [];

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void An_exception_reaches_the_handler_and_C_gets_zero(string kind)
    {
        using var closure = Make(
            kind,
            "thrower",
            frame =>
            {
                Storage.Write(frame.Result, 77);
                throw new InvalidOperationException("no");
            }
        );
        Assert.Equal(0, CallInt(closure.Address, 5));
        Assert.Equal(["thrower: InvalidOperationException"], _reports);
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void An_exception_gives_C_a_zeroed_struct_in_memory_too(string kind)
    {
        var big = new CStruct("big");
        big.Complete(new CField("a", new CArray(new CScalar(ScalarKind.Long), 4)));
        using var closure = ClosureKinds.Make(
            kind,
            new CFunction(big),
            "big",
            frame =>
            {
                Storage.Write(frame.Result, -1L);
                throw new InvalidOperationException("no");
            },
            Report
        );
        var result = Fixture.Call<(long, long, long, long)>(
            "call_big",
            new CFunction(big, s_pointer),
            (ulong)closure.Address
        );
        Assert.Equal((0, 0, 0, 0), result);
        Assert.Single(_reports);
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void A_handler_that_throws_itself_lets_nothing_out(string kind)
    {
        using var closure = ClosureKinds.Make(
            kind,
            s_type,
            "twice",
            _ => throw new InvalidOperationException("first"),
            (_, _) => throw new InvalidOperationException("second")
        );
        Assert.Equal(0, CallInt(closure.Address, 5));
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void Called_after_it_was_disposed_it_reports_its_name_and_gives_zero(string kind)
    {
        var closure = Make(kind, "late", Double);
        var address = closure.Address;
        Fixture.Call<int>("store", new CFunction(CVoid.Instance, s_pointer), (ulong)address);
        Assert.Equal(42, CallStored("call_stored", 21));
        closure.Dispose();
        Assert.Equal(0, CallStored("call_stored", 21));
        Assert.Equal(["late: ObjectDisposedException"], _reports);
        Assert.Throws<ObjectDisposedException>(() => closure.Address);
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void Dropped_and_collected_it_reports_its_name_all_the_same(string kind)
    {
        var address = MakeAndDrop(kind);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(0, CallInt(address, 21));
        Assert.Equal(["dropped: ObjectDisposedException"], _reports);
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void A_target_that_refers_to_its_own_closure_does_not_keep_it_for_ever(string kind)
    {
        var closure = MakeCycle(kind);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(closure.IsAlive);
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void It_may_dispose_itself_while_C_is_in_it(string kind)
    {
        Closure? closure = null;
        closure = Make(
            kind,
            "self",
            frame =>
            {
                closure!.Dispose();
                Double(frame);
            }
        );
        Assert.Equal(42, CallInt(closure.Address, 21));
        Assert.Empty(_reports);
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void The_address_of_a_disposed_closure_is_not_given_to_the_next_thousand(string kind)
    {
        var closure = Make(kind, "first", Double);
        var address = closure.Address;
        closure.Dispose();
        for (var i = 0; i < 1000; i++)
        {
            using var other = Make(kind, "other", Double);
            Assert.NotEqual(address, other.Address);
        }
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void A_thread_that_the_runtime_has_never_seen_may_call_it(string kind)
    {
        var thread = 0;
        using var closure = Make(
            kind,
            "foreign",
            frame =>
            {
                thread = Environment.CurrentManagedThreadId;
                Double(frame);
            }
        );
        Fixture.Call<int>(
            "store",
            new CFunction(CVoid.Instance, s_pointer),
            (ulong)closure.Address
        );
        Assert.Equal(42, CallStored("call_stored_from_thread", 21));
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
    }

    [Theory, MemberData(nameof(ClosureKinds.All), MemberType = typeof(ClosureKinds))]
    public void It_may_call_C_that_calls_another(string kind)
    {
        using var inner = Make(kind, "inner", Double);
        using var outer = Make(
            kind,
            "outer",
            frame =>
                Storage.Write(
                    frame.Result,
                    CallInt(inner.Address, Storage.Read<int>(frame.Argument(0)) + 1)
                )
        );
        Assert.Equal(44, CallInt(outer.Address, 21));
    }

    private static void Double(ClosureFrame frame) =>
        Storage.Write(frame.Result, 2 * Storage.Read<int>(frame.Argument(0)));

    private static int CallInt(nint closure, int value) =>
        Fixture.Call<int>(
            "call_int",
            new CFunction(s_int, s_pointer, s_int),
            (ulong)closure,
            (ulong)value
        );

    private static int CallStored(string name, int value) =>
        Fixture.Call<int>(name, s_type, (ulong)value);

    private void Report(string name, Exception error) =>
        _reports.Add($"{name}: {error.GetType().Name}");

    private Closure Make(string kind, string name, ClosureTarget target) =>
        ClosureKinds.Make(kind, s_type, name, target, Report);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint MakeAndDrop(string kind) => Make(kind, "dropped", Double).Address;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference MakeCycle(string kind)
    {
        Closure? closure = null;
        closure = Make(kind, "cycle", _ => GC.KeepAlive(closure));
        return new WeakReference(closure);
    }
}
