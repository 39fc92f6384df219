using System.Numerics;
using LocalAI.Plugins.Imaging.Resampling;

namespace LocalAI.Plugins.Imaging;

/// <summary>
/// Writes pictures into tensors of another size: bilinear without smoothing first, pixel centres at .5, in one pass that also orders the
/// channels and scales the values. The numbers are OpenCV's INTER_LINEAR but for its rounding to 8 bits.
/// </summary>
internal static unsafe class Resampler
{
    /// <summary>Stretches a part of a picture over a tensor; beyond the picture its edge goes on.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="region">
    /// The part of it; it may reach beyond the picture. Pixels beside the part count for its edges, where cropping first would repeat them.
    /// </param>
    /// <param name="tensor">Takes width · height · channels numbers.</param>
    /// <param name="width">The tensor's width.</param>
    /// <param name="height">The tensor's height.</param>
    /// <param name="values">What becomes of a pixel.</param>
    /// <param name="layout">How the channels lie.</param>
    /// <exception cref="ArgumentException">The tensor is too small, or the region has no size or is no number.</exception>
    public static void Resize(
        Picture picture, Region region, Span<float> tensor, int width, int height, in PixelValues values,
        TensorLayout layout = TensorLayout.Planar)
    {
        Check(tensor, width, height, values);
        if (!(region.Width > 0 && region.Height > 0 && float.IsFinite(region.X + region.Y + region.Width + region.Height)))
            throw new ArgumentException($"{region} has no size, or is no number.", nameof(region));
        fixed (float* first = tensor)
            Stretch.Write(picture, region, new TensorRows(first, width, height, values, layout), 0, 0, width, height);
    }

    /// <summary>
    /// Fits a picture into a tensor without changing its aspect ratio: scaled by min(width / its width, height / its height).
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="tensor">Takes width · height · channels numbers.</param>
    /// <param name="width">The tensor's width.</param>
    /// <param name="height">The tensor's height.</param>
    /// <param name="placement">Where it lies.</param>
    /// <param name="padding">The pixel value (0..255) beside it, in all channels.</param>
    /// <param name="values">What becomes of a pixel.</param>
    /// <param name="layout">How the channels lie.</param>
    /// <param name="rounding">What becomes of a fraction of a pixel in the fitted size, which is at least 1.</param>
    /// <exception cref="ArgumentException">The tensor is too small.</exception>
    public static Letterbox Fit(
        Picture picture, Span<float> tensor, int width, int height, LetterboxPlacement placement, byte padding, in PixelValues values,
        TensorLayout layout = TensorLayout.Planar, LetterboxRounding rounding = LetterboxRounding.Nearest)
    {
        Check(tensor, width, height, values);
        var (fittedWidth, fittedHeight) = FittedSize.Of(picture.Width, picture.Height, width, height, rounding);
        var centred = placement == LetterboxPlacement.Centre;
        var (left, top) = centred ? ((width - fittedWidth) / 2, (height - fittedHeight) / 2) : (0, 0);
        fixed (float* first = tensor)
        {
            var rows = new TensorRows(first, width, height, values, layout);
            Stretch.Write(picture, Region.Of(picture), rows, left, top, fittedWidth, fittedHeight);
            for (var y = 0; y < height; y++)
            {
                var beside = y < top || y >= top + fittedHeight;
                rows.Fill(0, y, beside ? width : left, padding);
                if (!beside)
                    rows.Fill(left + fittedWidth, y, width - left - fittedWidth, padding);
            }
        }
        return new Letterbox((float)fittedWidth / picture.Width, (float)fittedHeight / picture.Height, left, top);
    }

    /// <summary>Warps a picture; what lies outside of it is black, and what lies on its edge a blend with black.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="toPicture">The place in the picture of a place in the tensor, both in pixels whose centres are whole numbers.</param>
    /// <param name="tensor">Takes width · height · channels numbers.</param>
    /// <param name="width">The tensor's width.</param>
    /// <param name="height">The tensor's height.</param>
    /// <param name="values">What becomes of a pixel.</param>
    /// <param name="layout">How the channels lie.</param>
    /// <exception cref="ArgumentException">The tensor is too small.</exception>
    public static void Warp(
        Picture picture, in Matrix3x2 toPicture, Span<float> tensor, int width, int height, in PixelValues values,
        TensorLayout layout = TensorLayout.Planar)
    {
        Check(tensor, width, height, values);
        fixed (float* first = tensor)
            AffineWarp.Write(picture, toPicture, new TensorRows(first, width, height, values, layout));
    }

    private static void Check(Span<float> tensor, int width, int height, in PixelValues values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var needed = TensorRows.Count(width, height, values.Order);
        if (tensor.Length < needed)
            throw new ArgumentException($"The tensor has {tensor.Length} numbers; {width}x{height} needs {needed}.", nameof(tensor));
    }
}
