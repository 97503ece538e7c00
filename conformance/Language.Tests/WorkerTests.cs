namespace Touchstone.Language.Tests;

/// <summary>The worker's own tests, on every Python of this machine.</summary>
public class WorkerTests
{
    public static TheoryData<string> Minors => [.. Python.Minors];

    [Theory, MemberData(nameof(Minors))]
    public void The_worker_observes_as_the_protocol_says(string minor) =>
        Python.Run(
            Python.Require(minor),
            [Path.Combine(Texts.Worker, "tests", "test_worker.py")],
            []
        );
}
