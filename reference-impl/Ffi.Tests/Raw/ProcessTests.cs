namespace Touchstone.Ffi.Tests.Raw;

/// <summary>What can only be seen in a process of its own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void A_process_may_end_in_the_middle_of_a_callback() =>
        Assert.Equal(("", 7), ExerciseProgram.Run("exit", "7"));

    [Fact]
    public void Live_blocks_and_closures_are_counted() =>
        Assert.Equal(
            """
            start: 0 blocks, 0 closures
            made: 2 blocks, 1 closures
            freed: 0 blocks, 0 closures
            """,
            ExerciseProgram.Run("live").Output
        );
}
