using Touchstone.Model;

namespace Touchstone.Harness.Tests;

/// <summary>Whatever a worker does costs at most the program that it did it for.</summary>
public sealed class MisbehaviourTests : IDisposable
{
    private readonly Miniature _miniature = new();

    public void Dispose() => _miniature.Dispose();

    [Theory]
    [InlineData(
        "exits_without_end",
        Outcome.HarnessError,
        "ended with exit status 0 without an end"
    )]
    [InlineData("exits_with_3", Outcome.HarnessError, "ended with exit status 3 without an end")]
    [InlineData("garbage", Outcome.HarnessError, "Segmentation fault, or so they say")]
    [InlineData("nul_bytes", Outcome.HarnessError, "\\u0000")]
    [InlineData("says_a_name_twice", Outcome.HarnessError, "has already been added")]
    [InlineData("deep_nesting", Outcome.HarnessError, "depth")]
    [InlineData("huge_line", Outcome.HarnessError, "a line without end")]
    [InlineData("wrong_key", Outcome.HarnessError, "another request")]
    [InlineData("observes_twice", Outcome.HarnessError, "observed who twice")]
    [InlineData("ends_without_begin", Outcome.HarnessError, "out of turn")]
    [InlineData("invents_an_outcome", Outcome.HarnessError, "splendid")]
    [InlineData("closes_its_channel", Outcome.HarnessError, "closed its channel")]
    [InlineData("ignores_the_request", Outcome.TimedOut, "no end within 1 s, before it had begun")]
    [InlineData("hangs", Outcome.TimedOut, "no end within 1 s")]
    [InlineData("dies_at_2", Outcome.Crashed, "SIGSEGV")]
    [InlineData("dies_before_begin", Outcome.Crashed, "SIGABRT, before it had begun")]
    [InlineData("dies_and_leaves_a_child", Outcome.Crashed, "SIGKILL")]
    public async Task A_worker_that_fails_costs_one_program_and_says_why(
        string behaviour,
        Outcome outcome,
        string message
    )
    {
        var results = await _miniature.RunAsync("right", behaviour, "right");

        Assert.True(results.Complete);
        Assert.Equal(
            [Outcome.Completed, outcome, Outcome.Completed],
            results.Results.Select(result => result.Outcome)
        );
        Assert.Contains(message, results.Results[1].Detail.Message, StringComparison.Ordinal);
        Assert.True(results.Results[1].Detail.Confirmed);
        Assert.Equal("right", results.Results[0].Saw("who"));
        Assert.Equal("right", results.Results[2].Saw("who"));
    }

    [Theory]
    [InlineData("answers_late")]
    [InlineData("ends_twice")]
    public async Task A_late_answer_never_becomes_the_next_programs_answer(string behaviour)
    {
        var results = await _miniature.RunAsync(behaviour, "right", "tells_its_surroundings");

        Assert.All(results.Results, result => Assert.Equal(Outcome.Completed, result.Outcome));
        Assert.Equal("right", results.Results[1].Saw("who"));
    }

    [Fact]
    public async Task A_crash_tells_the_step_the_witness_and_what_was_seen_and_printed_before()
    {
        var result = Assert.Single((await _miniature.RunAsync("dies_at_2")).Results);

        Assert.Equal("SIGSEGV", result.Detail.Signal);
        Assert.Equal(2, result.Detail.Step);
        Assert.Equal("E take_point\nA 0100000002000000\n", result.Detail.Witness);
        Assert.Equal("dies_at_2", result.Saw("first"));
        Assert.Contains("about to die", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hang_tells_the_step_and_what_C_had_received()
    {
        var result = Assert.Single((await _miniature.RunAsync("hangs")).Results);

        Assert.Equal(1, result.Detail.Step);
        Assert.Equal("E never\n", result.Detail.Witness);
    }

    [Fact]
    public async Task A_crash_among_others_that_does_not_happen_alone_is_not_blamed_on_the_program()
    {
        var results = await _miniature.RunAsync("right", "dies_among_others", "right");

        var suspect = results.Results[1];
        Assert.Equal(Outcome.Completed, suspect.Outcome);
        Assert.Equal("dies_among_others", suspect.Saw("who"));
        Assert.False(suspect.Detail.Confirmed);
        Assert.Contains("SIGSEGV", suspect.Detail.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_that_the_worker_survived_in_a_forked_child_is_told_with_its_step()
    {
        var results = await _miniature.RunAsync("crashes_in_a_fork", "right");

        var crash = results.Results[0];
        Assert.Equal(Outcome.Crashed, crash.Outcome);
        Assert.Equal("SIGBUS", crash.Detail.Signal);
        Assert.Equal(4, crash.Detail.Step);
        Assert.Equal("E forked\n", crash.Detail.Witness);
        Assert.Equal(Outcome.Completed, results.Results[1].Outcome);
    }

    [Fact]
    public async Task A_timeout_ends_the_whole_tree()
    {
        var results = await _miniature.RunAsync("leaks_a_child");

        Assert.Equal(Outcome.TimedOut, Assert.Single(results.Results).Outcome);
        var leader = await File.ReadAllTextAsync(
            Path.Combine(_miniature.State, "leader"),
            TestContext.Current.CancellationToken
        );
        // The session that the worker led has no member left; /proc/N/stat holds the session as its fourth number after the name.
        Assert.DoesNotContain(
            Directory.GetDirectories("/proc", "*[0-9]").Select(StatOf),
            stat => stat.Length > 3 && stat[3] == leader && stat[0] != "Z"
        );

        static string[] StatOf(string process)
        {
            try
            {
                var text = File.ReadAllText(Path.Combine(process, "stat"));
                return text[(text.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException)
            {
                return []; // not a process, or gone meanwhile
            }
        }
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_replaced_and_the_answer_kept()
    {
        var result = Assert.Single((await _miniature.RunAsync("speaks_in_halves")).Results);

        Assert.Equal(Outcome.Raised, result.Outcome);
        Assert.Equal("\ufffd", result.Detail.Message);
        Assert.Equal("\ufffd \ufffd😀 \\ud800 \ud7ff", result.Saw("who"));
    }

    [Fact]
    public async Task A_flood_of_output_is_drained_and_cut()
    {
        var results = await _miniature.RunAsync("shouts", "right");

        Assert.All(results.Results, result => Assert.Equal(Outcome.Completed, result.Outcome));
    }
}
