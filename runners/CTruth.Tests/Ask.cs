using System.Text.Json.Nodes;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.CTruth.Tests;

/// <summary>Asks C about programs written as text.</summary>
internal static class Ask
{
    /// <param name="declarations">YAML: <c>types: {…}</c> and <c>functions: {…}</c>.</param>
    /// <param name="steps">Statements, a line each.</param>
    public static Program Program(string declarations, string steps, string id = "tests/one")
    {
        var lines = steps.Split('\n').Select(line => $"  {line.Trim()}\n");
        return ProgramText.Read(
            $"id: {id}\n{declarations}\nsteps: |\n{string.Concat(lines)}",
            "test.yaml"
        );
    }

    public static async Task<CaseResult> OneAsync(Program program, TruthOptions? options = null)
    {
        var results = await AllAsync([(program, CLowering.Lower(program))], options);
        return results[0];
    }

    public static async Task<IReadOnlyList<CaseResult>> AllAsync(
        IReadOnlyList<(Program, LoweredC)> programs,
        TruthOptions? options = null
    )
    {
        await SkipWithoutCompilerAsync();
        var answers = await TruthCompiler.AnswerAsync(
            programs,
            options ?? new TruthOptions(),
            TestContext.Current.CancellationToken
        );
        return answers.Results;
    }

    public static async Task SkipWithoutCompilerAsync()
    {
        try
        {
            await CCompiler.FindAsync(cancellation: TestContext.Current.CancellationToken);
        }
        catch (CompilerMissingException missing)
        {
            Assert.Skip(missing.Message);
        }
    }

    public static string Body(CaseResult result, string key) =>
        Assert
            .Single(result.Observations, observation => observation.Key == key)
            .Body.ToJsonString();

    /// <summary>The same JSON, however it is spaced.</summary>
    public static string Normal(string json) => JsonNode.Parse(json)!.ToJsonString();
}
