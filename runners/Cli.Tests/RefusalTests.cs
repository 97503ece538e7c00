namespace Touchstone.Cli.Tests;

/// <summary>Every bad input is one clear sentence on stderr that names file and place, and nothing is half-written.</summary>
public sealed class RefusalTests : IDisposable
{
    private const string Good = """
        id: good/case
        title: A number
        why: So that there is one
        refs: []
        features: [simple-instance]
        steps: |
          n = int(1)
          observe n.value
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("touchstone-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Folder => _folder.FullName;
    private string Report => Path.Combine(Folder, "report");

    public static TheoryData<string, string, string> BadCases =>
        new()
        {
            {
                "malformed step",
                Good.Replace("observe n.value", "observe n.value ("),
                "bad.yaml:8:"
            },
            { "malformed YAML", "id: [good", "bad.yaml:2:1: this is no YAML" },
            {
                "unknown feature",
                Good.Replace("simple-instance", "simple-instances"),
                "bad.yaml:5:"
            },
            { "duplicate id", $"{Good}\n---\n{Good}", "duplicate id `good/case`" },
        };

    [Theory, MemberData(nameof(BadCases))]
    public async Task A_bad_case_file_is_refused_with_its_place(
        string what,
        string text,
        string message
    )
    {
        await WriteCaseAsync(text);

        var result = await Tool.RunAsync("run", "--cases", Folder, "--report", Report);

        Assert.True(result.Code == 2, $"{what}: {result}");
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.StartsWith("touchstone: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
        Assert.False(Directory.Exists(Report));
    }

    [Theory]
    [InlineData("run --runtime cpython-1.5.2", "no runtime `cpython-1.5.2`")]
    [InlineData("run --case no/such/case", "no case is called `no/such/case`")]
    [InlineData("run --cases /nowhere", "/nowhere: there is no such directory")]
    [InlineData("run --expectations /nowhere", "/nowhere: there is no such directory")]
    [InlineData("run --colour", "--colour")]
    [InlineData("cases --feature flying", "no feature `flying`")]
    [InlineData("show", "show")]
    [InlineData("show no/such/case", "no case is called `no/such/case`")]
    [InlineData("fuzz --count 0", "--count")]
    [InlineData("dance", "dance")]
    public async Task A_bad_command_line_is_refused_by_name(string arguments, string message)
    {
        var result = await Tool.RunAsync(arguments.Split(' '));

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_malformed_expectation_is_refused_with_its_place()
    {
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "wrong.yaml"),
            "runtimes: reference-*\nexpect: [{verdict: splendid}]\n",
            TestContext.Current.CancellationToken
        );

        var result = await Tool.RunAsync("run", "--expectations", Folder);

        Assert.Equal(2, result.Code);
        Assert.Contains("wrong.yaml:2:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_C_compiler_the_command_that_installs_one_is_told()
    {
        SkipWithoutFixtures();

        var result = await Tool.RunAsync(
            new() { ["PATH"] = "/nowhere" },
            ["run", "--runtime", "reference-native", "--report", Report]
        );

        Assert.Equal(3, result.Code);
        Assert.Contains("apt-get install gcc", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Report));
    }

    [Fact]
    public async Task A_libpython_that_is_none_is_named()
    {
        var library = Path.Combine(Folder, "libpython3.11.so");
        await File.WriteAllTextAsync(library, "", TestContext.Current.CancellationToken);

        var result = await Tool.RunAsync([
            "worker",
            "twin",
            "--libpython",
            library,
            "--script",
            "x.py",
            "--in",
            "0",
            "--out",
            "1",
        ]);

        Assert.Equal(3, result.Code);
        Assert.Contains(library, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Python_that_is_none_is_named()
    {
        var result = await Tool.RunAsync("run", "--python", "/bin/true");

        Assert.Equal(3, result.Code);
        Assert.Contains("/bin/true is no Python", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no such file", null)]
    [InlineData("no shared library", "this is text\n")]
    public async Task A_fixture_library_that_is_none_is_named(string message, string? content)
    {
        var library = Path.Combine(Folder, "libfixtures.so");
        if (content is not null)
        {
            await File.WriteAllTextAsync(library, content, TestContext.Current.CancellationToken);
        }

        var result = await Tool.RunAsync("run", "--fixtures", library, "--report", Report);

        Assert.Equal(3, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains(library, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Report));
    }

    [Theory]
    [InlineData(4096, 0x3E)] // cut short
    [InlineData(int.MaxValue, 0xF7)] // the number of another machine: EM_BPF
    public async Task A_fixture_library_that_does_not_load_fails_the_run(int length, byte machine)
    {
        SkipWithoutFixtures();
        const int MachineOffset = 18;
        var library = Path.Combine(Folder, "libbroken.so");
        var bytes = await File.ReadAllBytesAsync(
            Installation.Find().Fixtures,
            TestContext.Current.CancellationToken
        );
        bytes[MachineOffset] = machine;
        await File.WriteAllBytesAsync(
            library,
            bytes[..Math.Min(length, bytes.Length)],
            TestContext.Current.CancellationToken
        );

        var result = await Tool.RunAsync([
            "run",
            "--fixtures",
            library,
            "--runtime",
            "reference-native",
            "--case",
            "unions/init",
        ]);

        Assert.Equal(3, result.Code);
        Assert.Contains(library, result.Error, StringComparison.Ordinal);
    }

    private static void SkipWithoutFixtures() =>
        Assert.SkipUnless(
            File.Exists(Installation.Find().Fixtures),
            "the fixtures are not built: ./build.sh fixtures"
        );

    private Task WriteCaseAsync(string text) =>
        File.WriteAllTextAsync(
            Path.Combine(Folder, "bad.yaml"),
            text,
            TestContext.Current.CancellationToken
        );
}
