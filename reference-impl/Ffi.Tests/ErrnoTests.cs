using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

public sealed class ErrnoTests
{
    private static readonly CScalar s_int = new(ScalarKind.Int);
    private static readonly Dictionary<string, CFunction> s_functions = new(StringComparer.Ordinal)
    {
        ["fail_with"] = new(s_int, s_int),
        ["fail_with_real"] = new(s_int, s_int, new CScalar(ScalarKind.Double)),
        ["fail_with_many"] = new(s_int, [.. Enumerable.Repeat(s_int, 8)]),
    };

    public static TheoryData<string, string> Calls =>
        new(
            from backend in CallBackends.All
            from function in s_functions.Keys
            select (backend.Name, function)
        );

    [Theory, MemberData(nameof(Calls))]
    public void A_call_that_asks_for_it_sees_the_threads_copy_and_leaves_its_own_there(
        string backend,
        string function
    )
    {
        Errno.Set(11);
        Assert.Equal(11, FailWith(backend, function, 22, swapErrno: true));
        Assert.Equal(22, Errno.Get());
        Assert.Equal(22, Errno.Set(0));
    }

    [Theory, MemberData(nameof(Calls))]
    public void The_process_own_errno_is_as_it_was_before_such_a_call(
        string backend,
        string function
    )
    {
        // What is made ready at a first call may itself set errno.
        FailWith(backend, function, 22, swapErrno: true);
        Marshal.SetLastSystemError(5);
        FailWith(backend, function, 22, swapErrno: true);
        Assert.Equal(5, Marshal.GetLastSystemError());
    }

    [Theory, MemberData(nameof(Calls))]
    public void A_call_that_does_not_ask_leaves_the_copy_alone(string backend, string function)
    {
        Errno.Set(11);
        FailWith(backend, function, 22, swapErrno: false);
        Assert.Equal(11, Errno.Get());
    }

    [Fact]
    public async Task Each_thread_has_its_own_copy()
    {
        Errno.Set(11);
        var elsewhere = await Task.Factory.StartNew(
            Errno.Get,
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Assert.Equal(0, elsewhere);
    }

    [Theory, MemberData(nameof(Calls))]
    public void The_copy_is_right_also_while_the_collector_stops_the_thread_again_and_again(
        string backend,
        string function
    )
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
            }
        });
        collector.Start();
        var wrong = 0;
        for (var i = 1; i <= 5_000; i++)
        {
            FailWith(backend, function, i, swapErrno: true);
            wrong += Errno.Get() == i ? 0 : 1;
        }
        stop.Cancel();
        collector.Join();
        Assert.Equal(0, wrong);
    }

    private static unsafe int FailWith(string backend, string function, int error, bool swapErrno)
    {
        int before;
        var type = s_functions[function];
        var frame = new CallFrame(stackalloc ulong[type.Parameters.Length]);
        frame.Set(0, error);
        for (var i = 1; i < type.Parameters.Length; i++)
        {
            frame.Set(i, i);
        }
        if (type.Parameters.Length == 2)
        {
            frame.Set(1, 2.5);
        }
        s_calls
            .GetOrAdd((backend, function), Prepare)
            .Invoke(Fixture.Library.Symbol(function), frame, (nint)(&before), swapErrno);
        return before;
    }

    private static readonly ConcurrentDictionary<(string, string), PreparedCall> s_calls = new();

    private static PreparedCall Prepare((string Backend, string Function) call) =>
        CallBackends
            .All.First(one => one.Name == call.Backend)
            .Prepare(new Signature(s_functions[call.Function]));
}
