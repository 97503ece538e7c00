namespace Touchstone.Ffi.Types.Tests;

/// <summary>What the random shapes of a run may hold.</summary>
/// <param name="Attribute">Put on every aggregate.</param>
/// <param name="Attributes">One of these is put on every aggregate; empty for none.</param>
/// <param name="Scalars">Names of <see cref="Shape.Scalars"/> for plain members.</param>
/// <param name="BitTypes">Names of those that bit-fields may have; empty for no bit-fields.</param>
/// <param name="UnnamedBits">Whether there are unnamed bit-fields, zero-width ones among them.</param>
internal sealed record ShapeKinds(
    string[] Attributes,
    string[] Scalars,
    string[] BitTypes,
    bool UnnamedBits = false,
    bool Pointers = true,
    bool Nested = true,
    bool Unions = true,
    string Attribute = ""
);

/// <summary>Random aggregates in the notation of <see cref="Shape"/>. A seed gives the same ones on every machine.</summary>
internal sealed class ShapeGenerator(int seed, ShapeKinds kinds)
{
    private readonly Random _random = new(seed);

    public IEnumerable<string> Take(int count) =>
        Enumerable.Range(0, count).Select(_ => Aggregate(depth: 0));

    private string Aggregate(int depth)
    {
        var keyword = kinds.Unions && _random.Next(4) == 0 ? "union" : "struct";
        var members = Enumerable.Range(0, _random.Next(1, 7)).Select(_ => Member(depth));
        return $"{keyword} {kinds.Attribute} {Pick(kinds.Attributes)} {{ {string.Join(" ", members)} }}";
    }

    private string Member(int depth)
    {
        if (kinds.BitTypes.Length > 0 && _random.Next(100) < 65)
        {
            return BitField();
        }
        var kind = _random.Next(100);
        if (kinds.Nested && kind < 12 && depth < 3)
        {
            return Aggregate(depth + 1) + (_random.Next(4) == 0 ? $"[{_random.Next(1, 4)}];" : ";");
        }
        var scalar = Pick(kinds.Scalars);
        return kind switch
        {
            < 20 when kinds.Pointers => $"{scalar}*;",
            < 32 => $"{scalar}[{_random.Next(1, 6)}];",
            < 36 => $"{scalar}[{_random.Next(1, 4)}][{_random.Next(1, 4)}];",
            _ => $"{scalar};",
        };
    }

    private string BitField()
    {
        var type = Pick(kinds.BitTypes);
        var most = type switch
        {
            "bool" => 1,
            _ => 8 * Layout.Of(new CScalar(Shape.Scalars[type].Kind), TargetAbi.LinuxX64).Size,
        };
        // Narrow ones meet in one unit, wide ones overflow it.
        var width = _random.Next(1, (_random.Next(2) == 0 ? most : Math.Min(most, 8)) + 1);
        if (kinds.UnnamedBits && _random.Next(6) == 0)
        {
            return $"{type} _:{(_random.Next(2) == 0 ? 0 : width)};";
        }
        return $"{type}:{width};";
    }

    private string Pick(string[] choices) =>
        choices.Length == 0 ? "" : choices[_random.Next(choices.Length)];
}
