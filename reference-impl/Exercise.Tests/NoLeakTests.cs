using System.Globalization;
using Touchstone.Ffi.Tests.Raw;

namespace Touchstone.Exercise.Tests;

/// <summary>A million of each kind of thing leave the process's memory where it was.</summary>
/// <remarks>
/// The first fifth is for caches and for the quarantine of closures (the last 1,024 stubs, however many there were); after that the level
/// may not grow from fifth to fifth.
/// </remarks>
public sealed class NoLeakTests
{
    // 5 bytes lost in each of 200,000 creations; malloc gives no less than 16.
    private const long Bound = 1024 * 1024;

    public static TheoryData<string, int> Kinds =>
        OperatingSystem.IsLinux()
            ? new(
                ExerciseProgram
                    .Run("kinds")
                    .Output.Split('\n')
                    .Select(line => line.Split(' ', 2))
                    .Select(words => (words[1], int.Parse(words[0], CultureInfo.InvariantCulture)))
            )
            : [];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Kinds))]
    public void A_million_creations_leave_the_memory_level(string kind, int count)
    {
        var growth = Growth("create", kind, $"{count}");
        Assert.True(growth < Bound, $"a fifth of {count} times {kind}: {growth} bytes more");
    }

    [Fact]
    public void A_leak_of_sixteen_bytes_in_each_creation_is_seen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "resident pages are read from /proc");
        Assert.True(Growth("create", "simple object", "1000000", "--leak") > 2 * Bound);
    }

    private static long Growth(params string[] arguments)
    {
        var (output, status) = ExerciseProgram.Run(arguments);
        Assert.Equal(0, status);
        return long.Parse(output, CultureInfo.InvariantCulture);
    }
}
