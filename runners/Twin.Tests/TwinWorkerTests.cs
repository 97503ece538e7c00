using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Touchstone.Harness;
using Touchstone.Language;
using Touchstone.Model;
using Touchstone.Reference.Tests;

namespace Touchstone.Twin.Tests;

/// <summary>The twin against the same CPython in a process of its own.</summary>
public sealed class TwinWorkerTests
{
    private static readonly Lazy<ImmutableArray<WorkItem>> Programs = new(() =>
        [
            .. Catalogue
                .Read(Repository.Cases)
                .Cases.SelectMany(@case => @case.Programs)
                .Where(TwinWorker.Takes)
                .Select(program => new WorkItem(program, PythonLowering.Lower(program))),
        ]
    );

    [Theory]
    [MemberData(nameof(Pythons.Minors), MemberType = typeof(Pythons))]
    public async Task Every_program_is_answered_as_the_same_python_answers_it_alone(string minor)
    {
        SkipWithoutFixtures();
        var python = Pythons.Of(minor);
        var twin = await RunAsync(Twin(python));
        var alone = await RunAsync(RuntimeSpec.Python("alone", python, Repository.PythonWorker));
        Assert.Equal(Answers(alone), Answers(twin));
    }

    [Fact]
    public void At_least_ten_cases_have_two_engines_on_the_same_memory() =>
        Assert.True(
            Programs
                .Value.Where(item => item.Program.HasSides)
                .Select(item => item.Program.Id)
                .Distinct()
                .Count() >= 10
        );

    [Theory]
    [InlineData("/etc/hostname", "invalid ELF header|file too short")]
    [InlineData("/no/such/libpython3.so", "there is no such file")]
    public async Task Path_that_is_no_libpython_ends_the_worker_with_one_clear_sentence(
        string path,
        string reason
    )
    {
        var error = await Assert.ThrowsAsync<RuntimeUnavailableException>(() =>
            RunAsync(Twin(path))
        );
        Assert.Matches($"{path} cannot be hosted: .*({reason})", error.Message);
        Assert.Contains("CPython 3.8 to 3.13", error.Message, StringComparison.Ordinal);
    }

    private static void SkipWithoutFixtures() =>
        Assert.SkipUnless(File.Exists(Repository.Fixtures), "the fixtures are not built");

    private static RuntimeSpec Twin(PythonInstallation python) => Twin(python.Library!);

    private static RuntimeSpec Twin(string libpython) =>
        new(
            "twin",
            Path.Combine(AppContext.BaseDirectory, "Touchstone.Twin.Tests"),
            [EntryPoint.Worker, libpython, Repository.PythonWorker]
        )
        {
            HasSessions = true,
        };

    private static Task<RunResults> RunAsync(RuntimeSpec spec) =>
        RuntimeRunner.RunAsync(
            spec,
            Programs.Value,
            new RunOptions(Repository.Fixtures) { Timeout = TimeSpan.FromSeconds(20), Lanes = 1 },
            cancellation: TestContext.Current.CancellationToken
        );

    /// <summary>A line for each thing seen, in an order that does not depend on who was the first to say it.</summary>
    private static string[] Answers(RunResults results) =>
        [
            .. results.Results.SelectMany(result =>
                result
                    .Observations.OrderBy(seen => seen.Key, StringComparer.Ordinal)
                    .Select(seen => $"{result.Program} {seen.Key}: {Hard(seen.Body)}")
                    .Prepend($"{result.Program}: {result.Outcome} {result.Detail.Message}")
            ),
        ];

    private static string Hard(JsonObject body)
    {
        var hard = body.DeepClone().AsObject();
        hard.Remove("message");
        return hard.ToJsonString();
    }
}
