using Touchstone.Model;

namespace Touchstone.Language.Tests;

/// <summary>Reading what was written gives the same program: generated and shrunk programs are stored as text.</summary>
public class RoundTripTests
{
    private const string Declarations = """
        types:
          P: "struct { int x; int y }"
          B: "struct big pack(1) align(16) layout(gcc-sysv) { u32 a:3; i16 b }"
          D: "struct extends(P) anonymous(u) { U u; Node* next }"
          U: "union { f64 d; char[8] text }"
          Node: "struct { Node* next; void* data }"
          I: sub int
          A: P[2][3]
          CB: "fn(P, int*) -> void"
          CMP: "fn() -> int"
          E: "struct { }"
        functions:
          f: "call_f: int(CB, P*) errno"
          g: "void()"
          h: "sum(...)"
          v: "i64(int, ...)"
        """;

    public static TheoryData<string> Statements =>
        [
            "x = 0x7fffffffffffffffff; ",
            "x = -12",
            "x, y = 1.5, -0.0",
            "x = [inf, -inf, nan, 1e300]",
            "x = (1,)",
            "x = ()",
            "x = (P(1, 2), [None, True, False])",
            "x = b\"\\x00\\xff\\\"\\\\\\n'\"",
            "x = \"\\u20ac\\U0001f600\\ud800 é\"",
            "a = A()\na[0], a[1] = a[1], a[0]\na[1:2] = a[0:1]\nobserve a[::-2]\nobserve a[:]\nobserve a[1:]",
            "p = P(1, 2)\ndel p.x\nobserve named: p.x\nobserve p is p\nbytes p\nbytes raw-bytes: p",
            "layout P\nlayout of-p: P",
            "p = P(1, 2)\nalias p, p\nalias both: p, p.x",
            "p = P(1, 2)\nq = P(1, 2)\nlifetime q after drop p\nlifetime both: p, q of q after { drop p; gc }",
            "try k: P(1)\ntry k: P(1).x\ntry k { P(1) }\ntry k: gc\ntry k { gc; gc }\ntry k { try l: P(1) }\ntry k { }",
            "callback c = CB(p, n) { observe p; p.x = 3; keep k = p; keep ks[] = n; return }\nf(c, null(A))\nobserve k\nobserve ks",
            "callback c = CB(p, n) { raise ValueError }\ncallback d = CMP() { return seq(1, 2) }\ncallback e = CMP() { return cmp(1, 2.5) }",
            "type Q = struct { P p }\ntype F = fn(Q) -> Q*\nq = Q()\ndrop q\ngc",
            "v(3, int(4), 5)\nobserve h(1)\nint.in_dll(\"counter\")",
            "on one { p = P(1, 2); share(\"p\", addressof(p)) }\non two { q = P.from_address(shared(\"p\")); observe q; observe x: q }\non one { observe p }",
        ];

    [Theory, MemberData(nameof(Statements))]
    public void A_program_read_from_its_own_text_is_the_same_program(string steps) =>
        AssertSame(Texts.Program(steps.TrimEnd(' ', ';'), Declarations));

    [Fact]
    public void Everything_beside_the_steps_comes_back_too() =>
        AssertSame(
            Texts.Program("observe a: 1", "types: {P: char}") with
            {
                Variant = "pack=1,endian=big",
                Since = "3.13",
                Needs = ["threads", "gc"],
                Isolation = Isolation.Process,
                Undefined = System.Collections.Immutable.ImmutableSortedDictionary<
                    string,
                    string
                >.Empty.Add("a", "says: \"x\" # y"),
            }
        );

    [Theory]
    [InlineData("_h.observe(\"a\", 1)\nfor i in range(3):\n    pass\n\n_h.collect()\n")]
    [InlineData("    indented = 1\n")]
    public void A_Python_body_comes_back_to_the_letter(string body)
    {
        var program = Texts.Program("gc") with
        {
            Steps = [],
            PythonBody = body,
            Isolation = Isolation.Fork,
        };
        AssertSame(program with { Revision = Revision.Of(program) });
    }

    [Fact]
    public void Every_program_of_the_catalogue_comes_back()
    {
        foreach (
            var program in Catalogue.Read(Texts.Cases).Cases.SelectMany(entry => entry.Programs)
        )
            AssertSame(program);
    }

    [Fact]
    public void A_key_that_no_text_can_say_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            ProgramText.Write(
                Texts.Program("gc") with
                {
                    Steps = [new ObserveStep(0, "two words", new NoneLiteral())],
                }
            )
        );

    private static void AssertSame(Program program)
    {
        var text = ProgramText.Write(program);
        Assert.Equal(ModelJson.Write(program), ModelJson.Write(ProgramText.Read(text, "text")));
    }
}
