using System.Runtime.InteropServices;
using Touchstone.Ffi.Types;

namespace Touchstone.Ffi.Tests;

public sealed class ErrnoTests
{
    private static readonly CFunction s_type = new(
        new CScalar(ScalarKind.Int),
        new CScalar(ScalarKind.Int)
    );

    [Fact]
    public void A_call_that_asks_for_it_sees_the_threads_copy_and_leaves_its_own_there()
    {
        Errno.Set(11);
        Assert.Equal(11, FailWith(22, swapErrno: true));
        Assert.Equal(22, Errno.Get());
        Assert.Equal(22, Errno.Set(0));
    }

    [Fact]
    public void The_process_own_errno_is_as_it_was_before_such_a_call()
    {
        Marshal.SetLastSystemError(5);
        FailWith(22, swapErrno: true);
        Assert.Equal(5, Marshal.GetLastSystemError());
    }

    [Fact]
    public void A_call_that_does_not_ask_leaves_the_copy_alone()
    {
        Errno.Set(11);
        FailWith(22, swapErrno: false);
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

    [Fact]
    public void The_copy_is_right_also_while_the_collector_stops_the_thread_again_and_again()
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
        for (var i = 1; i <= 20_000; i++)
        {
            FailWith(i, swapErrno: true);
            wrong += Errno.Get() == i ? 0 : 1;
        }
        stop.Cancel();
        collector.Join();
        Assert.Equal(0, wrong);
    }

    private static readonly PreparedCall s_call = CallBackends.Prepare(new Signature(s_type));

    private static unsafe int FailWith(int error, bool swapErrno)
    {
        int before;
        var frame = new CallFrame(stackalloc ulong[1]);
        frame.Set(0, error);
        s_call.Invoke(Fixture.Library.Symbol("fail_with"), frame, (nint)(&before), swapErrno);
        return before;
    }
}
