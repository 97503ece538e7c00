using System.Text.Json.Nodes;
using Touchstone.Model;
using static Touchstone.Judging.Tests.Answers;

namespace Touchstone.Judging.Tests;

/// <summary>The judge sees: for each kind of observation, equal answers are the same and a mutant differs, with the symptom that names it.</summary>
public class PositiveControlTests
{
    public static TheoryData<string, string, string, string> Mutants =>
        new()
        {
            {
                "value",
                """{"kind":"value","value":{"t":"data","type":"R","v":[["a",{"t":"int","v":"1"}],["b",{"t":"int","v":"258"}]]}}""",
                """{"kind":"value","value":{"t":"data","type":"R","v":[["a",{"t":"int","v":"1"}],["b",{"t":"int","v":"513"}]]}}""",
                "value k: int → int (byte-swapped)"
            },
            {
                "value",
                """{"kind":"value","value":{"t":"int","v":"200"}}""",
                """{"kind":"value","value":{"t":"int","v":"-56"}}""",
                "value k: int → int (sign lost or gained)"
            },
            {
                "value",
                """{"kind":"value","value":{"t":"int","v":"65537"}}""",
                """{"kind":"value","value":{"t":"int","v":"1"}}""",
                "value k: int → int (truncated)"
            },
            {
                "value",
                """{"kind":"value","value":{"t":"data","type":"i4","v":{"t":"int","v":"5"}}}""",
                """{"kind":"value","value":{"t":"data","type":"i4","v":{"t":"int","v":"0"}}}""",
                "value k: int → int (zeroed)"
            },
            {
                "value",
                """{"kind":"value","value":{"t":"bytes","v":"6162"}}""",
                """{"kind":"value","value":{"t":"text","v":"ab"}}""",
                "value k: bytes → text"
            },
            {
                "bytes",
                """{"kind":"bytes","hex":"0102","mask":"ffff"}""",
                """{"kind":"bytes","hex":"0201","mask":"ffff"}""",
                "bytes k: byte-swapped"
            },
            {
                "layout",
                """{"kind":"layout","size":8,"alignment":4,"fields":[{"name":"a","offset":0,"size":4},{"name":"b","bits":3,"image":"07000000"}]}""",
                """{"kind":"layout","size":12,"alignment":4,"fields":[{"name":"a","offset":4,"size":4},{"name":"b","bits":3,"image":"0e000000"}]}""",
                "layout k: field image, field offset, size larger"
            },
            {
                "attempt",
                """{"kind":"attempt","raised":["TypeError"],"at":1,"message":"m"}""",
                """{"kind":"attempt","completed":{"t":"none"}}""",
                "exception k: raised TypeError → completed"
            },
            {
                "attempt",
                """{"kind":"attempt","completed":{"t":"int","v":"3"}}""",
                """{"kind":"attempt","completed":{"t":"int","v":"4"}}""",
                "value k: int → int (off by one)"
            },
            {
                "alias",
                """{"kind":"alias","of":["a","b"],"matrix":[["=","+4"],["-4","="]],"regions":["R0","R0+4:4"],"identity":[0,1]}""",
                """{"kind":"alias","of":["a","b"],"matrix":[["=","."],[".","="]],"regions":["R0","R1"],"identity":[0,1]}""",
                "alias k: share → copy"
            },
            {
                "lifetime",
                """{"kind":"lifetime","subjects":[["r","kept"]],"decoy":"dangling"}""",
                """{"kind":"lifetime","subjects":[["r","dangling"]],"decoy":"dangling"}""",
                "lifetime k: kept → dangling"
            },
            {
                "witness",
                """{"kind":"witness","calls":[{"function":"f","phase":"returned","arguments":["01000000"],"result":"02000000"}]}""",
                """{"kind":"witness","calls":[{"function":"f","phase":"entered","arguments":["ff000000"],"result":null}]}""",
                "witness k: arguments, phase, result"
            },
            {
                "callback",
                """{"kind":"callback","calls":[[{"t":"int","v":"1"}],[{"t":"int","v":"2"}]]}""",
                """{"kind":"callback","calls":[[{"t":"int","v":"1"}]]}""",
                "callback k: fewer calls"
            },
            {
                "effects",
                """{"kind":"effects","errno":0,"unraised":[]}""",
                """{"kind":"effects","errno":0,"unraised":["ValueError"]}""",
                "effects k: effects → effects"
            },
        };

    [Theory, MemberData(nameof(Mutants))]
    public void Equal_answers_are_the_same_and_a_mutant_differs(
        string kind,
        string answer,
        string mutant,
        string symptom
    )
    {
        Assert.Equal(kind, Observation("k", answer).Kind);
        Assert.Equal(
            Agreement.Same,
            Judged(
                Completed(Observation("k", answer)),
                Completed(Observation("k", answer))
            ).Agreement
        );
        var verdict = Judged(
            Completed(Observation("k", mutant)),
            Completed(Observation("k", answer))
        );
        Assert.Equal(Agreement.Differs, verdict.Agreement);
        Assert.Equal(symptom, verdict.Symptom);
    }

    /// <summary>Whatever an answer holds: changing any one leaf of it makes it differ, or a rule says by name why not.</summary>
    [Theory, MemberData(nameof(Mutants))]
    public void No_single_change_passes_unseen(
        string kind,
        string answer,
        string mutant,
        string symptom
    )
    {
        Assert.NotEqual((answer, kind), (mutant, symptom));
        var leaves = Leaves(JsonNode.Parse(answer)!).Where(path => path != "$.kind").ToList();
        Assert.NotEmpty(leaves);
        foreach (var path in leaves)
        {
            var changed = JsonNode.Parse(answer)!;
            Leaf(changed, path).ReplaceWith("changed");
            var verdict = Judged(
                Completed(Observation("k", changed.ToJsonString())),
                Completed(Observation("k", answer))
            );
            Assert.True(
                verdict.Agreement == Agreement.Differs
                    || verdict.Observations.Single().Rule is { Length: > 0 },
                $"{path} may change unseen"
            );
        }
    }

    /// <summary>Which handle is named first is the author's choice; it may change no verdict.</summary>
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public void Permuting_handles_on_both_sides_keeps_the_verdict(int first, int second, int third)
    {
        string[][] shares =
        [
            ["=", "+4", "."],
            ["-4", "=", "."],
            [".", ".", "="],
        ];
        string[][] copies =
        [
            ["=", ".", "."],
            [".", "=", "."],
            [".", ".", "="],
        ];
        int[] order = [first, second, third];

        var same = Judged(Completed(Permuted(shares, order)), Completed(Permuted(shares, order)));
        var differs = Judged(
            Completed(Permuted(copies, order)),
            Completed(Permuted(shares, order))
        );

        Assert.Equal(Agreement.Same, same.Agreement);
        Assert.Equal("alias k: share → copy", differs.Symptom);
    }

    private static Observation Permuted(string[][] matrix, int[] order)
    {
        var body = new JsonObject
        {
            ["kind"] = "alias",
            ["of"] = new JsonArray([.. order.Select(i => JsonValue.Create($"h{i}"))]),
            ["matrix"] = new JsonArray([
                .. order.Select(i => new JsonArray([
                    .. order.Select(j => JsonValue.Create(matrix[i][j])),
                ])),
            ]),
            ["identity"] = new JsonArray(0, 1, 2),
        };
        return new Observation(0, "k", body);
    }

    private static IEnumerable<string> Leaves(JsonNode node) =>
        node switch
        {
            JsonObject map => map.SelectMany(entry =>
                entry.Value is null ? [] : Leaves(entry.Value)
            ),
            JsonArray list => list.SelectMany(item => item is null ? [] : Leaves(item)),
            _ => [node.GetPath()],
        };

    private static JsonNode Leaf(JsonNode root, string path) =>
        Nodes(root).Single(node => node.GetPath() == path);

    private static IEnumerable<JsonNode> Nodes(JsonNode node) =>
        node switch
        {
            JsonObject map => map.SelectMany(entry =>
                entry.Value is null ? [] : Nodes(entry.Value)
            ),
            JsonArray list => list.SelectMany(item => item is null ? [] : Nodes(item)),
            _ => [node],
        };
}
