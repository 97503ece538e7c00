using Touchstone.Judging;
using Touchstone.Model;

namespace Touchstone.Reference.Tests;

/// <summary>A reference that is wrong on purpose must turn the gate red; one that is right must not.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    // Without a C compiler's answer the judge cannot know that it is the oracle who is wrong there.
    private static Program[] Programs =>
        [.. Answers.Programs.Where(program => !Answers.OracleIsWrong.Contains(program.Name))];

    public static TheoryData<string> Mutants => [.. Mutant.Names];

    [Fact]
    public async Task Healthy_reference_leaves_the_gate_green()
    {
        var minor = Answers.SomeMinor();
        var verdicts = Answers.Judged(
            await Answers.OfReference(minor),
            await Answers.OfCPython(minor),
            Programs
        );
        Assert.Equal(Gate.AsExpected, Gate.ExitCode([verdicts], isComplete: true));
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task Broken_reference_turns_the_gate_red(string mutant)
    {
        var minor = Answers.SomeMinor();
        var oracle = await Answers.OfCPython(minor);
        var verdicts = Answers.Judged(await Answers.OfReference(minor, mutant), oracle, Programs);
        Assert.Equal(Gate.NotAsExpected, Gate.ExitCode([verdicts], isComplete: true));
        var killers = verdicts.Verdicts.Where(verdict => verdict.Gate.IsRed()).ToArray();
        output.WriteLine($"{mutant}: caught by {killers.Length} of {Programs.Length} programs");
        Assert.NotEmpty(killers);
    }
}
