namespace LocalAI.Plugins.Imaging;

/// <summary>A decoded image in memory of its own: red, green, blue and an unused byte for each pixel, rows from the top without gaps.</summary>
internal sealed unsafe class Picture : IDisposable
{
    /// <summary>Bytes of a pixel.</summary>
    public const int PixelBytes = 4;

    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public Picture(int width, int height) => throw new NotImplementedException();

    /// <summary>Pixels of a row.</summary>
    public int Width => throw new NotImplementedException();

    /// <summary>Rows.</summary>
    public int Height => throw new NotImplementedException();

    /// <summary>The pixels, until this is disposed of.</summary>
    public Span<byte> Bytes => throw new NotImplementedException();

    /// <summary>The first pixel, until this is disposed of.</summary>
    public byte* Pointer => throw new NotImplementedException();

    /// <summary>Gives the memory back; a next picture may use it.</summary>
    public void Dispose() => throw new NotImplementedException();
}
