using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.CTruth.Tests;

public sealed class TruthCompilerTests
{
    private static (Program, LoweredC) Sound(int number)
    {
        var program = Ask.Program(
            "types: {P: \"struct { int x }\"}",
            $"p = P({number})\nobserve p.x",
            $"tests/sound-{number}"
        );
        return (program, CLowering.Lower(program));
    }

    private static (Program, LoweredC) Spoilt(string statement, string id)
    {
        var program = Ask.Program("types: {P: \"struct { int x }\"}", "layout P", id);
        var lowered = CLowering.Lower(program);
        var at = lowered.Source.LastIndexOf('}');
        return (program, lowered with { Source = lowered.Source.Insert(at, $"    {statement}\n") });
    }

    [Fact]
    public async Task A_program_that_does_not_compile_costs_itself_alone_and_says_why()
    {
        var results = await Ask.AllAsync([
            Sound(1),
            Sound(2),
            Spoilt("this_is_no_C;", "tests/no-c"),
            Sound(3),
        ]);

        Assert.Equal(
            [Outcome.Completed, Outcome.Completed, Outcome.HarnessError, Outcome.Completed],
            results.Select(result => result.Outcome)
        );
        Assert.Contains(
            "'this_is_no_C' undeclared",
            results[2].Detail.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_program_that_needs_a_function_nobody_has_costs_itself_alone()
    {
        var results = await Ask.AllAsync([
            Sound(1),
            Spoilt("extern int nobody_has_this(void); nobody_has_this();", "tests/no-symbol"),
            Sound(2),
        ]);

        Assert.Equal(
            [Outcome.Completed, Outcome.HarnessError, Outcome.Completed],
            results.Select(result => result.Outcome)
        );
        Assert.Contains("nobody_has_this", results[1].Detail.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_costs_one_program_which_keeps_what_it_said_before()
    {
        var results = await Ask.AllAsync([
            Sound(1),
            Spoilt("*truth_step = 7; *(volatile int *)0 = 1;", "tests/crash"),
            Sound(2),
        ]);

        Assert.Equal(
            [Outcome.Completed, Outcome.Crashed, Outcome.Completed],
            results.Select(result => result.Outcome)
        );
        Assert.Equal("SIGSEGV", results[1].Detail.Signal);
        Assert.Equal(7, results[1].Detail.Step);
        Assert.Equal("layout P", Assert.Single(results[1].Observations).Key);
    }

    [Fact]
    public async Task Answers_are_kept_by_content_and_a_broken_file_is_made_anew()
    {
        var cache = Directory.CreateTempSubdirectory("touchstone-cache-");
        try
        {
            var options = new TruthOptions(Cache: cache.FullName);
            var first = await Ask.AllAsync([Sound(1), Sound(2)], options);
            var kept = Assert.Single(cache.GetFiles());
            // What a second run gives back can only come from the file.
            var text = await File.ReadAllTextAsync(
                kept.FullName,
                TestContext.Current.CancellationToken
            );
            await File.WriteAllTextAsync(
                kept.FullName,
                text.Replace("\"v\":\"1\"", "\"v\":\"41\"", StringComparison.Ordinal),
                TestContext.Current.CancellationToken
            );
            var second = await Ask.AllAsync([Sound(1), Sound(2)], options);
            await File.WriteAllTextAsync(
                kept.FullName,
                text[..40],
                TestContext.Current.CancellationToken
            );
            var third = await Ask.AllAsync([Sound(1), Sound(2)], options);

            Assert.Contains("\"41\"", Ask.Body(second[0], "p.x"), StringComparison.Ordinal);
            Assert.Equal(Ask.Body(first[0], "p.x"), Ask.Body(third[0], "p.x"));
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("/nowhere/cc")]
    [InlineData("/bin/false")]
    public async Task What_is_no_compiler_is_named(string path)
    {
        var missing = await Assert.ThrowsAsync<CompilerMissingException>(() =>
            TruthCompiler.AnswerAsync(
                [Sound(1)],
                new TruthOptions(Compiler: path),
                TestContext.Current.CancellationToken
            )
        );

        Assert.Contains(path, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clang_is_not_asked_about_a_byte_order_that_it_cannot_declare()
    {
        var clang = await FindClangAsync();
        var program = Ask.Program("types: {B: \"struct big { u16 a }\"}", "layout B");

        var result = await Ask.OneAsync(program, new TruthOptions(Compiler: clang));

        Assert.Equal(Outcome.Unsupported, result.Outcome);
        Assert.Contains("scalar_storage_order", result.Detail.Message, StringComparison.Ordinal);
    }

    private static async Task<string> FindClangAsync()
    {
        foreach (var name in new[] { "clang", "clang-14" })
        {
            try
            {
                return (
                    await CCompiler.FindAsync(name, TestContext.Current.CancellationToken)
                ).Path;
            }
            catch (CompilerMissingException)
            {
                // The next name may be there.
            }
        }
        Assert.Skip("no clang is found");
        return "";
    }
}
