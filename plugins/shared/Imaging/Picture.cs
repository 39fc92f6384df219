using LocalAI.Plugins.Imaging.Memory;

namespace LocalAI.Plugins.Imaging;

/// <summary>A decoded image in memory of its own: red, green, blue and an unused byte a pixel, rows from the top without gaps.</summary>
internal sealed unsafe class Picture : IDisposable
{
    /// <summary>Bytes of a pixel.</summary>
    public const int PixelBytes = 4;

    // The resampler reads pixels in pairs: behind the last there must be something to read.
    private const int Slack = PixelBytes;

    private readonly int _bytes;
    private NativeBlock? _block;

    /// <summary>A picture whose pixels are undefined.</summary>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no pixels, or 2 GiB of them.</exception>
    public Picture(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)width * height * PixelBytes, int.MaxValue, nameof(height));
        (Width, Height, _bytes) = (width, height, width * height * PixelBytes);
        _block = NativeBlockPool.Shared.Rent((long)_bytes + Slack);
    }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, until this is disposed of.</summary>
    public Span<byte> Bytes => new(Pointer, _bytes);

    /// <summary>The first pixel, until this is disposed of.</summary>
    public byte* Pointer => (_block ?? throw new ObjectDisposedException(nameof(Picture))).Pointer;

    /// <summary>Gives the memory back; a next picture may use it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _block, null) is { } block)
            NativeBlockPool.Shared.Return(block);
    }
}
