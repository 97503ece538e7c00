using System.Numerics;

namespace Touchstone.Generation;

/// <summary>
/// xoshiro256** 1.0 of David Blackman and Sebastiano Vigna, seeded by SplitMix64 as they advise. Its numbers are the same
/// on every machine and in every version of .NET, which <see cref="Random"/> does not promise.
/// </summary>
public sealed class Xoshiro256
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public Xoshiro256(ulong seed)
    {
        var filler = new SplitMix64(seed);
        (_s0, _s1, _s2, _s3) = (filler.Next(), filler.Next(), filler.Next(), filler.Next());
    }

    /// <summary>Starts from a whole state, as the published test vectors do.</summary>
    /// <exception cref="ArgumentException">All zero: the one state that the generator never leaves.</exception>
    public Xoshiro256(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        if ((s0 | s1 | s2 | s3) == 0)
        {
            throw new ArgumentException("the state of xoshiro256** is not all zero", nameof(s0));
        }
        (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);
    }

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1; the bias of at most 2^-32 does not matter to a fuzzer.</summary>
    public int Below(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return (int)(((Next() >> 32) * (ulong)limit) >> 32);
    }

    /// <summary>True in that many of a hundred draws.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}

/// <summary>SplitMix64 of Sebastiano Vigna: turns any seed, 0 included, into well-mixed words.</summary>
public sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
