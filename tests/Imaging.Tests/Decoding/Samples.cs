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
                byte[][] frames = [.. Enumerable.Range(0, 2).Select(frame => Enumerable.Range(0, 1200).Select(i => (byte)(Pattern.Value(i, frame, 0) & 3)).ToArray())];
                return GifBytes.Write(40, 30, [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7], null, frames);
            default:
                using (var picture = Pattern.Noise(40, 30))
                    return Encoded.Of(picture, format, 90);
        }
    }
}
