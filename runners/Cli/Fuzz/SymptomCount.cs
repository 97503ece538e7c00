using Touchstone.Model;

namespace Touchstone.Cli.Fuzz;

/// <summary>Counts programs by symptom, and keeps the first of each.</summary>
internal sealed class SymptomCount
{
    private readonly Dictionary<string, (int Count, Program Example)> _buckets = new(
        StringComparer.Ordinal
    );

    public int Total => _buckets.Values.Sum(bucket => bucket.Count);

    public IEnumerable<(string Symptom, int Count, Program Example)> MostFrequentFirst =>
        _buckets
            .Select(bucket => (bucket.Key, bucket.Value.Count, bucket.Value.Example))
            .OrderByDescending(bucket => bucket.Count)
            .ThenBy(bucket => bucket.Key, StringComparer.Ordinal);

    /// <param name="symptom">Empty counts for nothing.</param>
    public void Add(string symptom, Program program)
    {
        if (symptom.Length == 0)
        {
            return;
        }
        _buckets[symptom] = _buckets.TryGetValue(symptom, out var known)
            ? (known.Count + 1, known.Example)
            : (1, program);
    }
}
