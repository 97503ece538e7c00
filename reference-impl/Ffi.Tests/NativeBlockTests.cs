namespace Touchstone.Ffi.Tests;

public sealed class NativeBlockTests
{
    [Theory, InlineData(0, 16), InlineData(1, 1), InlineData(100, 64), InlineData(5000, 4096)]
    public void A_block_is_zeroed_and_aligned_as_it_was_asked_for(int size, int alignment)
    {
        using var block = NativeBlock.Allocate(size, alignment);
        Assert.Equal(0, block.Address % alignment);
        Assert.Equal(size, block.Size);
        Assert.False(block.AsSpan().ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void A_disposed_block_gives_no_address()
    {
        var block = NativeBlock.Allocate(8);
        block.Dispose();
        Assert.Throws<ObjectDisposedException>(() => block.Address);
    }
}
