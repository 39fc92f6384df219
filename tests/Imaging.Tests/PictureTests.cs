namespace LocalAI.Plugins.Imaging.Tests;

public sealed unsafe class PictureTests
{
    [Fact]
    public void Has_memory_of_its_own_that_begins_at_a_multiple_of_64()
    {
        using var first = new Picture(3, 5);
        using var second = new Picture(3, 5);

        Assert.Equal(60, first.Bytes.Length);
        Assert.Equal(0, (nint)first.Pointer % 64);
        Assert.True(first.Pointer != second.Pointer);
    }

    [Fact]
    public void Is_gone_once_disposed_of()
    {
        var picture = new Picture(2, 2);
        picture.Dispose();
        picture.Dispose();

        Assert.Throws<ObjectDisposedException>(() => picture.Bytes.Length);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    [InlineData(50_000, 50_000)]
    public void Has_pixels_but_not_2_GiB_of_them(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Picture(width, height));
}
