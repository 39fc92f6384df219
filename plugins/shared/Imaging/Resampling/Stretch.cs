using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>Stretches a region of a picture over a rectangle of a tensor.</summary>
internal static unsafe class Stretch
{
    /// <summary>Writes the rectangle.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="region">The part of it.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="left">The rectangle's left edge.</param>
    /// <param name="top">Its top edge.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(Picture picture, in Region region, in TensorRows tensor, int left, int top, int width, int height)
    {
        using var scratch = new RowScratch(width);
        // Half-pixel centres: the tensor's centre x + .5 is the picture's (x + .5) · scale; indices count from the first centre.
        var (scaleX, scaleY) = ((double)region.Width / width, (double)region.Height / height);
        for (var x = 0; x < width; x++)
        {
            var (first, share) = Neighbours.At(region.X + ((x + .5) * scaleX) - .5, picture.Width);
            (scratch.Offsets[x], scratch.Shares[x]) = (first * Picture.PixelBytes, share);
        }
        var stride = (nint)picture.Width * Picture.PixelBytes;
        for (var y = 0; y < height; y++)
        {
            var (first, share) = Neighbours.At(region.Y + ((y + .5) * scaleY) - .5, picture.Height);
            var upper = picture.Pointer + (first * stride);
            Row(upper, picture.Height == 1 ? upper : upper + stride, share, scratch, width);
            tensor.Write(left, top + y, scratch.Pixels, width);
        }
        GC.KeepAlive(picture);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(byte* upper, byte* lower, float share, in RowScratch scratch, int width)
    {
        var offsets = scratch.Offsets;
        var shares = scratch.Shares;
        var pixels = scratch.Pixels;
        var down = Vector256.Create(share);
        for (var x = 0; x < width; x++)
            pixels[x] = PixelPair.Blend(upper + offsets[x], lower + offsets[x], shares[x], down);
    }
}
