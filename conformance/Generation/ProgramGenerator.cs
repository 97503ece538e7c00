using System.Collections.Immutable;
using System.Globalization;
using Touchstone.Language;
using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>Random programs. A seed, an index and a shape give the same program on every machine.</summary>
/// <remarks>What is kept of a finding is the program itself: the next version of this generator draws others.</remarks>
public static class ProgramGenerator
{
    /// <summary>The name that sees only part of a generated function's symbol: what it does with its arguments.</summary>
    public const string Weigh = "weigh";

    public static Program Generate(ulong seed, int index, ProgramShape shape)
    {
        // Each program has a stream of its own, so a run of fewer programs is a prefix of a longer one.
        var random = new Xoshiro256(new SplitMix64(seed).Next() ^ (ulong)index);
        var draft = new ProgramDraft(
            random,
            string.Create(CultureInfo.InvariantCulture, $"g{index}")
        );
        if (shape == ProgramShape.Structs)
        {
            draft.DrawStructs();
        }
        else
        {
            draft.DrawCalls();
        }
        var program = new Program(
            string.Create(CultureInfo.InvariantCulture, $"generated/seed-{seed}/{index}"),
            Variant: "",
            Revision: "",
            Since: null,
            Needs: [],
            draft.Isolation,
            [.. draft.Types],
            [.. draft.Functions],
            [.. draft.Steps],
            PythonBody: null,
            ImmutableSortedDictionary<string, string>.Empty
        );
        return program with { Revision = Revision.Of(program) };
    }
}
