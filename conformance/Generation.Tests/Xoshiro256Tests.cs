namespace Touchstone.Generation.Tests;

public sealed class Xoshiro256Tests
{
    [Fact]
    public void SplitMix64_gives_the_published_numbers()
    {
        var generator = new SplitMix64(1234567);

        ulong[] published =
        [
            6457827717110365317,
            3203168211198807973,
            9817491932198370423,
            4593380528125082431,
            16408922859458223821,
        ];
        Assert.Equal(published, published.Select(_ => generator.Next()));
    }

    [Fact]
    public void Xoshiro256_gives_the_published_numbers()
    {
        var generator = new Xoshiro256(1, 2, 3, 4);

        ulong[] published =
        [
            11520,
            0,
            1509978240,
            1215971899390074240,
            1216172134540287360,
            607988272756665600,
            16172922978634559625,
            8476171486693032832,
            10595114339597558777,
            2904607092377533576,
        ];
        Assert.Equal(published, published.Select(_ => generator.Next()));
    }

    [Fact]
    public void The_state_that_never_changes_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Xoshiro256(0, 0, 0, 0));

    [Fact]
    public void Seed_zero_is_a_seed_like_any_other()
    {
        var generator = new Xoshiro256(0);

        Assert.Equal(
            100,
            Enumerable.Range(0, 100).Select(_ => generator.Next()).Distinct().Count()
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_number_below_a_limit_reaches_every_one_of_them(int limit)
    {
        var generator = new Xoshiro256(7);

        var drawn = Enumerable.Range(0, 500).Select(_ => generator.Below(limit)).Distinct().Order();

        Assert.Equal(Enumerable.Range(0, limit), drawn);
    }
}
