namespace LocalAI.Plugins.Imaging;

/// <summary>Writes masks as PNG.</summary>
internal static class MaskWriter
{
    /// <summary>A PNG with one channel of 8 bits.</summary>
    /// <param name="mask">One byte a pixel, row after row.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    public static byte[] ToPng(ReadOnlySpan<byte> mask, int width, int height) => throw new NotImplementedException();
}
