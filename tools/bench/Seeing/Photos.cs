using SkiaSharp;

namespace LocalAI.Plugins.Bench.Seeing;

/// <summary>The photos of the measures.</summary>
internal static class Photos
{
    /// <summary>A photo as a request has it.</summary>
    public static string Base64(string file) => Convert.ToBase64String(File.ReadAllBytes(file));

    /// <summary>A photo of 1920 × 1080 as a JPEG, made from another one.</summary>
    public static byte[] FullHd(string file)
    {
        using var photo = SKBitmap.Decode(file);
        using var scaled = photo.Resize(new SKImageInfo(1920, 1080), new SKSamplingOptions(SKCubicResampler.Mitchell));
        using var encoded = scaled.Encode(SKEncodedImageFormat.Jpeg, 90);
        return encoded.ToArray();
    }
}
