namespace Touchstone.Language.Tests;

/// <summary>Every mistake is named with its place, and with what was probably meant.</summary>
public class MistakeTests
{
    /// <summary>Statements, and the message that the first mistake in them gets; steps begin in line 7, column 3.</summary>
    public static TheoryData<string, string> Statements =>
        new()
        {
            { "p = P(1, 2)\nobserv p", "8:3: unknown verb `observ`; did you mean `observe`?" },
            { "part = P(1, 2)\nobserve prat", "8:11: unknown name `prat`; did you mean `part`?" },
            {
                "p = P(1, 2",
                "7:13: expected `,` or `)` behind an argument, found the end of the line"
            },
            { "observe sizeof", "7:11: `sizeof` is an operation: call it, `sizeof(…)`" },
            { "observe sizeof(P, P)", "7:18: `sizeof` takes 1 argument, not 2" },
            {
                "p = P.from_bufer(bytearray(b\"x\"))",
                "7:9: `P` has no method or field `from_bufer`; did you mean `from_buffer`?"
            },
            {
                "p = P(1, 2)\np.x, p.y = 3",
                "8:3: 2 places take 2 values, not 1: nothing is unpacked"
            },
            {
                "p = P(1, 2)\np.x",
                "8:3: a statement binds, calls or observes; to see a value write `observe` before it"
            },
            { "observe 1 + 2", "7:13: expected the end of the statement, found `+`" },
            { "observe -P(1)", "7:11: a sign belongs to a number: the language has no operators" },
            { "pointer = P(1, 2)", "7:3: `pointer` cannot be bound: it is an operation" },
            { "in = P(1, 2)", "7:3: `in` cannot be bound: it is a keyword of Python" },
            {
                "_p = P(1, 2)",
                "7:3: `_p` cannot be bound: it is reserved: it begins with an underscore"
            },
            {
                "p = P(1, 2)\nlifetime p after gc",
                "8:12: whose memory is it? `after` drops no name, so name the owners with `of`"
            },
            {
                "p = P(1, 2)\nlifetime p drop p",
                "8:14: expected `after` and what lets the owners go, found `drop`"
            },
            { "drop q", "7:8: unknown variable `q`" },
            {
                "p = P(1, 2)\nobserve p._objects",
                "8:13: names with an underscore are reserved: `_objects` is asked for by an operation (`objects(x)`) or in a `python` body"
            },
            {
                "p = P(1, 2)\nobserve addressof(p)",
                "8:11: an address is no observation: it differs from run to run"
            },
            { "layout 3", "7:10: `layout` asks about a type" },
            {
                "observe x: " + new string('(', 20000) + "1" + new string(')', 20000),
                "7:114: expressions nest at most 100 deep"
            },
            {
                string.Concat(Enumerable.Repeat("try a: ", 20000)) + "P(1, 2)",
                "7:148: `try` nests at most 20 deep"
            },
            { "return 3", "7:3: `return` belongs into the body of a callback" },
            { "x = b\"abc", "7:8: this string has no end in its line" },
            { "x = b\"é\"", "7:9: bytes are written in ASCII: use \\x escapes" },
            { "x = 12ab", "7:9: a number cannot be followed by `a`" },
            { "x = b\"\\q\"", "7:10: unknown escape `\\q`" },
            { "x = 1 ? 2", "7:9: `?` has no meaning here" },
            {
                "observe int[3]",
                "7:11: a type in a step is a name: declare `int[…]` under `types`"
            },
            { "try: P(1)", "7:6: expected a key (`try key: …`), found `:`" },
            { "try k { P(1) ", "8:3: expected `}`, found the end" },
            {
                "callback f = P(n) { gc }",
                "7:16: `P` is no function type: declare `P: fn(…) -> …` under `types`"
            },
            { "type Q = strct { int x }", "7:12: unknown type `strct`" },
            { "on three { gc }", "7:6: a program has the sides `one` and `two`, not `three`" },
        };

    [Theory, MemberData(nameof(Statements))]
    public void A_statement_that_cannot_be_understood_is_named_with_its_place(
        string steps,
        string message
    )
    {
        var problem = Assert.Single(ProblemsOf(Texts.Case(steps)));
        Assert.Equal($"cases.yaml:{message}", First(problem));
    }

    /// <summary>Callbacks need a function type: these statements stand behind one, <c>CB: fn(int) -> int</c>.</summary>
    [Theory]
    [InlineData(
        "n = 1\ncallback f = CB(k) { n = k }",
        "8:24: `n` belongs to the program around this callback: a callback binds there by `keep`"
    )]
    [InlineData(
        "callback f = CB(k) { return k; gc }",
        "7:3: nothing may follow `return` or `raise`"
    )]
    [InlineData(
        "callback f = CB(k) { raise ValueEror }",
        "7:30: `ValueEror` is no exception of every Python since 2.7; did you mean `ValueError`?"
    )]
    [InlineData(
        "callback f = CB(k) { raise ValueError }\nobserve call(f)",
        "8:3: C's result after a raising callback is undefined: call it in a statement of its own, or mark the key `undefined`"
    )]
    public void A_callback_is_held_to_what_ctypes_and_Python_2_can_do(string steps, string message)
    {
        var text = Texts
            .Case(steps, "types: {CB: fn(int) -> int}\nfunctions: {call: int(CB)}")
            .Replace("steps: |", "steps: |", StringComparison.Ordinal);
        var problem = Assert.Single(ProblemsOf(text));
        // One more line of declarations stands before the steps.
        var (line, rest) = (
            int.Parse(message.Split(':')[0]) + 1,
            message[message.IndexOf(':', StringComparison.Ordinal)..]
        );
        Assert.Equal($"cases.yaml:{line}{rest}", First(problem));
    }

    [Theory]
    [InlineData(
        "types: {P: \"struct { itn x }\"}",
        "5:22: unknown type `itn`; did you mean `int`?"
    )]
    [InlineData("types: {P: \"struct { int x; int x }\"}", "5:33: there is a field `x` already")]
    [InlineData(
        "types: {P: \"struct packed(1) { int x }\"}",
        "5:20: unknown attribute `packed`; did you mean `pack`?"
    )]
    [InlineData(
        "types: {P: \"struct anonymous(u) { int x }\"}",
        "5:41: anonymous(u) names no field"
    )]
    [InlineData(
        "types: {P: \"struct { P x }\"}",
        "5:9: `P` contains itself: only a pointer to it may be a field"
    )]
    [InlineData("types: {P: \"sub P\"}", "5:17: `sub` derives from a simple type; `P` is none")]
    [InlineData("types: {int: char}", "5:9: `int` cannot be declared: it is a scalar type")]
    [InlineData(
        "types: {P: \"int[-1]\"}",
        "5:17: an array's length is at least 0 and fits an int; this is -1"
    )]
    [InlineData(
        "types: {P: char}\nfunctions: {f: \"int(P\"}",
        "6:22: expected `,` or `)` behind a parameter, found the end"
    )]
    [InlineData(
        "types: {P: char}\nfunctions: {f: \"Int[3\"}",
        "6:17: unknown type `Int`; did you mean `int`?"
    )]
    [InlineData(
        "types:\n  P:\n    struct { int x;\n      itn y }",
        "8:7: unknown type `itn`; did you mean `int`?"
    )]
    public void A_declaration_that_cannot_be_understood_is_named_with_its_place(
        string declarations,
        string message
    ) =>
        Assert.Equal(
            $"cases.yaml:{message}",
            First(Assert.Single(ProblemsOf(Texts.Case("gc", declarations))))
        );

    [Theory]
    [InlineData(
        "id: a/b\ntitle: t\nfeatures: [struct]\nsteps: |\n  gc\n",
        "1:1: this case has no `why`"
    )]
    [InlineData("id: a/b\ntitle: t\nwhy: w\nsteps: |\n  gc\n", "1:1: this case has no `features`")]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [strct]\nsteps: |\n  gc\n",
        "4:12: unknown feature `strct`; did you mean `struct`?"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\ntypes: {U: \"union { int x }\"}\nsteps: |\n  gc\n",
        "4:11: the steps use a union: list `union`"
    )]
    [InlineData(
        "id: A B\ntitle: t\nwhy: w\nfeatures: [struct]\nsteps: |\n  gc\n",
        "1:5: `A B` is no id: lower-case words with dashes and underscores between slashes"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\nstep: |\n  gc\nsteps: |\n  gc\n",
        "5:1: a case has no `step`; did you mean `steps`?"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\nsteps: gc\n",
        "5:8: steps are one literal block: `steps: |`, a statement a line"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\nneeds: [thread]\nsteps: |\n  gc\n",
        "5:9: unknown ability `thread`; did you mean `threads`?"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\nsince: new\nsteps: |\n  gc\n",
        "5:8: `new` is no Python version such as \"3.13\""
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\nisolation: forked\nsteps: |\n  gc\n",
        "5:12: `forked` is no isolation; did you mean `fork`?"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\nvariants: {pac: [1]}\nsteps: |\n  gc\n",
        "5:12: unknown variant `pac`; did you mean `pack`?"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\nvariants: {endian: [bigg]}\nsteps: |\n  gc\n",
        "5:21: `bigg` is no choice for `endian`"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\nundefined: {reslt: garbage}\nsteps: |\n  observe result: 3\n",
        "5:13: no step observes `reslt`; did you mean `result`?"
    )]
    [InlineData(
        "id: a/b\ntitle: t\nwhy: w\nfeatures: [struct]\n",
        "1:1: a case has `steps`, or a `python` body where steps cannot say it"
    )]
    [InlineData("- a\n- b\n", "1:1: a case is a map: `id: …`, `title: …`")]
    public void A_case_that_lacks_something_is_named_with_its_place(string yaml, string message) =>
        Assert.Equal($"cases.yaml:{message}", First(Assert.Single(ProblemsOf(yaml))));

    [Fact]
    public void Text_that_is_no_YAML_is_a_mistake_with_a_place() =>
        Assert.StartsWith(
            "cases.yaml:2:",
            First(Assert.Single(ProblemsOf("id: a/b\ntitle: [t\nwhy: w\n"))),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_message_shows_the_line_and_a_caret_below_the_place() =>
        Assert.Equal(
            "cases.yaml:8:3: unknown verb `observ`; did you mean `observe`?\n      observ p\n      ^",
            ProblemsOf(Texts.Case("p = P(1, 2)\nobserv p"))[0]
        );

    [Fact]
    public void All_mistakes_of_all_files_are_reported_at_once()
    {
        var error = Assert.Throws<CaseFormatException>(() =>
            Catalogue.Parse(
                [
                    (
                        "one.yaml",
                        Texts.Case("observ 1\nobserve q\nq = P(1, 2)\nobserve q\nlayuot P")
                    ),
                    ("two.yaml", Texts.Case("gc")),
                    ("three.yaml", Texts.Case("gc")),
                ],
                "features.yaml",
                Texts.Features
            )
        );
        Assert.Equal(
            [
                "one.yaml:7:3: unknown verb `observ`; did you mean `observe`?",
                "one.yaml:8:11: unknown name `q`",
                "one.yaml:11:3: unknown verb `layuot`; did you mean `layout`?",
                "three.yaml:1:1: duplicate id `some/case`: it is taken by two.yaml:1",
            ],
            error.Problems.Select(problem => First(problem.ToString()))
        );
    }

    [Fact]
    public void A_mistake_in_a_binding_is_not_repeated_for_each_use_of_the_name() =>
        Assert.Single(
            ProblemsOf(
                Texts
                    .Case("p = Q(1)\nobserve p.x\nq, r = p, Z\nobserve q\nobserve r")
                    .Replace("q, r = p, Z", "q, r = p, p", StringComparison.Ordinal)
            )
        );

    private static List<string> ProblemsOf(string yaml) =>
        [
            .. Assert
                .Throws<CaseFormatException>(() => Texts.Read(yaml))
                .Problems.Select(problem => problem.ToString()),
        ];

    private static string First(string message) => message.Split('\n')[0];
}
