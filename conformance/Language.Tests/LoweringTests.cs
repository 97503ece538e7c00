using System.Runtime.CompilerServices;

namespace Touchstone.Language.Tests;

/// <summary>
/// The Python that programs become, held to approved texts beside this file. A difference writes <c>.received.txt</c>;
/// whoever agrees with it renames the file, or sets <c>APPROVE=1</c>.
/// </summary>
public class LoweringTests
{
    private const string Small = """
        types: {P: "struct { int x; int y }", A: "P[2]", CB: "fn(P, int) -> int"}
        functions: {call: "call_cbp: int(CB, P*, int) errno", raw: "upcase(...)"}
        """;

    public static TheoryData<string, string, string> Programs =>
        new()
        {
            {
                "Types",
                "observe sizeof(Node)",
                """
                    types:
                      U: "union anonymous(p) { P p; char[8] text }"
                      P: "struct { int x; int y }"
                      Packed: "struct big pack(1) { u16 a; i32 b }"
                      Node: "struct { Node* next; PNode other; void* data; u32 low:3 }"
                      PNode: Node*
                      A: P[2][3]
                      Big: sub int
                      CB: "fn(P, int) -> int"
                      Derived: "struct extends(P) layout(ms) align(16) { f64 z }"
                    functions:
                      call: "call_cbp: int(CB, P*, int) errno"
                      raw: "upcase(...)"
                      sum: "sum_var: i64(int, ...)"
                    """
            },
            {
                "Expressions",
                """
                    x = [0x7fffffffffffffff, -1.5, inf, -inf, nan, None, True]
                    x = (b"a\x00\xff\"", "é\U0001f600", (1,), ())
                    a = A()
                    a[0], a[1] = a[1], a[0]
                    observe a[::-2] is a[:1]
                    b = buffer(b"text", 8)
                    extend(b, ubuffer("w"))
                    memmove(b, byref(a, 4), sizeof(P))
                    observe objects(a)
                    observe typeof(length(b))
                    observe isnull(null(CB))
                    g = int.in_dll("g_counter")
                    observe raw(i16(1), f64(2.0))
                    """,
                Small
            },
            {
                "Keyword_fields",
                """
                    o = Out(1, (2, 3), 4)
                    o.in.a = 5
                    o.in, o.t = (6, 7), 8
                    o.in = (9, 10)
                    del o.in
                    observe o.in.b
                    """,
                "types: {In: \"struct big { u16 a; i32 b }\", Out: \"struct big { u8 t; In in; u64 z }\"}"
            },
            {
                "Statements",
                """
                    p = P(1, 2)
                    q = p
                    try value: raw(p)
                    try set: p.x = b"no"
                    try nested { del p.x; try inner: p.y }
                    bytes p
                    layout P
                    alias both: p, q
                    lifetime q after { drop p; gc }
                    drop q
                    """,
                Small
            },
            {
                "Callbacks",
                """
                    a = P(1, 2)
                    callback f = CB(p, n) { observe p; p.x = 77; keep k = p; keep all[] = p; return n }
                    observe call(f, byref(a), 5)
                    observe k
                    observe all[0].x
                    callback g = CB(p, n) { return seq(10, 20) }
                    callback h = CB(p, n) { return cmp(p.x, n) }
                    callback i = CB(p, n) { raise ValueError }
                    observe unraised()
                    """,
                Small
            },
            {
                "Sides",
                """
                    on one { p = P(1, 2); share("p", addressof(p)) }
                    on two { q = P.from_address(shared("p")); q.x = 7 }
                    on one { observe p }
                    """,
                Small
            },
        };

    [Theory, MemberData(nameof(Programs))]
    public void A_program_becomes_the_approved_Python(
        string name,
        string steps,
        string declarations
    ) => AssertApproved(name, PythonLowering.Lower(Texts.Program(steps, declarations)).Python);

    [Fact]
    public void A_function_waits_for_the_step_that_declares_its_type() =>
        AssertApproved(
            "Waiting",
            PythonLowering
                .Lower(
                    Texts.Program(
                        "x = 1\ntype Late = fn() -> int\ncallback f = Late() { return 1 }\nobserve later(f)",
                        "functions: {later: \"call_later: int(Late)\"}"
                    )
                )
                .Python
        );

    [Fact]
    public void A_program_that_runs_alone_carries_what_it_uses() =>
        AssertApproved(
            "Alone",
            PythonLowering.StandAlone(Texts.Program("p = P(1, 2)\nobserve p.x\nalias p, p"))
        );

    /// <summary>Lowered text is accepted by the parser of the oldest Python and of the newest.</summary>
    [Theory]
    [InlineData("2.7")]
    [InlineData("3.13")]
    public void Every_lowered_program_of_the_catalogue_compiles(string minor)
    {
        var sources = Catalogue
            .Read(Texts.Cases)
            .Cases.SelectMany(entry => entry.Programs)
            .Where(program => program.PythonBody is null)
            .Select(program =>
                System.Text.Json.JsonSerializer.Serialize(PythonLowering.Lower(program).Python)
            );
        Python.Run(
            Python.Require(minor),
            [
                "-c",
                "import json, sys\nfor line in sys.stdin: compile(json.loads(line), 'case', 'exec')",
            ],
            sources
        );
    }

    private static void AssertApproved(
        string name,
        string received,
        [CallerFilePath] string path = ""
    )
    {
        var file = Path.Combine(
            Path.GetDirectoryName(path)!,
            "approved",
            $"{nameof(LoweringTests)}.{name}"
        );
        var verified = file + ".verified.txt";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, received);
        }

        if (!File.Exists(verified) || File.ReadAllText(verified) != received)
        {
            File.WriteAllText(file + ".received.txt", received);
            Assert.Equal(File.Exists(verified) ? File.ReadAllText(verified) : "", received);
        }

        File.Delete(file + ".received.txt");
    }
}
