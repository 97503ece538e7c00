using Touchstone.Model;

namespace Touchstone.Language.Tests;

/// <summary>What the reader makes of a case beyond its words: variants, isolation, revisions, numbers of steps.</summary>
public class ReadingTests
{
    /// <summary>The fragment of a program that decides, and how far it has to be kept from others for it.</summary>
    public static TheoryData<string, string, Isolation> Isolated =>
        new()
        {
            { "observe P(1, 2)", "types: {P: \"struct { int x; int y }\"}", Isolation.Shared },
            { "x = buffer(b\"abc\")\nobserve x.value", "types: {P: char}", Isolation.Shared },
            { "p = P()\nalias p, p", "types: {P: \"char[4]\"}", Isolation.Fork },
            {
                "p = P()\nq = P()\nlifetime p after drop q",
                "types: {P: \"char[4]\"}",
                Isolation.Fork
            },
            { "b = b\"abc\"\nupcase(b)", "functions: {upcase: void(char_p)}", Isolation.Fork },
            { "memset(b\"abc\", 1, 1)", "types: {P: char}", Isolation.Fork },
            { "p = P()\nresize(p, 64)", "types: {P: \"char[4]\"}", Isolation.Fork },
            {
                "p = P()\nq = P.from_address(addressof(p))",
                "types: {P: \"char[4]\"}",
                Isolation.Fork
            },
            { "set_errno(5)", "types: {P: char}", Isolation.Fork },
            { "n = int.in_dll(\"counter\")", "types: {P: char}", Isolation.Fork },
            {
                "f(P())",
                "types: {P: \"struct pack(1) { char c; int x }\"}\nfunctions: {f: int(P)}",
                Isolation.Fork
            },
            {
                "f(Q())",
                "types: {P: \"union { f64 d; i64 i }\", Q: \"struct { P p }\"}\nfunctions: {f: int(Q)}",
                Isolation.Fork
            },
            { "f()", "functions: {f: \"call_from_thread: int()\"}", Isolation.Process },
            { "f()", "functions: {f: \"hang: int()\"}", Isolation.Process },
        };

    [Theory, MemberData(nameof(Isolated))]
    public void Isolation_follows_from_the_steps(
        string steps,
        string declarations,
        Isolation isolation
    ) => Assert.Equal(isolation, Texts.Program(steps, declarations).Isolation);

    [Theory]
    [InlineData("isolation: process", Isolation.Process)]
    [InlineData("isolation: shared", Isolation.Fork)]
    public void An_author_can_ask_for_more_isolation_but_not_for_less(
        string asked,
        Isolation isolation
    ) => Assert.Equal(isolation, Texts.Program("set_errno(5)", asked).Isolation);

    [Fact]
    public void Variants_multiply_a_case()
    {
        var programs = Texts
            .Read(
                Texts.Case(
                    "t = T(1)\nobserve t.value\nf(1)\nlayout S",
                    "types: {S: \"struct { char c; T t }\"}\nfunctions: {f: \"echo_T: T(T)\"}\nvariants: {pack: [none, 1], scalar: [i32, f64]}"
                )
            )
            .Cases[0]
            .Programs;
        Assert.Equal(
            [
                "pack=none,scalar=i32",
                "pack=none,scalar=f64",
                "pack=1,scalar=i32",
                "pack=1,scalar=f64",
            ],
            programs.Select(program => program.Variant)
        );
        Assert.Equal(
            [null, null, 1, 1],
            programs.Select(program => ((AggregateDefinition)program.Types[0].Definition).Pack)
        );
        Assert.Equal(
            ["echo_i32", "echo_f64", "echo_i32", "echo_f64"],
            programs.Select(program => program.Functions[0].Symbol)
        );
        Assert.Equal(4, programs.Select(program => program.Revision).Distinct().Count());
    }

    [Fact]
    public void A_program_with_two_sides_is_asked_of_every_pairing_of_engines() =>
        Assert.Equal(
            [
                "one=cpython,two=cpython",
                "one=cpython,two=reference",
                "one=reference,two=cpython",
                "one=reference,two=reference",
            ],
            Texts
                .Read(Texts.Case("on one { p = P(1, 2) }\non two { gc }"))
                .Cases[0]
                .Programs.Select(program => program.Variant)
        );

    [Fact]
    public void Steps_are_numbered_in_reading_order_with_nested_ones()
    {
        var program = Texts.Program(
            "callback f = CB(n) { observe n; return n }\ntry k { gc; gc }\nx = f\nlifetime f after drop x",
            "types: {CB: fn(int) -> int}"
        );
        Assert.Equal(
            Enumerable.Range(0, 9),
            StepTree.All(program.Steps).Select(step => step.Number)
        );
    }

    [Fact]
    public void A_revision_changes_with_the_question_and_with_nothing_else()
    {
        var first = Texts.Read(Texts.Case("observe P(1, 2)")).Cases[0].Programs[0].Revision;
        string Of(string yaml) => Texts.Read(yaml).Cases[0].Programs[0].Revision;
        Assert.Equal(64, first.Length);
        Assert.Equal(
            first,
            Of(
                Texts
                    .Case("observe  P( 1,2 ) # a comment")
                    .Replace("A title", "Another", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            first,
            Of(
                Texts.Case(
                    "observe P(1, 2)",
                    "since: \"3.8\"\nrefs: [gh:1]\ntypes: {P: \"struct {int x;int y}\"}"
                )
            )
        );
        Assert.NotEqual(first, Of(Texts.Case("observe P(1, 3)")));
        Assert.NotEqual(first, Of(Texts.Case("observe key: P(1, 2)")));
        Assert.NotEqual(
            first,
            Of(Texts.Case("observe P(1, 2)", "types: {P: \"struct { int x; uint y }\"}"))
        );
    }

    [Fact]
    public void A_case_knows_its_place_and_its_own_text()
    {
        var text =
            $"# two cases\n---\n{Texts.Case("gc")}---\n{Texts.Case("gc").Replace("some/case", "other/case", StringComparison.Ordinal)}";
        var cases = Texts.Read(text).Cases;
        Assert.Equal([3, 11], cases.Select(entry => entry.Line));
        Assert.Equal(Texts.Case("gc"), cases[0].Text);
    }

    [Fact]
    public void Keys_default_to_the_canonical_text_of_what_they_observe()
    {
        var program = Texts.Program(
            "p = P( 1,2 )\nobserve  p.x\nbytes p\nlayout P\nalias p ,p\nq = p\nlifetime p after drop q\nobserve b'a'"
        );
        Assert.Equal(
            ["p.x", "bytes p", "layout P", "alias p, p", "lifetime p", "b\"a\""],
            ObservationKeys.Of(program.Steps)
        );
    }
}
