using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>Looks at a picture through an affine map; what lies outside of it is black.</summary>
internal static unsafe class AffineWarp
{
    /// <summary>Writes all of a tensor.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="toPicture">The place in the picture of a place in the tensor.</param>
    /// <param name="tensor">The tensor.</param>
    public static void Write(Picture picture, in Matrix3x2 toPicture, in TensorRows tensor)
    {
        using var scratch = new RowScratch(tensor.Width);
        for (var y = 0; y < tensor.Height; y++)
        {
            var line = new WarpLine(toPicture, y);
            var (from, to) = line.Inside(picture, tensor.Width);
            for (var x = 0; x < from; x++)
                scratch.Pixels[x] = AtEdge(picture, line.X(x), line.Y(x));
            Inside(picture, line, scratch, from, to);
            for (var x = to; x < tensor.Width; x++)
                scratch.Pixels[x] = AtEdge(picture, line.X(x), line.Y(x));
            tensor.Write(0, y, scratch.Pixels, tensor.Width);
        }
        GC.KeepAlive(picture);
    }

    /// <summary>Pixels of which all four neighbours are in the picture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Inside(Picture picture, WarpLine line, in RowScratch scratch, int from, int to)
    {
        var offsets = scratch.Offsets;
        float* rights = scratch.Shares, downs = scratch.SharesBelow;
        var pixels = scratch.Pixels;
        var stride = picture.Width * Picture.PixelBytes;
        for (var x = from; x < to; x++)
        {
            var (placeX, placeY) = (line.X(x), line.Y(x));
            var (left, top) = ((int)placeX, (int)placeY);
            offsets[x] = (top * stride) + (left * Picture.PixelBytes);
            (rights[x], downs[x]) = ((float)(placeX - left), (float)(placeY - top));
        }
        var upper = picture.Pointer;
        var lower = upper + stride;
        for (var x = from; x < to; x++)
            pixels[x] = PixelPair.Blend(upper + offsets[x], lower + offsets[x], rights[x], Vector256.Create(downs[x]));
    }

    /// <summary>A pixel of which some neighbours may be outside.</summary>
    private static Vector128<float> AtEdge(Picture picture, double x, double y)
    {
        // Written so that what is no number is outside.
        if (!(x >= -1 && y >= -1 && x < picture.Width && y < picture.Height))
            return Vector128<float>.Zero;
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, down) = ((float)(x - left), (float)(y - top));
        var upper = (Pixel(picture, left, top) * (1 - right)) + (Pixel(picture, left + 1, top) * right);
        var lower = (Pixel(picture, left, top + 1) * (1 - right)) + (Pixel(picture, left + 1, top + 1) * right);
        return (upper * (1 - down)) + (lower * down);
    }

    private static Vector128<float> Pixel(Picture picture, int x, int y) => (uint)x < (uint)picture.Width && (uint)y < (uint)picture.Height
        ? PixelPair.LoadOne(picture.Pointer + ((((nint)y * picture.Width) + x) * Picture.PixelBytes))
        : Vector128<float>.Zero;
}
