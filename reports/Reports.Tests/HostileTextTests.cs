using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Bogus;
using Touchstone.Model;
using Touchstone.Reports.Text;

namespace Touchstone.Reports.Tests;

/// <summary>Whatever a runtime says of itself, or a case is called, is shown as text.</summary>
public sealed class HostileTextTests
{
    private const string Script = "<script>document.title='owned'</script>";
    private const string RightToLeft = "\u202egnp.exe";
    private static readonly string[] Attacks =
    [
        Script,
        "\"><img src=x onerror=alert(1)>",
        "a\0b",
        RightToLeft,
        "\ud800 alone",
        "]]>",
        "</code></pre></main>",
        "| cell | `code` | <b>",
        "../../etc/passwd",
        "javascript:alert(1)",
    ];

    [Fact]
    public void Text_from_outside_never_becomes_markup()
    {
        var pages = ReportSite.Render(HostileInput());

        Assert.All(
            pages.Values,
            page =>
            {
                // The page's own script is the only one.
                Assert.Equal(2, page.Split("<script>").Length);
                Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
                Assert.DoesNotContain(
                    "href=\"javascript:",
                    page,
                    StringComparison.OrdinalIgnoreCase
                );
                Assert.DoesNotContain('\0', page);
                Assert.DoesNotContain('\u202e', page);
                Assert.DoesNotContain("&#x202E;", page, StringComparison.OrdinalIgnoreCase);
                Assert.Equal(2, page.Split("</main>").Length);
            }
        );
    }

    [Fact]
    public void No_name_leads_out_of_the_sites_folder() =>
        Assert.All(
            ReportSite.Render(HostileInput()).Keys,
            path => Assert.Matches(@"^([a-z]+/)?[a-z0-9_.-]+\.html$", path)
        );

    [Fact]
    public void The_other_reports_stay_well_formed()
    {
        using var folder = new TemporaryFolder();
        var (junit, ctrf) = (
            Path.Combine(folder.Path, "junit.xml"),
            Path.Combine(folder.Path, "ctrf.json")
        );

        JUnitReport.Write(HostileInput(), junit);
        CtrfReport.Write(HostileInput(), ctrf);

        Assert.NotEmpty(XDocument.Load(junit).Descendants("testcase"));
        Assert.NotEmpty(JsonNode.Parse(File.ReadAllText(ctrf))!["results"]!["tests"]!.AsArray());
    }

    [Fact]
    public void A_row_of_Markdown_stays_one_row()
    {
        var rows = MarkdownSummary
            .Text(HostileInput())
            .Split('\n')
            .Where(line => line.StartsWith('|'))
            .ToList();

        Assert.Equal(2 + HostileInput().Verdicts.Length, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain("<script>", row, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\0b", "a␀b")]
    [InlineData("\u202egnp", "\\u202egnp")]
    [InlineData("\U0001f600", "\U0001f600")]
    [InlineData("שלום", "שלום")]
    [InlineData("\u2028", "\\u2028")]
    [InlineData("a\nb\tc", "a\nb\tc")]
    [InlineData("\x1b[31m", "␛[31m")]
    public void What_cannot_be_seen_is_written_out(string text, string shown) =>
        Assert.Equal(shown, Visible.Text(text));

    /// <summary>Apart from the table above: test runners cannot carry half a character.</summary>
    [Fact]
    public void Half_a_character_is_written_out() =>
        Assert.Equal("\\ud800 alone", Visible.Text("\ud800 alone"));

    /// <summary>Every attack in every place that text from outside can reach, among plausible names.</summary>
    private static ReportInput HostileInput()
    {
        var names = new Faker { Random = new Randomizer(2026) };
        var input = Sample.Input();
        var attacks = Attacks.Select(attack => $"{names.Hacker.Noun()} {attack}").ToArray();
        var cases = attacks
            .Select(
                (attack, at) =>
                    Sample.Case(
                        attack,
                        attack,
                        attack,
                        [attack, $"https://{attack}"],
                        [attack, "nested-struct"],
                        attack,
                        variants: [attack, $"{attack} {at}"]
                    )
            )
            .ToImmutableArray();
        var runs = attacks.Select(attack => Answered(attack, cases)).ToImmutableArray();
        return input with
        {
            Suite = Script,
            Cases = cases,
            Features =
            [
                .. attacks.Select(attack => new Feature(
                    attack,
                    attack,
                    attack,
                    attack,
                    attack,
                    attack,
                    attack
                )),
            ],
            Runs = runs,
            Verdicts = [.. runs.Select(run => Judged(run))],
            Sources = cases
                .SelectMany(one => one.Programs)
                .ToImmutableDictionary(
                    program => program.Name,
                    program => new ProgramSource(program.Name, program.Name, program.Name)
                ),
            Fixtures =
            [
                .. attacks.Select(attack => new FixtureSource(
                    attack,
                    $"FIXTURE int f(void) {{ /* {attack} */ }}"
                )),
            ],
        };
    }

    private static RunResults Answered(string attack, ImmutableArray<Case> cases) =>
        new(
            Sample.Runtime(attack, attack, attack) with
            {
                Build = attack,
                Emulator = attack,
                Libc = attack,
                Abilities = [attack],
            },
            attack,
            attack,
            DateTimeOffset.UnixEpoch,
            [
                .. cases
                    .SelectMany(one => one.Programs)
                    .Select(program => new CaseResult(
                        program.Name,
                        program.Revision,
                        Outcome.Crashed,
                        new OutcomeDetail(0, attack, [attack], attack, attack, true),
                        [
                            .. Bodies(attack)
                                .Select((body, at) => new Observation(at, $"{attack} {at}", body)),
                        ],
                        attack,
                        1
                    )),
            ],
            false,
            attack
        );

    private static IEnumerable<JsonObject> Bodies(string attack)
    {
        yield return new JsonObject
        {
            ["kind"] = "value",
            ["value"] = new JsonObject { ["t"] = "text", ["v"] = attack },
        };
        yield return new JsonObject
        {
            ["kind"] = "value",
            ["value"] = new JsonObject { ["t"] = attack, ["v"] = attack },
        };
        yield return new JsonObject
        {
            ["kind"] = "attempt",
            ["raised"] = new JsonArray(attack),
            ["message"] = attack,
        };
        yield return new JsonObject
        {
            ["kind"] = "bytes",
            ["hex"] = attack,
            ["mask"] = attack,
        };
        yield return new JsonObject
        {
            ["kind"] = "layout",
            ["size"] = attack,
            ["fields"] = new JsonArray(new JsonObject { ["name"] = attack, ["image"] = attack }),
        };
        yield return new JsonObject
        {
            ["kind"] = "alias",
            ["of"] = new JsonArray(attack),
            ["matrix"] = new JsonArray(new JsonArray(attack)),
            ["regions"] = new JsonArray("R0+999999999:999999999"),
            ["identity"] = new JsonArray(7),
            ["unstable"] = new JsonArray(attack),
        };
        yield return new JsonObject
        {
            ["kind"] = "lifetime",
            ["subjects"] = new JsonArray(new JsonArray(attack, attack)),
        };
        yield return new JsonObject
        {
            ["kind"] = "witness",
            ["calls"] = new JsonArray(
                new JsonObject
                {
                    ["function"] = attack,
                    ["phase"] = attack,
                    ["arguments"] = new JsonArray(attack),
                }
            ),
        };
        yield return new JsonObject { ["kind"] = attack, [attack] = attack };
        yield return new JsonObject();
    }

    private static RuntimeVerdicts Judged(RunResults run) =>
        new(
            run.Runtime.Name,
            run.Runtime.Name,
            true,
            [
                .. run.Results.Select(result => new CaseVerdict(
                    result.Program,
                    result.Revision,
                    Agreement.Differs,
                    [run.Runtime.Name],
                    run.Runtime.Name,
                    GateState.NewDifference,
                    run.Runtime.Name,
                    result.Outcome,
                    []
                )),
            ],
            [new GateProblem(GateState.StaleExpectation, run.Runtime.Name, run.Runtime.Name)]
        );
}
