using LocalAI.Plugins.Imaging.Memory;

namespace LocalAI.Plugins.Imaging.Tests.Memory;

public sealed unsafe class NativeBlockPoolTests
{
    private const int Mebibyte = 1024 * 1024;

    private readonly Clock _clock = new();

    [Fact]
    public void Gives_a_block_again()
    {
        var pool = Pool(8);
        var block = pool.Rent(3 * Mebibyte);
        var first = (nint)block.Pointer;
        pool.Return(block);

        Assert.Equal(3 * Mebibyte, pool.Kept);
        Assert.Equal(first, (nint)pool.Rent(2 * Mebibyte).Pointer);
        Assert.Equal(0, pool.Kept);
    }

    [Fact]
    public void Gives_no_block_that_is_too_small_or_far_too_large()
    {
        var pool = Pool(8);
        var block = pool.Rent(2 * Mebibyte);
        pool.Return(block);

        Assert.NotSame(block, pool.Rent((2 * Mebibyte) + 1));
        Assert.NotSame(block, pool.Rent(Mebibyte / 2));
        Assert.Same(block, pool.Rent(Mebibyte));
    }

    [Fact]
    public void Gives_the_smallest_that_fits()
    {
        var pool = Pool(8);
        NativeBlock[] blocks = [pool.Rent(3 * Mebibyte), pool.Rent(2 * Mebibyte), pool.Rent((2 * Mebibyte) + 1)];
        foreach (var block in blocks)
            pool.Return(block);

        Assert.Same(blocks[1], pool.Rent(2 * Mebibyte));
        Assert.Same(blocks[2], pool.Rent(2 * Mebibyte));
    }

    [Fact]
    public void Keeps_no_more_than_it_may_and_frees_the_oldest_first()
    {
        var pool = Pool(4);
        NativeBlock[] blocks = [pool.Rent(2 * Mebibyte), pool.Rent(2 * Mebibyte), pool.Rent(2 * Mebibyte), pool.Rent(5 * Mebibyte)];
        foreach (var block in blocks[..3])
            pool.Return(block);

        Assert.Equal(4 * Mebibyte, pool.Kept);
        Assert.True(blocks[0].IsClosed);
        Assert.False(blocks[1].IsClosed);

        pool.Return(blocks[3]);

        Assert.True(blocks[3].IsClosed);
        Assert.Equal(4 * Mebibyte, pool.Kept);
    }

    [Fact]
    public void Frees_what_waits_too_long()
    {
        var pool = Pool(8);
        NativeBlock[] blocks = [pool.Rent(Mebibyte), pool.Rent(2 * Mebibyte)];
        pool.Return(blocks[0]);
        _clock.Now += TimeSpan.FromSeconds(50).Ticks;
        pool.Return(blocks[1]);
        _clock.Now += TimeSpan.FromSeconds(50).Ticks;

        pool.Return(pool.Rent(100));

        Assert.True(blocks[0].IsClosed);
        Assert.False(blocks[1].IsClosed);
    }

    private NativeBlockPool Pool(int mebibytes) => new(mebibytes * Mebibyte, TimeSpan.FromMinutes(1), _clock);

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
