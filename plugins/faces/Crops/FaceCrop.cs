using System.Numerics;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Crops;

/// <summary>Brings the part of a picture that a model sees of a face into its tensor.</summary>
/// <param name="part">How it is cut.</param>
internal sealed class FaceCrop(CropPart part)
{
    /// <summary>Writes the part.</summary>
    public void Write(Picture picture, Box box, Span<float> tensor, int width, int height, in PixelValues values)
    {
        if (part.Kind == CropKind.Centred)
            Resampler.Warp(picture, Centred(box, width, height), tensor, width, height, values);
        else
            Resampler.Resize(picture, RegionOf(box, picture.Width, picture.Height), tensor, width, height, values);
    }

    /// <summary>The part in whole pixels of the picture; the whole picture where nothing is left of the box.</summary>
    /// <param name="box">The face.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    public Region RegionOf(Box box, int width, int height)
    {
        if (part.Square && FaceSquare.Of(box, width, height) is { } square)
            box = square;
        var region = part.Kind switch
        {
            CropKind.Shifted => Shifted(box, width, height),
            CropKind.Clamped => Clamped(box, width, height),
            _ => Corner(box, width, height),
        };
        return region.Width >= 1 && region.Height >= 1 ? region : new Region(0, 0, width, height);
    }

    /// <summary>Of Silent-Face-Anti-Spoofing, which the models of the default pack follow too.</summary>
    private Region Shifted(Box box, int width, int height)
    {
        var scale = ScaleWithin(box.Width, box.Height, width, height);
        var (left, right) = Shift(box.Left, box.Width, scale, width);
        var (top, bottom) = Shift(box.Top, box.Height, scale, height);
        return new Region(
            MathF.Max(MathF.Truncate(left), 0), MathF.Max(MathF.Truncate(top), 0),
            MathF.Min(MathF.Truncate(right - left), width - 1), MathF.Min(MathF.Truncate(bottom - top), height - 1));
    }

    private static (float Least, float Most) Shift(float start, float length, float scale, int limit)
    {
        var (least, most) = (start + length / 2 - length * scale / 2, start + length / 2 + length * scale / 2);
        if (least < 0)
            (least, most) = (0, most - least);
        if (most > limit - 1)
            (least, most) = (least - (most - limit + 1), limit - 1);
        return (least, most);
    }

    /// <summary>Of LocalAI's insightface backend.</summary>
    private Region Clamped(Box box, int width, int height)
    {
        var (boxWidth, boxHeight) = (MathF.Max(1, box.Width), MathF.Max(1, box.Height));
        var scale = ScaleWithin(boxWidth, boxHeight, width, height);
        var (x, y) = (box.Left + boxWidth / 2, box.Top + boxHeight / 2);
        var left = MathF.Max(0, MathF.Truncate(x - boxWidth * scale / 2));
        var top = MathF.Max(0, MathF.Truncate(y - boxHeight * scale / 2));
        var right = MathF.Min(width - 1, MathF.Truncate(x + boxWidth * scale / 2));
        var bottom = MathF.Min(height - 1, MathF.Truncate(y + boxHeight * scale / 2));
        return new Region(left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>Of fr_expression.js of faceplugin-face-recognition-js.</summary>
    private Region Corner(Box box, int width, int height)
    {
        var (left, top) = (MathF.Max(MathF.Truncate(box.Left), 0), MathF.Max(MathF.Truncate(box.Top), 0));
        return new Region(
            left, top,
            MathF.Min(MathF.Truncate(box.Width * part.Scale), width - left),
            MathF.Min(MathF.Truncate(box.Height * part.Scale), height - top));
    }

    /// <summary>Of InsightFace's models of attributes.</summary>
    private Matrix3x2 Centred(Box box, int width, int height)
    {
        var pixels = MathF.Max(box.Width, box.Height) * part.Scale / width;
        var (x, y) = ((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
        return new Matrix3x2(pixels, 0, 0, pixels, x - width / 2 * pixels, y - height / 2 * pixels);
    }

    private float ScaleWithin(float boxWidth, float boxHeight, int width, int height) =>
        MathF.Min(MathF.Min((height - 1) / boxHeight, (width - 1) / boxWidth), part.Scale);
}
