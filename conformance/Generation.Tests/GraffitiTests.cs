using System.Globalization;
using System.Numerics;

namespace Touchstone.Generation.Tests;

public sealed class GraffitiTests
{
    [Theory]
    [InlineData(3, 4, "858927408")] // 0x33323130
    [InlineData(1, 1, "16")]
    [InlineData(15, 2, "61936")] // 0xf1f0
    [InlineData(16, 2, "4368")] // the sixteenth leaf is written as the first: 0x1110
    public void Every_byte_names_its_leaf_and_its_place(int leaf, int size, string value) =>
        Assert.Equal(
            BigInteger.Parse(value, CultureInfo.InvariantCulture),
            Graffiti.Unsigned(leaf, size)
        );

    [Fact]
    public void No_leaf_is_a_number_that_is_none() =>
        Assert.All(
            Enumerable.Range(1, 15),
            leaf =>
                Assert.True(
                    double.IsFinite(Graffiti.Double(leaf)) && double.IsFinite(Graffiti.Single(leaf))
                )
        );
}
