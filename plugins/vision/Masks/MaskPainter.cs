using System.Numerics.Tensors;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Masks;

/// <summary>Paints an object's mask into an image: its numbers stretched bilinearly, cut at 0, and left out beyond its box.</summary>
/// <param name="columns">For each column of the image, where it lies in a mask.</param>
/// <param name="rows">For each row of the image, where it lies in a mask.</param>
/// <param name="maskWidth">Columns of a mask.</param>
/// <param name="imageWidth">Columns of the image.</param>
internal sealed class MaskPainter(PixelTaps columns, PixelTaps rows, int maskWidth, int imageWidth)
{
    private const byte Object = 255;

    /// <param name="logits">The mask.</param>
    /// <param name="box">The object's box in the image; pixels whose centres are in it are painted.</param>
    /// <param name="scratch">One number more than a row of the mask.</param>
    /// <param name="image">Black where nothing is painted.</param>
    public void Paint(ReadOnlySpan<float> logits, in Box box, Span<float> scratch, Span<byte> image)
    {
        var (left, right) = (FirstCentre(box.Left), FirstCentre(box.Right));
        var (top, bottom) = (FirstCentre(box.Top), FirstCentre(box.Bottom));
        for (var y = top; y < bottom; y++)
        {
            var line = Blend(logits, y, scratch);
            var pixels = image.Slice(y * imageWidth, imageWidth);
            for (var x = left; x < right; x++)
            {
                var cell = columns.Cell(x);
                if (line[cell] + (line[cell + 1] - line[cell]) * columns.Share(x) > 0)
                    pixels[x] = Object;
            }
        }
    }

    /// <summary>The row of the mask at a row of the image, with its last number twice.</summary>
    private Span<float> Blend(ReadOnlySpan<float> logits, int y, Span<float> scratch)
    {
        var cell = rows.Cell(y);
        var upper = logits.Slice(cell * maskWidth, maskWidth);
        var line = scratch[..(maskWidth + 1)];
        if (rows.Share(y) is > 0 and var share)
            TensorPrimitives.Lerp(upper, logits.Slice((cell + 1) * maskWidth, maskWidth), share, line);
        else
            upper.CopyTo(line);
        line[maskWidth] = line[maskWidth - 1];
        return line;
    }

    private static int FirstCentre(float edge) => (int)MathF.Ceiling(edge - 0.5f);
}
