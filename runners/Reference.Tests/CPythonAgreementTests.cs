using Touchstone.Model;

namespace Touchstone.Reference.Tests;

/// <summary>The reference in a version's profile against that very CPython.</summary>
public sealed class CPythonAgreementTests
{
    /// <summary>The cases that were tried before the catalogue was written: the least that must agree.</summary>
    private static readonly string[] FirstCases =
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

    [Theory]
    [InlineData("3.8")]
    [InlineData("3.9")]
    [InlineData("3.10")]
    [InlineData("3.11")]
    [InlineData("3.12")]
    [InlineData("3.13")]
    [InlineData("3.14")]
    [InlineData("3.15")]
    public async Task Every_program_is_answered_as_cpython_answers_it(string minor)
    {
        var oracle = await Answers.OfCPython(minor);
        var verdicts = Answers.Judged(
            await Answers.OfReference(minor),
            oracle,
            [.. Answers.Programs.Where(program => !Answers.OracleIsWrong.Contains(program.Name))]
        );
        // A case that is newer than this Python, and that both say they do not support, has nothing to agree about.
        var refused = oracle
            .Results.Where(result => result.Outcome is Outcome.Unsupported)
            .Select(result => result.Program)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(
            verdicts
                .Verdicts.Where(verdict =>
                    verdict
                        is not { Agreement: Agreement.Incomparable, Outcome: Outcome.Unsupported }
                    || !refused.Contains(verdict.Program)
                )
                .Where(verdict => verdict.Agreement is not (Agreement.Same or Agreement.SameByRule))
                .Select(verdict =>
                    $"{verdict.Program}: {verdict.Agreement} {verdict.Symptom} {verdict.Outcome}"
                )
        );
    }

    [Theory]
    [InlineData("3.8")]
    [InlineData("3.11")]
    [InlineData("3.13")]
    public async Task The_first_cases_are_answered_with_the_same_observations(string minor)
    {
        var oracle = await Answers.OfCPython(minor);
        var verdicts = Answers.Judged(await Answers.OfReference(minor), oracle, Answers.Programs);
        Assert.Empty(
            verdicts
                .Verdicts.Where(verdict => FirstCases.Contains(verdict.Program))
                // By rule: the text of an exception is for people, and changes between versions.
                .Where(verdict => verdict.Agreement is not (Agreement.Same or Agreement.SameByRule))
                .Select(verdict => $"{verdict.Program}: {verdict.Agreement}")
        );
        Assert.Equal(
            FirstCases.Length,
            verdicts.Verdicts.Count(verdict => FirstCases.Contains(verdict.Program))
        );
    }
}
