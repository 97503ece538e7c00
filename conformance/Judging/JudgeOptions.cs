using System.Collections.Immutable;
using Touchstone.Model;

namespace Touchstone.Judging;

/// <param name="IsNamed">The user named this runtime to be gated: it is, also where no expectation file speaks for it.</param>
/// <param name="IsPartial">Only some programs were asked: entries that match none of them are not stale.</param>
/// <param name="OracleRepeats">Further runs of the oracle; what differs between them is unstable and proves nothing.</param>
/// <param name="Native">For an emulated runtime: the same implementation and version, run natively.</param>
public sealed record JudgeOptions(
    bool IsNamed = false,
    bool IsPartial = false,
    ImmutableArray<RunResults> OracleRepeats = default,
    RunResults? Native = null
);
