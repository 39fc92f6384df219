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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(Picture picture, in Matrix3x2 toPicture, in TensorRows tensor)
    {
        using var scratch = new RowScratch(tensor.Width);
        var bitmap = new Bitmap(picture.Pointer, picture.Width, picture.Height);
        for (var y = 0; y < tensor.Height; y++)
        {
            // Places in double precision: of a picture 4,000 pixels wide, single precision would be off by 1/4,000 of a pixel.
            var (placeX, placeY) = (((double)toPicture.M21 * y) + toPicture.M31, ((double)toPicture.M22 * y) + toPicture.M32);
            for (var x = 0; x < tensor.Width; x++)
                scratch.Pixels[x] = bitmap.At(placeX + ((double)toPicture.M11 * x), placeY + ((double)toPicture.M12 * x));
            tensor.Write(0, y, scratch.Pixels, tensor.Width);
        }
        GC.KeepAlive(picture);
    }

    private readonly struct Bitmap(byte* pixels, int width, int height)
    {
        private readonly nint _stride = (nint)width * Picture.PixelBytes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<float> At(double x, double y)
        {
            var (left, top) = (Math.Floor(x), Math.Floor(y));
            var (right, down) = ((float)(x - left), (float)(y - top));
            if (left >= 0 && top >= 0 && left < width - 1 && top < height - 1)
            {
                var upper = pixels + ((int)top * _stride) + ((nint)(int)left * Picture.PixelBytes);
                return PixelPair.Blend(upper, upper + _stride, right, Vector256.Create(down));
            }
            // Written so that what is no number is outside.
            if (!(left >= -1 && top >= -1 && left < width && top < height))
                return Vector128<float>.Zero;
            return AtEdge((int)left, (int)top, right, down);
        }

        private Vector128<float> AtEdge(int left, int top, float right, float down)
        {
            var upper = (Pixel(left, top) * (1 - right)) + (Pixel(left + 1, top) * right);
            var lower = (Pixel(left, top + 1) * (1 - right)) + (Pixel(left + 1, top + 1) * right);
            return (upper * (1 - down)) + (lower * down);
        }

        private Vector128<float> Pixel(int x, int y) => (uint)x < (uint)width && (uint)y < (uint)height
            ? PixelPair.LoadOne(pixels + (y * _stride) + ((nint)x * Picture.PixelBytes))
            : Vector128<float>.Zero;
    }
}
