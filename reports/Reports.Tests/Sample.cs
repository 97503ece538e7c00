using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Touchstone.Judging;
using Touchstone.Model;

namespace Touchstone.Reports.Tests;

/// <summary>
/// A small run with something of everything that a page can show: agreement, each kind of difference, an oracle that is
/// wrong, a crash, a hang, variants, an incomplete run, what is unsupported and what was never asked.
/// </summary>
internal static class Sample
{
    private static readonly RuntimeFingerprint[] Runtimes =
    [
        Runtime("reference-3.11", "touchstone", "3.11.2"),
        Runtime("reference-3.8", "touchstone", "3.8.18"),
        Runtime("reference-native", "touchstone", "native"),
        Runtime("twin-3.11", "cpython", "3.11.2"),
        Runtime("cpython-3.11.2", "cpython", "3.11.2"),
        Runtime("cpython-3.8.18", "cpython", "3.8.18"),
        Runtime("cpython-2.7.18", "cpython", "2.7.18"),
        Runtime("pypy-3.9", "pypy", "3.9.16"),
    ];

    private const string Expected = """
        runtimes: reference-*
        expect:
          - program: structures/packed/sum-by-value
            runtime: reference-3.*
            verdict: [oracle wrong, oracle failed]
            symptom: "*"
            reason: >-
              CPython hands libffi a packed struct whose elements do not add up to its size, and crashes; the C compiler
              passes it in memory and answers 42.
            date: 2026-11-22
        """;

    /// <summary>One question with what everybody says and who says otherwise.</summary>
    private sealed record Asked(
        string Key,
        string Everybody,
        params (string Who, string? Says)[] Otherwise
    );

    private static readonly (
        Case Case,
        Asked[] Questions,
        (string Who, Outcome Outcome, OutcomeDetail Detail)[] Endings
    )[] Cases =
    [
        (
            Case(
                "structures/nested/read-shares",
                "Reading a nested structure gives a view of it, not a copy",
                "A program that writes through what it read would lose its writes, or change what it thought it had copied.",
                ["doc:ctypes#structures-and-unions", "gh:46376"],
                ["nested-struct"],
                """
                id: structures/nested/read-shares
                types: {P: "struct { int x; int y }", R: "struct { P a; P b }"}
                steps: |
                  r = R((1, 2), (3, 4))
                  q = r.b
                  q.x = 7
                  observe r.b.x
                  p = P(8, 9)
                  r.a = p
                  p.x = 100
                  observe r
                  alias r, q, p, r.b, r.b
                """
            ),
            [
                new(
                    "r.b.x",
                    Value("""{"t":"int","v":"7"}"""),
                    ("pypy-3.9", Value("""{"t":"int","v":"3"}"""))
                ),
                new(
                    "r",
                    Value(
                        """{"t":"data","type":"R","v":[["a",{"t":"data","type":"P","v":[["x",{"t":"int","v":"8"}],["y",{"t":"int","v":"9"}]]}],["b",{"t":"data","type":"P","v":[["x",{"t":"int","v":"7"}],["y",{"t":"int","v":"4"}]]}]]}"""
                    )
                ),
                new(
                    "alias",
                    """{"kind":"alias","of":["r","q","p","r.b","r.b"],"matrix":[["=","-8",".","-8","-8"],["+8","=",".","=","="],[".",".","=",".","."],["+8","=",".","=","="],["+8","=",".","=","="]],"regions":["R0+0:16","R0+8:8","R1+0:8","R0+8:8","R0+8:8"],"identity":[0,1,2,3,4]}""",
                    (
                        "pypy-3.9",
                        """{"kind":"alias","of":["r","q","p","r.b","r.b"],"matrix":[["=",".",".","-8","-8"],[".","=",".",".","."],[".",".","=",".","."],["+8",".",".","=","="],["+8",".",".","=","="]],"regions":["R0+0:16","R1+0:8","R2+0:8","R0+8:8","R0+8:8"],"identity":[0,1,2,3,3]}"""
                    ),
                    ("c", null)
                ),
            ],
            []
        ),
        (
            Case(
                "arrays/char/short-set",
                "Setting a char array to fewer bytes ends it and leaves the rest",
                "What lies behind the terminator goes to C as it is.",
                ["doc:ctypes#arrays"],
                ["char-array"],
                "id: arrays/char/short-set\nsteps: |\n  s.t = b\"ab\"\n  bytes s\n  try long: c.value = b\"123456\""
            ),
            [
                new(
                    "s",
                    """{"kind":"bytes","hex":"6162003435000000ffffffff","mask":"ffffffffff000000ffffffff"}""",
                    (
                        "cpython-2.7.18",
                        """{"kind":"bytes","hex":"6162003435cdcdcdffffffff","mask":"ffffffffff000000ffffffff"}"""
                    ),
                    (
                        "reference-3.8",
                        """{"kind":"bytes","hex":"6162000000000000ffffffff","mask":"ffffffffff000000ffffffff"}"""
                    )
                ),
                new(
                    "long",
                    """{"kind":"attempt","raised":["ValueError"],"at":3,"message":"byte string too long"}""",
                    (
                        "cpython-2.7.18",
                        """{"kind":"attempt","raised":["ValueError"],"at":3,"message":"string too long"}"""
                    ),
                    ("pypy-3.9", """{"kind":"attempt","completed":{"t":"none"}}"""),
                    ("c", null)
                ),
            ],
            []
        ),
        (
            Case(
                "casts/keep-alive-shared",
                "A cast pointer keeps alive what it was cast from",
                "Otherwise C reads memory that Python has given to somebody else.",
                ["doc:ctypes#type-conversions"],
                ["cast", "keep-alive"],
                "id: casts/keep-alive-shared\nsteps: |\n  r = cast(q, PP)\n  lifetime r.contents after drop a, p, q"
            ),
            [
                new("shared", Value("""{"t":"bool","v":true}"""), ("c", null)),
                new(
                    "r.contents",
                    """{"kind":"lifetime","subjects":[["r.contents","kept"],["t.contents","kept"]],"decoy":"dangling"}""",
                    (
                        "pypy-3.9",
                        """{"kind":"lifetime","subjects":[["r.contents","dangling"],["t.contents","kept?"]],"decoy":"intact"}"""
                    ),
                    ("c", null)
                ),
            ],
            []
        ),
        (
            Case(
                "structures/packed/sum-by-value",
                "A packed structure goes to C by value",
                "Its fields are not where the call would put them if it were not packed.",
                ["gh:73751"],
                ["pack", "by-value"],
                "id: structures/packed/sum-by-value\nfunctions: {sum: \"packed_sum: int(S)\"}\nsteps: |\n  observe sum(S(1, 41))",
                symbol: "packed_sum"
            ),
            [
                new("sum(S(1, 41))", Value("""{"t":"int","v":"42"}""")),
                new(
                    "witness",
                    """{"kind":"witness","calls":[{"function":"packed_sum","phase":"returned","arguments":["0129000000"],"result":"2a000000"}]}"""
                ),
            ],
            [
                (
                    "cpython-3.11.2",
                    Outcome.Crashed,
                    new OutcomeDetail(
                        Step: 0,
                        Signal: "SIGSEGV",
                        Witness: "E packed_sum\nA 0129000000\n",
                        Confirmed: true
                    )
                ),
                (
                    "twin-3.11",
                    Outcome.PreconditionUnmet,
                    new OutcomeDetail(Message: "what may crash never runs in this process")
                ),
                (
                    "cpython-3.8.18",
                    Outcome.Crashed,
                    new OutcomeDetail(
                        Step: 0,
                        Signal: "SIGSEGV",
                        Witness: "E packed_sum\nA 0129000000\n",
                        Confirmed: true
                    )
                ),
            ]
        ),
        (
            Case(
                "callbacks/never-returns",
                "A callback that never returns holds its caller",
                "A harness that waits for it for ever tests nothing more.",
                [],
                ["callback"],
                "id: callbacks/never-returns\nisolation: process"
            ),
            [new("before", Value("""{"t":"int","v":"1"}"""))],
            [
                .. Runtimes
                    .Where(runtime => runtime.Implementation != "touchstone")
                    .Select(runtime =>
                        (
                            runtime.Name,
                            Outcome.TimedOut,
                            new OutcomeDetail(Step: 4, Witness: "E call_back\n")
                        )
                    ),
            ]
        ),
        (
            Case(
                "layout/bit-fields",
                "Bit-fields stand where the compiler puts them",
                "Every register map in a driver depends on it.",
                ["gh:97702"],
                ["bit-field", "pack"],
                "id: layout/bit-fields\nvariants: {pack: [none, 1]}",
                variants: ["", "pack=1", "endian=big,pack=1"]
            ),
            [
                new(
                    "S",
                    """{"kind":"layout","size":8,"alignment":4,"fields":[{"name":"a","offset":0,"size":4},{"name":"b","bits":3,"image":"0000000007000000"},{"name":"c","bits":7,"image":"00000000f8030000"}]}""",
                    (
                        "cpython-2.7.18",
                        """{"kind":"layout","size":12,"alignment":4,"fields":[{"name":"a","offset":0,"size":4},{"name":"b","bits":3,"image":"000000000700000000000000"},{"name":"c","bits":7,"image":"00000000000000007f000000"}]}"""
                    ),
                    (
                        "cpython-3.8.18",
                        """{"fields":[{"name":"a","offset":0,"size":4},{"name":"b","bits":3,"image":"000000000700000000000000"},{"name":"c","bits":7,"image":"00000000000000007f000000"}],"alignment":4,"kind":"layout","size":12}"""
                    )
                ),
            ],
            []
        ),
        (
            Case(
                "simple/int/round-trip",
                "An int comes back as it went",
                "Everything else stands on it.",
                [],
                ["integer"],
                "id: simple/int/round-trip"
            ),
            [new("i", Value("""{"t":"int","v":"-1"}"""))],
            []
        ),
        (
            Case(
                "functions/errcheck",
                "errcheck sees result, function and arguments",
                "Wrappers raise from there.",
                [],
                ["errcheck"],
                "id: functions/errcheck",
                pythonBody: "def case(_h, _c):\n    pass\n"
            ),
            [
                new(
                    "seen",
                    Value(
                        """{"t":"tuple","v":[{"t":"int","v":"3"},{"t":"f64","v":"3ff8000000000000"},{"t":"text","v":"\\u05e9\\u05dc\\u05d5\\u05dd"}]}"""
                    ),
                    ("c", null)
                ),
            ],
            [
                .. Runtimes
                    .Where(runtime => runtime.Implementation == "touchstone")
                    .Select(runtime =>
                        (
                            runtime.Name,
                            Outcome.Unsupported,
                            new OutcomeDetail(Message: "needs Python")
                        )
                    ),
            ]
        ),
    ];

    public static ReportInput Input()
    {
        var programs = Cases.SelectMany(entry => entry.Case.Programs).ToList();
        var runs = Runtimes
            .Append(Runtime("c", "c", ""))
            .ToDictionary(runtime => runtime.Name, Run);
        var expectations = Expectations.Parse("reference.yaml", Expected);
        var verdicts = Runtimes.Select(runtime =>
        {
            var oracle = OracleChoice.For(runtime, Runtimes).Oracle;
            return Judge.Compare(
                runs[runtime.Name],
                oracle is null ? null : runs[oracle.Name],
                runs["c"],
                expectations,
                programs
            );
        });
        return new ReportInput(
            "the catalogue, sample",
            new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
            [.. Cases.Select(entry => entry.Case)],
            Features,
            [.. runs.Values],
            [.. verdicts],
            programs.ToImmutableDictionary(program => program.Name, Source),
            [
                new FixtureSource(
                    "native-fixtures/source/packed.c",
                    """
                    #include "witness.h"

                    /* One byte before the int: it stands at offset 1, where no natural alignment would put it. */
                    FIXTURE int packed_sum(packed_char_int s) {
                        WITNESS_ENTER();
                        return s.a + s.b;
                    }
                    """
                ),
            ]
        );
    }

    private static ImmutableArray<Feature> Features =>
        [
            new(
                "nested-struct",
                "E2",
                "Nested structures: reading shares, setting copies",
                "Structures and unions",
                "2.5",
                "Reading gives a new wrapper over the same bytes; setting copies.",
                "ctypes#structures-and-unions"
            ),
            new(
                "pack",
                "E8",
                "Packed structures",
                "Structures and unions",
                "2.5",
                "_pack_ lowers the alignment of every field.",
                "ctypes#structure-union-alignment-and-byte-order"
            ),
            new(
                "bit-field",
                "E7",
                "Bit-fields in structures and unions",
                "Structures and unions",
                "2.5",
                "The layout was rewritten in 3.14.",
                "ctypes#bit-fields-in-structures-and-unions"
            ),
            new(
                "char-array",
                "G4",
                "Arrays of char: value and raw",
                "Arrays",
                "2.5",
                "Both give new bytes each time.",
                "ctypes#arrays"
            ),
            new(
                "cast",
                "H4",
                "cast",
                "Pointers",
                "2.5",
                "Shares the objects that keep the target alive.",
                "ctypes#type-conversions"
            ),
            new("keep-alive", "K1", "What keeps memory alive", "Memory", "2.5", "_objects.", null),
            new(
                "by-value",
                "B7",
                "Structures by value",
                "Functions",
                "2.5",
                "Copied both ways.",
                null
            ),
            new(
                "errcheck",
                "B3",
                "errcheck",
                "Functions",
                "2.5",
                "Receives result, function and arguments.",
                null
            ),
            new(
                "callback",
                "C1",
                "Callbacks",
                "Callbacks",
                "2.5",
                "The function pointer keeps the function.",
                "ctypes#callback-functions"
            ),
            new(
                "integer",
                "D1",
                "Integers of every width",
                "Simple types",
                "2.5",
                "Overflow wraps silently.",
                null
            ),
            new(
                "dllist",
                "A7",
                "Listing loaded libraries",
                "Libraries",
                "3.14",
                "Names only.",
                null
            ),
        ];

    public static RuntimeFingerprint Runtime(string name, string implementation, string version) =>
        new(
            name,
            implementation,
            version,
            implementation == "cpython" ? "[GCC 12.2.0]" : "",
            "",
            "Linux",
            "x86_64",
            null,
            "glibc 2.36",
            "LP64",
            ByteOrder.Little,
            ["fork", "gc"]
        );

    public static Case Case(
        string id,
        string title,
        string why,
        ImmutableArray<string> references,
        ImmutableArray<string> features,
        string text,
        string? symbol = null,
        string? pythonBody = null,
        string[]? variants = null
    ) =>
        new(
            id,
            title,
            why,
            references,
            features,
            $"{id.Split('/')[0]}.yaml",
            12,
            text,
            [
                .. (variants ?? [""]).Select(variant => new Program(
                    id,
                    variant,
                    "r1",
                    null,
                    [],
                    Isolation.Shared,
                    [],
                    symbol is null ? [] : [new FunctionDeclaration("f", symbol, null)],
                    [],
                    pythonBody,
                    ImmutableSortedDictionary<string, string>.Empty
                )),
            ]
        );

    private static RunResults Run(RuntimeFingerprint runtime)
    {
        // One runtime is cut short, so that the report has something incomplete to show.
        var isCut = runtime.Name == "cpython-2.7.18";
        var results = Cases
            .SelectMany(entry => entry.Case.Programs.Select(program => (entry, program)))
            .Where(pair => !isCut || pair.program.Id != "callbacks/never-returns")
            .Select(pair =>
                Result(runtime.Name, pair.program, pair.entry.Questions, pair.entry.Endings)
            );
        return new RunResults(
            runtime,
            "suite",
            "fixtures",
            new DateTimeOffset(2026, 11, 22, 8, 55, 0, TimeSpan.Zero),
            [.. results],
            !isCut,
            isCut ? "given up after 5 restarts without progress" : null
        );
    }

    private static CaseResult Result(
        string runtime,
        Program program,
        Asked[] questions,
        (string Who, Outcome Outcome, OutcomeDetail Detail)[] endings
    )
    {
        var ending = Array.Find(endings, ending => ending.Who == runtime);
        var outcome = ending.Who is null ? Outcome.Completed : ending.Outcome;
        var observations = questions.Select(
            (question, at) =>
            {
                var other = Array.Find(question.Otherwise, other => other.Who == runtime);
                var body = other.Who is null ? question.Everybody : other.Says;
                return body is null
                    ? null
                    : new Observation(at, question.Key, (JsonObject)JsonNode.Parse(body)!);
            }
        );
        return new CaseResult(
            program.Name,
            program.Revision,
            outcome,
            ending.Detail ?? new OutcomeDetail(),
            outcome == Outcome.Completed ? [.. observations.OfType<Observation>()] : [],
            runtime == "pypy-3.9" && program.Id == "casts/keep-alive-shared"
                ? "warning: gc is not refcounting\n"
                : "",
            120
        );
    }

    private static ProgramSource Source(Program program) =>
        new(
            $"# {program.Name}\nfrom __future__ import print_function\nimport ctypes as _c\n\ndef case(_h, _c):\n    _h.step = 0\n    r = R((1, 2), (3, 4))\n    _h.observe('r.b.x', r.b.x)\n",
            program.PythonBody is null
                ? "void case_1(void) {\n    R r = {{1, 2}, {3, 4}};\n    observe_int(\"r.b.x\", r.b.x);\n}\n"
                : null,
            program.PythonBody is null
                ? "C has no handles that could be held against each other"
                : "a Python body"
        );

    private static string Value(string value) => $$"""{"kind":"value","value":{{value}}}""";
}
