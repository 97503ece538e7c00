using Touchstone.Model;

namespace Touchstone.Judging;

/// <summary>Which CPython a runtime is held against.</summary>
/// <param name="Oracle">Null where only C's truth, or nothing, can judge it.</param>
/// <param name="IsSameMinor">False where the oracle is of a neighbouring version of the language.</param>
public sealed record OracleChoice(RuntimeFingerprint? Oracle, bool IsSameMinor)
{
    /// <summary>
    /// The CPython of the same minor, system and data model; else that of the nearest minor on the same data model
    /// (the older of two that are equally near: what came later is no duty); else none. Python 2 and 3 are no
    /// neighbours. A CPython is never held against its own minor, which would be holding it against itself; the twin's
    /// CPython is, because what is judged there is its host.
    /// </summary>
    public static OracleChoice For(
        RuntimeFingerprint target,
        IEnumerable<RuntimeFingerprint> candidates
    )
    {
        // The native-ABI mode follows no version: C alone judges it.
        if (!VersionRange.TryVersion(target.Version, out var version))
        {
            return new OracleChoice(null, IsSameMinor: false);
        }
        var nearest = candidates
            .Where(candidate =>
                candidate.Implementation == CPython
                && candidate.DataModel == target.DataModel
                && candidate.ByteOrder == target.ByteOrder
                && candidate.Emulator is null
                && !IsHosted(candidate)
            )
            .Select(candidate => (Candidate: candidate, Version: VersionOf(candidate)))
            .Where(entry => entry.Version?.Major == version.Major)
            .Select(entry =>
                (
                    entry.Candidate,
                    Minor: entry.Version!.Minor,
                    Distance: Math.Abs(entry.Version.Minor - version.Minor)
                )
            )
            .Where(entry =>
                entry.Distance > 0
                || (
                    entry.Candidate.System == target.System
                    && (target.Implementation != CPython || IsHosted(target))
                )
            )
            .OrderBy(entry => entry.Distance)
            .ThenBy(entry => entry.Minor)
            .ThenBy(entry => entry.Candidate.Architecture == target.Architecture ? 0 : 1)
            .ThenBy(entry => entry.Candidate.Version == target.Version ? 0 : 1)
            .ThenBy(entry => entry.Candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return new OracleChoice(
            nearest.Candidate,
            nearest.Candidate is not null && nearest.Distance == 0
        );
    }

    private const string CPython = "cpython";

    /// <summary>Whether it ran inside another process, as the twin's CPython does: it is a subject then, not an oracle.</summary>
    private static bool IsHosted(RuntimeFingerprint runtime) =>
        runtime.Name.StartsWith("twin-", StringComparison.Ordinal);

    private static Version? VersionOf(RuntimeFingerprint runtime) =>
        VersionRange.TryVersion(runtime.Version, out var version) ? version : null;
}
