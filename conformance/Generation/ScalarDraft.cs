using System.Collections.Immutable;
using System.Numerics;
using Touchstone.Model;

namespace Touchstone.Generation;

/// <summary>A scalar keyword as the generator uses it.</summary>
/// <param name="Size">In bytes, on LP64.</param>
internal sealed record ScalarDraft(string Name, int Size, ScalarFamily Family)
{
    /// <summary>Weighted by repetition: the plain integers of C are what structs are made of.</summary>
    public static ImmutableArray<ScalarDraft> Fields { get; } =
    [
        new("i8", 1, ScalarFamily.Signed),
        new("u8", 1, ScalarFamily.Unsigned),
        new("i16", 2, ScalarFamily.Signed),
        new("u16", 2, ScalarFamily.Unsigned),
        new("i32", 4, ScalarFamily.Signed),
        new("i32", 4, ScalarFamily.Signed),
        new("u32", 4, ScalarFamily.Unsigned),
        new("i64", 8, ScalarFamily.Signed),
        new("u64", 8, ScalarFamily.Unsigned),
        new("short", 2, ScalarFamily.Signed),
        new("ushort", 2, ScalarFamily.Unsigned),
        new("int", 4, ScalarFamily.Signed),
        new("uint", 4, ScalarFamily.Unsigned),
        new("long", 8, ScalarFamily.Signed),
        new("ulonglong", 8, ScalarFamily.Unsigned),
        new("size", 8, ScalarFamily.Unsigned),
        new("f32", 4, ScalarFamily.Float),
        new("f32", 4, ScalarFamily.Float),
        new("f64", 8, ScalarFamily.Float),
        new("f64", 8, ScalarFamily.Float),
        new("longdouble", 16, ScalarFamily.Float),
        new("bool", 1, ScalarFamily.Bool),
        new("char", 1, ScalarFamily.Char),
    ];

    /// <summary>What a bit-field may be declared as.</summary>
    public static ImmutableArray<ScalarDraft> BitFields { get; } =
    [.. Fields.Where(scalar => scalar.Family is ScalarFamily.Signed or ScalarFamily.Unsigned)];

    /// <summary>What ctypes lets into a structure of the other byte order; all but one-byte ones show it.</summary>
    public static ImmutableArray<ScalarDraft> Swappable { get; } =
    [
        .. Fields.Where(scalar =>
            scalar.Family is not (ScalarFamily.Bool or ScalarFamily.Char)
            && scalar.Name != "longdouble"
        ),
    ];

    public static ScalarDraft Bool { get; } = new("bool", 1, ScalarFamily.Bool);

    public static ScalarDraft? Find(string name) => Fields.FirstOrDefault(s => s.Name == name);

    /// <summary>A value of this type.</summary>
    /// <param name="bits">Of a bit-field: its width; the value may be too wide for it, and is then cut.</param>
    public Expression Value(Xoshiro256 random, int leaf, int? bits = null)
    {
        var manner = random.Below(20);
        switch (Family)
        {
            case ScalarFamily.Bool:
                return new BooleanLiteral(random.Below(2) == 1);
            case ScalarFamily.Char:
                return new BytesLiteral([Graffiti.Byte(leaf, 0)]);
            case ScalarFamily.Float:
                return new FloatLiteral(
                    manner < 14 ? (Size == 4 ? Graffiti.Single(leaf) : Graffiti.Double(leaf))
                    : manner < 17 ? random.Pick(s_floats)
                    : Math.ScaleB(random.Below(1 << 24), random.Below(64) - 32)
                );
            default:
                var width = bits ?? Size * 8;
                var isSigned = Family == ScalarFamily.Signed;
                var value =
                    manner < 12 ? Graffiti.Unsigned(leaf, Size)
                    : manner < 17 ? Boundary(random, width, isSigned)
                    : random.Next();
                return new IntegerLiteral(Cut(value, manner == 12 ? Size * 8 : width, isSigned));
        }
    }

    private static readonly double[] s_floats =
    [
        0.0,
        -0.0,
        1.0,
        -1.5,
        double.PositiveInfinity,
        double.NegativeInfinity,
        Math.ScaleB(1, -126),
        Math.ScaleB(1, -149),
    ];

    private static BigInteger Boundary(Xoshiro256 random, int width, bool isSigned)
    {
        var top = BigInteger.One << (isSigned ? width - 1 : width);
        return random.Below(5) switch
        {
            0 => BigInteger.Zero,
            1 => BigInteger.One,
            2 => top - 1,
            3 => isSigned ? -top : top - 1,
            _ => isSigned ? BigInteger.MinusOne : top >> 1,
        };
    }

    private static BigInteger Cut(BigInteger value, int width, bool isSigned)
    {
        var modulus = BigInteger.One << width;
        var low = ((value % modulus) + modulus) % modulus;
        return isSigned && low >> (width - 1) != 0 ? low - modulus : low;
    }
}

internal enum ScalarFamily
{
    Signed,
    Unsigned,
    Float,
    Bool,
    Char,
}
