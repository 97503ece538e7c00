using Touchstone.Model;

namespace Touchstone.Harness.Tests;

/// <summary>Programs that kill or stop a real CPython cost themselves alone.</summary>
public sealed class RealPythonTests
{
    private const string Debians = "/usr/bin/python3";

    private const string Harmless = """
        def case(_h, _c):
            _h.step = 0
            _h.observe("answer", _c.c_int(42))
        """;

    // A packed struct by value: libffi puts into registers what the callee, compiled by gcc, reads from the stack.
    private const string Segfault = """
        def case(_h, _c):
            class P(_c.Structure):
                _pack_ = 1
                _fields_ = [("a", _c.c_char), ("b", _c.c_int32), ("c", _c.c_char)]
            echo = _h.function("echo_packed_char_int_char")
            echo.restype = P
            echo.argtypes = [P]
            _h.step = 0
            _h.observe("before", 1)
            _h.step = 1
            echo(P(b"a", 70000, b"c"))
        """;

    // hang_forever is called without letting go of the interpreter's lock, inside a callback that C entered with an argument.
    private const string Hang = """
        def case(_h, _c):
            CB = _c.CFUNCTYPE(_c.c_int, _c.c_int)
            call = _h.function("call_i32")
            call.restype = _c.c_int
            call.argtypes = [CB, _c.c_int]
            _h.step = 0
            f = CB(lambda v: _h.py.hang_forever())
            _h.step = 1
            call(f, 7)
        """;

    [Theory]
    [InlineData(Isolation.Shared)]
    [InlineData(Isolation.Fork)]
    [InlineData(Isolation.Process)]
    public async Task A_crash_and_a_hang_cost_their_own_program_and_tell_what_C_had_received(
        Isolation isolation
    )
    {
        var results = await RunAsync(
            Item(0, Harmless, Isolation.Shared),
            Item(1, Segfault, isolation),
            Item(2, Harmless, Isolation.Shared),
            Item(3, Hang, isolation),
            Item(4, Harmless, Isolation.Shared)
        );

        Assert.Equal(
            [
                Outcome.Completed,
                Outcome.Crashed,
                Outcome.Completed,
                Outcome.TimedOut,
                Outcome.Completed,
            ],
            results.Results.Select(result => result.Outcome)
        );
        var crash = results.Results[1];
        Assert.Equal("SIGSEGV", crash.Detail.Signal);
        Assert.Equal(1, crash.Detail.Step);
        Assert.StartsWith("E echo_packed_char_int_char\n", crash.Detail.Witness);
        Assert.Contains(crash.Observations, observation => observation.Key == "before");
        Assert.True(crash.Detail.Confirmed);
        var hang = results.Results[3];
        Assert.Equal(1, hang.Detail.Step);
        Assert.StartsWith("E call_i32\n", hang.Detail.Witness);
        Assert.Contains("A 07000000\n", hang.Detail.Witness, StringComparison.Ordinal);
        Assert.True(hang.Detail.Confirmed);
        Assert.True(results.Complete);
    }

    [Fact]
    public async Task What_CPython_says_of_itself_is_in_the_results()
    {
        var results = await RunAsync(Item(0, Harmless, Isolation.Shared));

        Assert.Equal("cpython-test", results.Runtime.Name);
        Assert.Equal("cpython", results.Runtime.Implementation);
        Assert.StartsWith("3.", results.Runtime.Version, StringComparison.Ordinal);
        Assert.Contains("fork", results.Runtime.Abilities);
    }

    [Fact]
    public async Task A_fixture_library_that_is_none_makes_the_runtime_unavailable()
    {
        var file = Path.GetTempFileName();
        try
        {
            var failure = await Assert.ThrowsAsync<RuntimeUnavailableException>(() =>
                RunAsync(new RunOptions(file), Item(0, Harmless, Isolation.Shared))
            );

            Assert.Contains("does not load", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<RunResults> RunAsync(params WorkItem[] items)
    {
        var fixtures = Path.Combine(Root, "artifacts", "native", "gcc", "libtouchstone.so");
        Assert.SkipUnless(File.Exists(fixtures), "the fixtures are not built: ./build.sh fixtures");
        return RunAsync(new RunOptions(fixtures), items);
    }

    private static async Task<RunResults> RunAsync(RunOptions options, params WorkItem[] items)
    {
        Assert.SkipUnless(
            File.Exists(Debians),
            $"{Debians} is not installed: apt-get install python3"
        );
        var cancellation = TestContext.Current.CancellationToken;
        var python = await PythonDiscovery.AskAsync(Debians, cancellation);
        var worker = Path.Combine(Root, "runners", "python", "worker.py");
        return await RuntimeRunner.RunAsync(
            RuntimeSpec.Python("cpython-test", python!, worker),
            items,
            options with
            {
                Lanes = 1,
                Timeout = TimeSpan.FromSeconds(1),
            },
            cancellation: cancellation
        );
    }

    private static WorkItem Item(int number, string python, Isolation isolation) =>
        Miniature.Item("", number, isolation) with
        {
            Python = new LoweredPython(python),
        };

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Touchstone.slnx")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("not in the clone");
            }
            return folder.FullName;
        }
    }
}
