namespace Touchstone.Ffi.Types.Tests;

/// <summary>What the random shapes of a run may hold.</summary>
/// <param name="Attribute">Put on every aggregate.</param>
/// <param name="Attributes">One of these is put on every aggregate; empty for none.</param>
/// <param name="Scalars">Names of <see cref="Shape.Scalars"/> for plain members.</param>
/// <param name="BitTypes">Names of those that bit-fields may have; empty for no bit-fields.</param>
/// <param name="MemberAttributes">One of these is put on some members; null for none.</param>
/// <param name="PlainMemberAttributes">These are put on some members that are no bit-fields; null for none.</param>
/// <param name="EmptyArrays">Whether there are arrays of no elements, flexible ones, and aggregates without members.</param>
/// <param name="Inheritance">Whether some outermost aggregates extend another.</param>
/// <param name="Abi">Whose integers the bit-fields must fit; null for x86-64 Linux.</param>
/// <param name="UnnamedBits">Whether there are unnamed bit-fields, zero-width ones among them.</param>
internal sealed record ShapeKinds(
    string[] Attributes,
    string[] Scalars,
    string[] BitTypes,
    bool UnnamedBits = false,
    bool Pointers = true,
    bool Nested = true,
    bool Unions = true,
    string Attribute = "",
    string[]? MemberAttributes = null,
    string[]? PlainMemberAttributes = null,
    bool EmptyArrays = false,
    bool Inheritance = false,
    TargetAbi? Abi = null
);

/// <summary>Random aggregates in the notation of <see cref="Shape"/>. A seed gives the same ones on every machine.</summary>
internal sealed class ShapeGenerator(int seed, ShapeKinds kinds)
{
    private readonly Random _random = new(seed);

    public IEnumerable<string> Take(int count) =>
        Enumerable.Range(0, count).Select(_ => Aggregate(depth: 0));

    private string Aggregate(int depth, string? keyword = null)
    {
        keyword ??= kinds.Unions && _random.Next(4) == 0 ? "union" : "struct";
        var extends =
            kinds.Inheritance && depth == 0 && _random.Next(2) == 0
                ? $" extends {Aggregate(depth: 3, keyword)}"
                : "";
        var members = Enumerable
            .Range(0, _random.Next(kinds.EmptyArrays ? 0 : 1, 7))
            .Select(_ => Member(depth))
            .ToList();
        if (
            kinds.EmptyArrays
            && keyword == "struct"
            && members.Any(member => !member.Contains('_', StringComparison.Ordinal))
            && _random.Next(3) == 0
        )
        {
            members.Add($"{Pick(kinds.Scalars)}[];");
        }
        return $"{keyword}{extends} {kinds.Attribute} {Pick(kinds.Attributes)} {{ {string.Join(" ", members)} }}";
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
            < 32 =>
                $"{scalar}[{_random.Next(kinds.EmptyArrays ? 0 : 1, 6)}]{PlainMemberAttribute()};",
            < 36 => $"{scalar}[{_random.Next(1, 4)}][{_random.Next(1, 4)}];",
            _ => $"{scalar}{PlainMemberAttribute()};",
        };
    }

    private string BitField()
    {
        var type = Pick(kinds.BitTypes);
        var abi = kinds.Abi ?? TargetAbi.LinuxX64;
        var most = type switch
        {
            "bool" => 1,
            _ => 8 * Layout.Of(new CScalar(Shape.Scalars[type].Kind), abi).Size,
        };
        // Narrow ones meet in one unit, wide ones overflow it.
        var width = _random.Next(1, (_random.Next(2) == 0 ? most : Math.Min(most, 8)) + 1);
        if (kinds.UnnamedBits && _random.Next(6) == 0)
        {
            return $"{type} _:{(_random.Next(2) == 0 ? 0 : width)};";
        }
        return $"{type}:{width}{MemberAttribute()};";
    }

    private string PlainMemberAttribute() =>
        kinds.PlainMemberAttributes is { } attributes && _random.Next(8) == 0
            ? $" {Pick(attributes)}"
            : MemberAttribute();

    private string MemberAttribute() =>
        kinds.MemberAttributes is { } attributes && _random.Next(3) == 0
            ? $" {Pick(attributes)}"
            : "";

    private string Pick(string[] choices) =>
        choices.Length == 0 ? "" : choices[_random.Next(choices.Length)];
}
