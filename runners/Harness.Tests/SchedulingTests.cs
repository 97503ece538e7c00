using Touchstone.Model;

namespace Touchstone.Harness.Tests;

/// <summary>Which worker a program is given, and when a runtime is given up.</summary>
public sealed class SchedulingTests : IDisposable
{
    private const string Surroundings = "tells_its_surroundings";

    private static readonly LifetimeStep Lifetime = new(0, "life", [], ["p"], []);

    private readonly Miniature _miniature = new();

    public void Dispose() => _miniature.Dispose();

    [Fact]
    public async Task Programs_that_may_share_a_process_do_and_others_have_their_own()
    {
        var results = await _miniature.RunAsync(
            Miniature.Item(Surroundings, 0),
            Miniature.Item(Surroundings, 1, Isolation.Process),
            Miniature.Item(Surroundings, 2, Isolation.Fork),
            Miniature.Item(Surroundings, 3)
        );

        var processes = results.Results.Select(result => result.Saw("process")).ToList();
        Assert.Equal(processes[0], processes[2]);
        Assert.Equal(processes[0], processes[3]);
        Assert.NotEqual(processes[0], processes[1]);
        Assert.Equal(
            ["shared", "fork", "fork", "shared"],
            results.Results.Select(result => result.Saw("isolation"))
        );
    }

    [Fact]
    public async Task Without_fork_a_program_that_asks_for_one_has_a_process_of_its_own()
    {
        var results = await _miniature
            .With("MINIATURE_ABILITIES", "gc")
            .RunAsync(
                Miniature.Item(Surroundings, 0),
                Miniature.Item(Surroundings, 1, Isolation.Fork)
            );

        Assert.NotEqual(results.Results[0].Saw("process"), results.Results[1].Saw("process"));
        Assert.Equal("shared", results.Results[1].Saw("isolation"));
    }

    [Fact]
    public async Task One_worker_serves_all_programs_where_each_has_a_session_of_its_own()
    {
        var results = await _miniature
            .With("MINIATURE_ABILITIES", "gc")
            .With("MINIATURE_CONTROL", """{"dangling":"dangling","kept":"kept"}""")
            .WithSessions()
            .RunAsync(
                Miniature.Item(Surroundings, 0),
                Miniature.Item(Surroundings, 1, Isolation.Fork),
                Miniature.Item(Surroundings, 2, Isolation.Process),
                Miniature.Item(Surroundings, 3, steps: [Lifetime])
            );

        Assert.NotNull(results.Results[0].Saw("process"));
        Assert.Single(results.Results.DistinctBy(result => result.Saw("process")));
    }

    [Fact]
    public async Task The_environment_is_pinned_and_no_descriptor_but_the_channel_is_inherited()
    {
        Environment.SetEnvironmentVariable("PYTHONHOME", "/nowhere");
        try
        {
            var result = Assert.Single((await _miniature.RunAsync(Surroundings)).Results);

            Assert.Equal("C.UTF-8", result.Saw("LC_ALL"));
            Assert.Equal("UTC", result.Saw("TZ"));
            Assert.Equal("0", result.Saw("PYTHONHASHSEED"));
            Assert.Equal("1", result.Saw("PYTHONDONTWRITEBYTECODE"));
            Assert.Null(result.Saw("PYTHONHOME"));
            Assert.Null(result.Saw("LD_PRELOAD"));
            // 5 is the listing of the folder itself.
            Assert.Equal("0 1 2 3 4 5", result.Saw("descriptors"));
            Assert.Equal("python", result.Saw("forms"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PYTHONHOME", null);
        }
    }

    [Fact]
    public async Task Two_lanes_share_the_work_and_answers_keep_their_places()
    {
        _miniature.Options = _miniature.Options with { Lanes = 2 };

        var results = await _miniature.RunAsync([
            .. Enumerable.Repeat("right", 40),
            "dies_at_2",
            .. Enumerable.Repeat(Surroundings, 40),
        ]);

        Assert.Equal(81, results.Results.Length);
        Assert.All(results.Results[..40], result => Assert.Equal("right", result.Saw("who")));
        Assert.Equal(Outcome.Crashed, results.Results[40].Outcome);
        Assert.All(results.Results[41..], result => Assert.NotNull(result.Saw("process")));
    }

    [Theory]
    [InlineData("""{"dangling":"dangling","kept":"kept"}""", Outcome.Completed, null)]
    [InlineData(
        """{"dangling":"kept","kept":"kept"}""",
        Outcome.PreconditionUnmet,
        "was seen as kept"
    )]
    [InlineData("null", Outcome.PreconditionUnmet, "no positive control")]
    public async Task Lifetime_programs_run_only_where_the_positive_control_holds(
        string control,
        Outcome outcome,
        string? message
    )
    {
        var results = await _miniature
            .With("MINIATURE_CONTROL", control)
            .RunAsync(
                Miniature.Item("right", 0, steps: [Lifetime]),
                Miniature.Item("right", 1, steps: [new TryStep(0, "t", false, [Lifetime])]),
                Miniature.Item("right", 2, steps: [new OnStep(0, "one", "cpython", [Lifetime])]),
                Miniature.Item("right", 3)
            );

        Assert.Equal(
            [outcome, outcome, outcome, Outcome.Completed],
            results.Results.Select(result => result.Outcome)
        );
        if (message is null)
            Assert.Null(results.Results[0].Detail.Message);
        else
            Assert.Contains(message, results.Results[0].Detail.Message, StringComparison.Ordinal);
        Assert.True(results.Complete);
    }

    [Theory]
    [InlineData("3.9", null, null)]
    [InlineData("2.7", null, null)]
    [InlineData("3.10", null, "needs Python 3.10, and this is 3.9.1")]
    [InlineData("4.0", null, "needs Python 4.0, and this is 3.9.1")]
    [InlineData(null, "fork", null)]
    [InlineData(null, "telepathy", "needs telepathy")]
    public async Task What_a_runtime_cannot_have_is_not_asked(
        string? since,
        string? need,
        string? reason
    )
    {
        var result = Assert.Single(
            (
                await _miniature.RunAsync(
                    Miniature.Item("right", since: since, needs: need is null ? [] : [need])
                )
            ).Results
        );

        Assert.Equal(reason is null ? Outcome.Completed : Outcome.Unsupported, result.Outcome);
        Assert.Equal(reason, result.Detail.Message);
    }

    [Fact]
    public async Task A_runtime_that_only_fails_is_given_up_with_the_reason()
    {
        _miniature.Options = _miniature.Options with { FailuresInARow = 3 };

        var results = await _miniature.RunAsync([.. Enumerable.Repeat("dies_at_2", 8)]);

        Assert.False(results.Complete);
        Assert.Equal("given up after 3 failures in a row", results.Problem);
        Assert.Equal(8, results.Results.Length);
        Assert.Equal(5, results.Results.Count(result => result.Outcome is Outcome.NotRun));
    }

    [Fact]
    public async Task A_runtime_whose_workers_start_no_more_is_given_up()
    {
        var results = await _miniature
            .With("MINIATURE_START", "second-time-exit")
            .RunAsync("right", "dies_at_2", "right");

        Assert.False(results.Complete);
        Assert.Contains("exit status 1", results.Problem, StringComparison.Ordinal);
        Assert.Equal(
            [Outcome.Completed, Outcome.NotRun, Outcome.NotRun],
            results.Results.Select(result => result.Outcome)
        );
    }

    [Theory]
    [InlineData("exit", "it printed: the fixture does not load")]
    [InlineData("garbage", "Python 2.5 is too old")]
    [InlineData("problem", "the fixture library does not load: no such file")]
    [InlineData("protocol", "it speaks protocol 7, not 1")]
    [InlineData("silence", "it said nothing in time")]
    public async Task A_runtime_that_never_becomes_ready_is_a_failure_with_evidence(
        string mood,
        string message
    )
    {
        _miniature.Options = _miniature.Options with { StartTimeout = TimeSpan.FromSeconds(1) };

        var failure = await Assert.ThrowsAsync<RuntimeUnavailableException>(() =>
            _miniature.With("MINIATURE_START", mood).RunAsync("right")
        );

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_executable_that_is_none_is_a_failure_that_names_it()
    {
        var failure = await Assert.ThrowsAsync<RuntimeUnavailableException>(() =>
            RuntimeRunner.RunAsync(
                new RuntimeSpec("nothing", "/nowhere/python", []),
                [Miniature.Item("right")],
                _miniature.Options,
                cancellation: TestContext.Current.CancellationToken
            )
        );

        Assert.Contains("/nowhere/python", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_ends_the_workers()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        _miniature.Options = _miniature.Options with { Timeout = TimeSpan.FromMinutes(5) };
        var run = RuntimeRunner.RunAsync(
            _miniature.Spec,
            [Miniature.Item("hangs")],
            _miniature.Options,
            cancellation: source.Token
        );
        source.CancelAfter(TimeSpan.FromMilliseconds(500));

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }
}
