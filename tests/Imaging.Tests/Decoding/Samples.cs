using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

/// <summary>A small file of each format.</summary>
internal static class Samples
{
    public static byte[] Of(SKEncodedImageFormat format)
    {
        switch (format)
        {
            case SKEncodedImageFormat.Bmp:
                return BmpBytes.Write(40, 30, PictureDecoderTests.Noise);
            case SKEncodedImageFormat.Gif:
                return GifBytes.Write(40, 30, [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7], null, Frame(0), Frame(1));
            default:
                using (var picture = Pattern.Noise(40, 30))
                    return Encoded.Of(picture, format, 90);
        }
    }

    private static byte[] Frame(int number) => [.. Enumerable.Range(0, 1200).Select(i => (byte)(Pattern.Value(i, number, 0) & 3))];
}
