using Touchstone.Language;

namespace Touchstone.CTruth.Tests;

/// <summary>What C answers, and where it stops claiming to.</summary>
public sealed class ClaimsTests
{
    [Theory]
    [InlineData(
        "p = P(1, 2)\nq = p\nobserve q.x\nobserve p is q\nobserve p.y",
        "q.x p.y",
        "C objects have no identity"
    )]
    [InlineData(
        "p = P(1, 2)\nobserve p.x\ntry t: p.x = b\"z\"\nobserve p.y\nlayout P",
        "p.x layout P",
        "C has no exceptions"
    )]
    [InlineData("p = P(1, 2)\ntry t: P(1, 2, 3)\nobserve p.y", "p.y", "C has no exceptions")]
    [InlineData(
        "p = P(1, 2)\nresize(p, 64)\nobserve p.x\nlayout P",
        "layout P",
        "C has no resize()"
    )]
    [InlineData(
        "p = P(1, 2)\nn = addressof(p)\nq = P.from_address(n)\nobserve p.x\nobserve q.x",
        "p.x",
        "C has no addressof()"
    )]
    [InlineData("p = P(1.5, 2)\nobserve p.x", "", "C would not store that in a i4")]
    [InlineData("p = P(1, 2)\ndrop p\ngc\nlayout P", "layout P", null)]
    [InlineData(
        "p = P(1, 2)\nalias p, p\nobserve p.x",
        "p.x",
        "C does not say what Python's objects share"
    )]
    public void Claims_end_where_C_has_no_word(string steps, string keys, string? reason)
    {
        var lowered = CLowering.Lower(
            Ask.Program("types: {P: \"struct { int x; int y }\"}", steps)
        );

        Assert.Equal(keys, string.Join(' ', lowered.Keys));
        Assert.Equal(reason, lowered.Reason);
    }

    [Fact]
    public async Task A_key_that_C_passes_over_still_counts_its_repeats()
    {
        var truth = await Ask.OneAsync(
            Ask.Program(
                "types: {P: \"struct { int x; int y }\"}",
                "p = P(1, 2)\nobserve k: p\nobserve k: p is p\nobserve k: p.y"
            )
        );

        Assert.Equal(["k", "k@3"], truth.Observations.Select(observation => observation.Key));
    }

    [Fact]
    public async Task What_callbacks_see_and_keep_is_C_too()
    {
        var truth = await Ask.OneAsync(
            Ask.Program(
                "types: {P: \"struct { int x; int y }\", CB: \"fn(P, int) -> int\"}",
                "a = P(1, 2)\ncallback f = CB(p, n) { observe p.x; p.x = 77; keep k = p; return seq(n, 8) }\nobserve one: f(a, 5)\nobserve two: f(a, 5)\nobserve k.x\nobserve a.x"
            )
        );

        Assert.Equal(
            ["p.x=1", "one=5", "p.x@2=1", "two=8", "k.x=77", "a.x=1"],
            truth.Observations.Select(o => $"{o.Key}={o.Body["value"]!["v"]}")
        );
    }
}
