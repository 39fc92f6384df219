using System.Numerics;

namespace LocalAI.Plugins.Imaging;

/// <summary>
/// Writes pictures into tensors of another size: bilinear without smoothing first, pixel centres at .5, in one pass that also orders the
/// channels and scales the values. The numbers are OpenCV's INTER_LINEAR but for its rounding to 8 bits.
/// </summary>
internal static class Resampler
{
    /// <summary>Stretches a part of a picture over a tensor; beyond the picture its edge goes on.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="region">The part of it.</param>
    /// <param name="tensor">Takes width · height · channels numbers.</param>
    /// <param name="width">The tensor's width.</param>
    /// <param name="height">The tensor's height.</param>
    /// <param name="values">What becomes of a pixel.</param>
    /// <param name="layout">How the channels lie.</param>
    public static void Resize(
        Picture picture, Region region, Span<float> tensor, int width, int height, in PixelValues values,
        TensorLayout layout = TensorLayout.Planar) => throw new NotImplementedException();

    /// <summary>Fits a picture into a tensor without changing its aspect ratio.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="tensor">Takes width · height · channels numbers.</param>
    /// <param name="width">The tensor's width.</param>
    /// <param name="height">The tensor's height.</param>
    /// <param name="placement">Where it lies.</param>
    /// <param name="padding">The pixel value (0..255) beside it, in all channels.</param>
    /// <param name="values">What becomes of a pixel.</param>
    /// <param name="layout">How the channels lie.</param>
    public static Letterbox Fit(
        Picture picture, Span<float> tensor, int width, int height, LetterboxPlacement placement, byte padding, in PixelValues values,
        TensorLayout layout = TensorLayout.Planar) => throw new NotImplementedException();

    /// <summary>Warps a picture; what lies outside of it is black.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="toPicture">The place in the picture of a place in the tensor, both in pixels whose centres are whole numbers.</param>
    /// <param name="tensor">Takes width · height · channels numbers.</param>
    /// <param name="width">The tensor's width.</param>
    /// <param name="height">The tensor's height.</param>
    /// <param name="values">What becomes of a pixel.</param>
    /// <param name="layout">How the channels lie.</param>
    public static void Warp(
        Picture picture, in Matrix3x2 toPicture, Span<float> tensor, int width, int height, in PixelValues values,
        TensorLayout layout = TensorLayout.Planar) => throw new NotImplementedException();
}
