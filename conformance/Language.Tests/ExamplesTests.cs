using Touchstone.Model;

namespace Touchstone.Language.Tests;

/// <summary>The 21 cases that the case language was designed on, on every Python of this machine. CPython is the oracle.</summary>
public class ExamplesTests
{
    private static readonly string[] s_examples =
    [
        "structures/nested/read-shares",
        "arrays/struct/swap",
        "arrays/slice/overlapping-assign",
        "pointers/contents/retarget",
        "pointers/field/aliases-slot",
        "arrays/char/short-set",
        "calls/char-pointer/callee-writes-bytes",
        "buffers/from_buffer/lock-and-errors",
        "memory/resize/old-view-detached",
        "casts/keep-alive-shared",
        "unions/members-share",
        "structures/big-endian/nested",
        "bitfields/neighbours",
        "callbacks/struct-argument-retained",
        "callbacks/struct-result",
        "callbacks/raises",
        "errno/swapped-copy",
        "calls/variadic",
        "simple/subclass-stays-boxed",
        "libraries/in_dll",
        "lifetime/drop-and-gc",
    ];

    /// <summary>Where CPython 2.7 itself answers otherwise than 3: its from_buffer does not lock a bytearray.</summary>
    private static readonly string[] s_otherOn27 = ["buffers/from_buffer/lock-and-errors"];

    public static TheoryData<string> Minors => [.. Python.Minors];

    [Theory, MemberData(nameof(Minors))]
    public void The_example_cases_complete_on_every_Python(string minor)
    {
        var programs = Examples();
        Assert.Equal(s_examples.Length, programs.Length);
        var messages = WorkerRun.Messages(Python.Require(minor), programs);
        var unfinished = messages
            .Where(message =>
                (string?)message["m"] == "end" && (string?)message["outcome"] != "completed"
            )
            .Select(message => message.ToJsonString());
        Assert.Empty(unfinished);
    }

    [Theory]
    [InlineData("2.7", "3.13")]
    [InlineData("3.8", "3.13")]
    [InlineData("3.11", "3.13")]
    public void Two_versions_of_CPython_answer_the_example_cases_alike(string older, string newer)
    {
        var programs = Examples();
        var first = WorkerRun.Answers(WorkerRun.Messages(Python.Require(older), programs));
        var second = WorkerRun.Answers(WorkerRun.Messages(Python.Require(newer), programs));
        foreach (var program in programs)
        {
            if (older == "2.7" && s_otherOn27.Contains(program.Id))
                Assert.NotEqual(first[program.Name], second[program.Name]);
            else
                Assert.Equal(first[program.Name], second[program.Name]);
        }
    }

    [Theory, MemberData(nameof(Minors))]
    public void A_poisoned_worker_tells_known_dangling_memory_from_kept(string minor)
    {
        var ready = WorkerRun.Messages(Python.Require(minor), [], isPoisoned: true)[0];
        Assert.Equal(
            """{"dangling":"dangling","kept":"kept"}""",
            CanonicalJson.Write(ready["control"])
        );
    }

    [Theory]
    [InlineData("2.7")]
    [InlineData("3.13")]
    public void Every_example_runs_alone_with_its_prelude(string minor)
    {
        var python = Python.Require(minor);
        var fixtures = Python.RequireFixtures();
        foreach (var program in Examples())
        {
            var output = Python.Run(python, ["-", fixtures], [PythonLowering.StandAlone(program)]);
            Assert.Contains("\"outcome\": \"completed\"", output, StringComparison.Ordinal);
        }
    }

    private static Program[] Examples() =>
        [
            .. Catalogue
                .Read(Texts.Cases)
                .Cases.Where(entry => s_examples.Contains(entry.Id))
                .SelectMany(entry => entry.Programs),
        ];
}
