namespace Touchstone.Language.Tests;

public class NearestTests
{
    [Theory]
    [InlineData("observ", "observe")]
    [InlineData("lifetmie", "lifetime")]
    [InlineData("Sizeof", "sizeof")]
    [InlineData("qqqq", null)]
    public void The_word_that_was_meant_is_the_nearest_one(string written, string? meant) =>
        Assert.Equal(
            meant is null ? "" : $"; did you mean `{meant}`?",
            Nearest.Hint(written, ["observe", "lifetime", "sizeof", "alias"])
        );
}
