using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Touchstone.Judging;

/// <summary>Every comparison rule, in the order in which they are tried.</summary>
public static class ComparisonRules
{
    public static ImmutableArray<ComparisonRule> All { get; } =
    [
        new ExemptingRule(
            "undefined",
            1,
            "The case says, with a reason, that C or ctypes leaves this observation undefined.",
            pair => pair.Program.Undefined.ContainsKey(ObservationKey.Base(pair.Key))
        ),
        new ExemptingRule(
            "dangling-value",
            1,
            "What a dangling object reads as depends on who owns its memory by now.",
            pair =>
                Lifetimes.ReadsDangling(pair.Program, pair.Key, pair.ExpectedResult)
                || Lifetimes.ReadsDangling(pair.Program, pair.Key, pair.ActualResult)
        ),
        new ExemptingRule(
            "kept-unproven",
            1,
            "`kept?` says that the decoy was not found dangling: this run could not have seen a loss.",
            pair => Lifetimes.DifferOnlyWhereUnproven(pair.Actual, pair.Expected)
        ),
        new AcceptingRule(
            "safe-where-the-oracle-dangles",
            1,
            "A runtime that notices a use after free is right to refuse it; the oracle reads freed memory there.",
            pair =>
                Exceptions.FirstClass(pair.Actual) == Exceptions.UseAfterFree
                && Lifetimes.SawDangling(pair.ExpectedResult)
        ),
        new ReconcilingRule(
            "soft-text",
            1,
            "Exception messages are for people and change between versions; `decoy` is about the method, not the answer.",
            (actual, expected) =>
                Drop(actual, expected, "attempt", "message")
                | Drop(actual, expected, "lifetime", "decoy")
        ),
        new ReconcilingRule(
            "exception-class",
            1,
            "The class says what went wrong; its bases are the runtime's own arrangement.",
            SameFirstClass
        ),
        new ReconcilingRule(
            "alias-labels",
            1,
            "A label is the text by which an engine calls a handle; the handles are compared by position.",
            (actual, expected) =>
                Count(actual, "of") == Count(expected, "of")
                && Drop(actual, expected, "alias", "of")
        ),
        new ReconcilingRule(
            "padding",
            1,
            "C leaves the value of padding bits unspecified. The masks stay in the bodies, and must be equal themselves.",
            SameUnderMask
        ),
    ];

    private static bool Drop(JsonObject actual, JsonObject expected, string kind, string property)
    {
        if (!IsKind(kind, actual, expected) || Equal(actual[property], expected[property]))
        {
            return false;
        }
        actual.Remove(property);
        expected.Remove(property);
        return true;
    }

    private static bool SameFirstClass(JsonObject actual, JsonObject expected)
    {
        if (
            !IsKind("attempt", actual, expected)
            || Exceptions.FirstClass(actual) is not { } first
            || first != Exceptions.FirstClass(expected)
            || Equal(actual["raised"], expected["raised"])
        )
        {
            return false;
        }
        actual["raised"] = new JsonArray(first);
        expected["raised"] = new JsonArray(first);
        return true;
    }

    private static bool SameUnderMask(JsonObject actual, JsonObject expected)
    {
        if (
            !IsKind("bytes", actual, expected)
            || Equal(actual["hex"], expected["hex"])
            || Masked(actual) is not { } masked
            || masked != Masked(expected)
        )
        {
            return false;
        }
        actual["hex"] = masked;
        expected["hex"] = masked;
        return true;
    }

    /// <summary>The bytes with padding bits zeroed; null where the body is not what the schema says.</summary>
    private static string? Masked(JsonObject body)
    {
        if (
            !Body.TryBytes(body, "hex", out var bytes)
            || !Body.TryBytes(body, "mask", out var mask)
            || bytes.Length != mask.Length
        )
        {
            return null;
        }
        return string.Concat(
            bytes.Zip(
                mask,
                (data, bits) => (data & bits).ToString("x2", CultureInfo.InvariantCulture)
            )
        );
    }

    private static int Count(JsonObject body, string property) =>
        body[property] is JsonArray items ? items.Count : 0;

    private static bool IsKind(string kind, JsonObject actual, JsonObject expected) =>
        Body.Kind(actual) == kind && Body.Kind(expected) == kind;

    private static bool Equal(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);
}
