using Touchstone.Ctypes;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Reference.Tests;

/// <summary>What the engine does with a program as a whole.</summary>
public sealed class ReferenceEngineTests
{
    private static ReferenceEngine Engine(string profile = "3.11")
    {
        Assert.SkipUnless(File.Exists(Repository.Fixtures), "the fixtures are not built");
        return new ReferenceEngine(
            new ReferenceOptions(CtypesProfile.Parse(profile), Repository.Fixtures)
        );
    }

    /// <param name="keys">Further keys of the case, each on a line.</param>
    private static Program Program(string steps, string keys = "", string features = "array-type")
    {
        var text = $"""
            id: test/case
            title: A case of a test
            why: To see what the engine does.
            features: [{features}]
            {keys}
            steps: |
              {steps.ReplaceLineEndings("\n  ")}
            """;
        var catalogue = Catalogue.Parse(
            [("test.yaml", text)],
            "features.yaml",
            File.ReadAllText(Repository.Features)
        );
        return catalogue.Cases[0].Programs[0];
    }

    private static string? Value(CaseResult result, string key) =>
        (string?)result.Observations.Single(seen => seen.Key == key).Body["value"]!["v"];

    [Fact]
    public void Exception_that_nothing_takes_ends_the_program_at_its_step()
    {
        using var engine = Engine();
        var result = engine.Run(
            Program(
                """
                a = A(1, 2)
                observe a[0]
                observe a[2]
                observe a[1]
                """,
                """types: {A: "int[2]"}"""
            )
        );
        Assert.Equal(Outcome.Raised, result.Outcome);
        Assert.Equal(2, result.Detail.Step);
        Assert.Equal(["IndexError", "LookupError"], result.Detail.Raised!.Value);
        Assert.Equal(["a[0]"], result.Observations.Select(seen => seen.Key));
    }

    [Fact]
    public void Exception_in_a_try_says_where_and_the_program_goes_on()
    {
        using var engine = Engine();
        var result = engine.Run(
            Program(
                """
                a = A(1, 2)
                try outside { a[0] = 5; a[2] = 6; a[1] = 7 }
                observe a[0]
                """,
                """types: {A: "int[2]"}"""
            )
        );
        Assert.Equal(Outcome.Completed, result.Outcome);
        var attempt = result.Observations[0];
        Assert.Equal(1, attempt.Step);
        Assert.Equal(3, (int?)attempt.Body["at"]);
        Assert.Equal("5", Value(result, "a[0]"));
    }

    [Fact]
    public void Repeated_key_is_numbered()
    {
        using var engine = Engine();
        var result = engine.Run(
            Program(
                """
                a = A(1)
                observe a[0]
                a[0] = 2
                observe a[0]
                """,
                """types: {A: "int[1]"}"""
            )
        );
        Assert.Equal(["a[0]", "a[0]@2"], result.Observations.Select(seen => seen.Key));
    }

    [Fact]
    public void Function_that_the_fixtures_lack_is_an_unmet_precondition()
    {
        using var engine = Engine();
        var result = engine.Run(
            Program("observe f(1)", """functions: {f: "no_such_fixture: int(int)"}""")
        );
        Assert.Equal(Outcome.PreconditionUnmet, result.Outcome);
        Assert.Equal("the fixtures have no function no_such_fixture", result.Detail.Message);
    }

    [Fact]
    public void Program_newer_than_the_profile_is_unsupported()
    {
        var program = Program(
            "observe sizeof(A)",
            """
            since: "3.13"
            types: {A: "int[1]"}
            """,
            "array-type, sizes"
        );
        using var old = Engine("3.11");
        using var recent = Engine("3.13");
        Assert.Equal(Outcome.Unsupported, old.Run(program).Outcome);
        Assert.Equal(Outcome.Completed, recent.Run(program).Outcome);
    }

    [Fact]
    public void Program_that_only_python_can_say_is_unsupported()
    {
        using var engine = Engine();
        var program = Program("observe 1") with { Steps = [], PythonBody = "pass\n" };
        Assert.Equal(Outcome.Unsupported, engine.Run(program).Outcome);
    }

    [Fact]
    public void Program_finds_no_trace_of_the_one_before_it()
    {
        using var engine = Engine();
        var program = Program(
            """
            g = int.in_dll("g_counter")
            observe bump()
            observe set_errno(5)
            g.value = 1000
            """,
            """functions: {bump: "int()"}""",
            "in-dll, errno-copy"
        );
        var first = engine.Run(program);
        var second = engine.Run(program);
        Assert.Equal("43", Value(first, "bump()"));
        Assert.Equal("43", Value(second, "bump()"));
        Assert.Equal("0", Value(second, "set_errno(5)"));
    }

    [Fact]
    public void Known_dangling_memory_is_found_dangling_and_known_kept_memory_kept()
    {
        using var engine = Engine();
        var control = Control.Observe(engine);
        Assert.Equal("dangling", (string?)control["dangling"]);
        Assert.Equal("kept", (string?)control["kept"]);
    }

    [Theory]
    [InlineData("/etc/hostname")]
    [InlineData("/no/such/libtouchstone.so")]
    public void Fixtures_that_do_not_load_are_named(string path)
    {
        var error = Assert.Throws<FixturesException>(() =>
            new ReferenceEngine(new ReferenceOptions(CtypesProfile.Native, path))
        );
        Assert.StartsWith($"the fixtures {path} cannot be loaded: ", error.Message);
    }

    [Fact]
    public void Unknown_mutant_is_refused_with_the_names_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new ReferenceEngine(
                new ReferenceOptions(CtypesProfile.Native, Repository.Fixtures, Mutant: "wolf")
            )
        );
        Assert.Contains("sign-lost", error.Message, StringComparison.Ordinal);
    }
}
